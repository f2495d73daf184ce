"""What became of goods that came back: for the desk, the label on them, and the office's page of places."""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import Blueprint, Response, make_response, redirect, render_template, request

from warehouse_app.bootstrap import Services
from warehouse_app.domain.errors import Refused
from warehouse_app.printing.labels import label_pdf
from warehouse_app.service.disposition_places import bind_place, look_for, places_page
from warehouse_app.service.judging_desk import judged_row
from warehouse_app.service.judging_label import judged_label
from warehouse_app.service.ports.judged import JudgedRow
from warehouse_app.web.identity import caller
from warehouse_app.web.language import language


def blueprint(services: Services) -> Blueprint:
    """Calls of the desk, and `/returns/places`."""
    judging = Blueprint("judging", __name__)

    @judging.get("/api/v1/returns/judged/<event>")
    def judged(event: str) -> dict[str, Any]:
        number, row = _found(services, event)
        return {"number": number, "judged": judged_row(row)}

    @judging.get("/api/v1/returns/judged/<event>/label")
    def label(event: str) -> Response:
        number, row = _found(services, event)
        name = services.store.read(lambda views: views.returns.judged.goods(row.id))
        design, fields = judged_label(number, name, row, partial(services.words.say, language(services)))
        answer = Response(services.aside.run(label_pdf, design, fields), content_type="application/pdf")
        answer.headers["Content-Disposition"] = f'inline; filename="{number}-{row.id}.pdf"'
        return answer

    @judging.get("/returns/places")
    def places() -> str:
        return _page(services)

    @judging.post("/returns/places")
    def bind() -> Response:
        code, sought = request.form.get("code", ""), request.form.get("sought", "")
        if "nowhere" in request.form:
            return _bound(services, code, None)
        try:
            found = look_for(services.store, services.odoo, caller().somebody().w, code, sought)
        except Refused as refused:
            error = services.words.refusal(language(services), refused.key, refused.facts)
            return make_response(_page(services, code=code, sought=sought, error=error), refused.status)
        chosen = [row for row in found if str(row.odoo_id) == request.form.get("place")]
        if len(found) > 1 and not chosen:
            return make_response(_page(services, code=code, sought=sought, found=found))
        return _bound(services, code, (chosen or list(found))[0])

    return judging


def _bound(services: Services, code: str, place: Any) -> Response:
    who = caller().somebody()
    services.store.write(lambda uow: bind_place(code, place, who, uow))
    return make_response(redirect("/returns/places", 303))


def _page(services: Services, **asked: Any) -> str:
    w = caller().somebody().w
    rows = services.store.read(lambda views: places_page(views, w))
    return render_template("returns/places.html", rows=rows, **asked)


def _found(services: Services, event: str) -> tuple[str, JudgedRow]:
    device = caller().device
    w = device.w if device is not None else caller().somebody().w
    found = services.store.read(lambda views: views.returns.judged.of_event(w, event))
    if found is None:
        raise Refused("returns.not_here", 404)
    return found
