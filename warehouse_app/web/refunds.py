"""Refunds: the page, and what whoever decides about them may press."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, make_response, redirect, render_template, request

from warehouse_app.bootstrap import Services
from warehouse_app.domain.errors import Refused
from warehouse_app.service.exchange_goods import Exchange, exchange_goods
from warehouse_app.service.list_prices import list_price
from warehouse_app.service.ports.people import Person
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.refunds import MANY, ReleaseRefund, refuse_refund, release_all, release_refund
from warehouse_app.service.refunds_page import refunds_page
from warehouse_app.web.identity import caller
from warehouse_app.web.language import language
from warehouse_app.web.looker import looker

DONE = ("released", "waits", "refused", "exchanged", "many")


def blueprint(services: Services) -> Blueprint:
    """Pages of whoever answers for money that goes back."""
    pages = Blueprint("refunds", __name__, url_prefix="/refunds")

    @pages.get("")
    def page() -> str:
        return render_template("refunds/index.html", **_shown(services))

    @pages.get("/live")
    def fresh() -> str:
        return render_template("refunds/_live.html", **_shown(services))

    @pages.post("/release")
    def release_many() -> Response:
        wishes = [_wish(text) for text in request.form.getlist("refund")[:MANY]]
        by = caller().somebody()
        n = services.store.write(lambda uow: release_all(wishes, by, uow))
        return make_response(redirect(f"/refunds?done=many&n={n}", 303))

    @pages.post("/<int:refund>/release")
    def release(refund: int) -> Response:
        command = _release(refund, caller().somebody())
        return _do(services, "released", lambda _by, uow: release_refund(command, uow))

    @pages.post("/<int:refund>/refuse")
    def refuse(refund: int) -> Response:
        reason = request.form.get("reason", "")[:20]
        return _do(services, "refused", lambda by, uow: refuse_refund(refund, reason, by, uow))

    @pages.post("/<int:refund>/exchange")
    def exchange(refund: int) -> Response:
        form, w = request.form, caller().somebody().w
        code, price, reason = form.get("code", "")[:64], form.get("price", "")[:16], form.get("reason", "")[:20]
        listed = list_price(code, w, services.store, services.odoo)
        wish = Exchange(refund, _number("line"), code, price, reason, listed)
        return _do(services, "exchanged", lambda by, uow: exchange_goods(wish, by, uow))

    return pages


def _release(refund: int, by: Person) -> ReleaseRefund:
    form = request.form
    return ReleaseRefund(refund, by, _number("based"), form.get("amount", "")[:16], form.get("reason", "")[:20])


def _wish(text: str) -> tuple[int, int]:
    """A refund and the amount that was looked at, as `7:4500`."""
    found = re.fullmatch(r"([0-9]{1,15}):([0-9]{1,15})", text)
    return (int(found[1]), int(found[2])) if found else (-1, -1)


def _number(name: str) -> int:
    text = request.form.get(name, "")
    return int(text) if re.fullmatch(r"[0-9]{1,15}", text) else -1


def _do(services: Services, done: str, use_case: Callable[[Person, UnitOfWork], bool | None]) -> Response:
    """Back to the page; what was refused is said on it. False: a second person has to agree first."""
    by = caller().somebody()
    try:
        if services.store.write(lambda uow: use_case(by, uow)) is False:
            done = "waits"
    except Refused as refused:
        shown = _shown(services) | {"error": services.words.refusal(language(services), refused.key, refused.facts)}
        return make_response(render_template("refunds/index.html", **shown | {"said": ""}), refused.status)
    return make_response(redirect(f"/refunds?done={done}", 303))


def _shown(services: Services) -> dict[str, Any]:
    person, done = caller().somebody(), request.args.get("done", "")
    has_office = services.office is not None
    shown = services.store.read(
        lambda views: refunds_page(views, person, looker(services, views, person.w), has_office=has_office)
    )
    said = done if done in DONE else ""
    return {
        "refunds": shown,
        "error": None,
        "said": said,
        "n": request.args.get("n", 0, int),
        "odoo": services.settings.odoo,
    }
