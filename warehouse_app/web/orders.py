"""Orders: looked up by whatever stands on what somebody has in hand, and a page each; only the carrier changes."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, make_response, redirect, render_template, request

from warehouse_app.bootstrap import Services
from warehouse_app.domain.errors import Refused
from warehouse_app.service.carrier_form import carrier_form
from warehouse_app.service.change_carrier import ChangeCarrier, change_carrier
from warehouse_app.service.order_page import LONGEST, case_on_ticket, find_orders, order_page
from warehouse_app.web.identity import caller
from warehouse_app.web.looker import looker
from warehouse_app.web.waits import waits


def blueprint(services: Services) -> Blueprint:
    """The orders of the warehouse of whoever asks."""
    pages = Blueprint("orders", __name__, url_prefix="/orders")

    @pages.get("")
    def search() -> Response:
        w, asked = caller().somebody().w, request.args.get("q", "")[:LONGEST].strip()
        found, case = services.store.read(lambda views: (find_orders(views, w, asked), case_on_ticket(views, w, asked)))
        if case is not None:
            return make_response(redirect(f"/cases/{case}", 302))
        if len(found) == 1:
            return make_response(redirect(f"/orders/{found[0]['id']}", 302))
        return make_response(render_template("orders/search.html", asked=asked, found=found))

    @pages.get("/<int:order>")
    def page(order: int) -> str:
        shown, other = _shown(services, order), _other_carrier(services, order)
        return render_template("orders/index.html", order=shown, odoo=services.settings.odoo, other=other)

    @pages.post("/<int:order>/carrier")
    def carrier(order: int) -> Response:
        return _send_with(services, order)

    @pages.get("/<int:order>/live")
    def fresh(order: int) -> str:
        return render_template("orders/_live.html", order=_shown(services, order), odoo=services.settings.odoo)

    return pages


def _other_carrier(services: Services, order: int) -> dict[str, Any] | None:
    """The form for it, where somebody may tell Odoo."""
    if services.mends is None:
        return None
    person = caller().somebody()
    return services.store.read(lambda views: carrier_form(views, person, order, looker(services, views, person.w)))


def _send_with(services: Services, order: int) -> Response:
    if services.mends is None:
        raise Refused("mend.no_office")
    sent, by = request.form, caller().somebody()
    command = ChangeCarrier(order, sent.get("carrier", "")[: 2 * LONGEST], sent.get("reason", "")[:20], by)
    if not services.store.write(lambda uow: change_carrier(command, uow)):
        return waits(services)
    return make_response(redirect(f"/orders/{order}", 303))


def _shown(services: Services, order: int) -> dict[str, Any]:
    w = caller().somebody().w
    shown = services.store.read(lambda views: order_page(views, w, order, looker(services, views, w)))
    if shown is None:
        raise Refused("order.unknown", 404)
    return shown
