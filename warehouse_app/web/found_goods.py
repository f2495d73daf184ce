"""Goods that fit nothing: their number for the desk, the label on them, and the office's page that matches them."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, make_response, redirect, render_template, request

from warehouse_app.bootstrap import Services
from warehouse_app.domain.errors import Refused
from warehouse_app.domain.numbers import amount
from warehouse_app.printing.labels import label_pdf
from warehouse_app.service.found_goods import match_found
from warehouse_app.service.judging_label import found_label
from warehouse_app.service.ports.found_goods import FoundRow
from warehouse_app.web.identity import caller
from warehouse_app.web.language import language

MOST, LONGEST = 200, 32


def blueprint(services: Services) -> Blueprint:
    """`/returns/found` and its calls."""
    pages = Blueprint("found_goods", __name__)

    @pages.get("/api/v1/returns/found/<event>")
    def found(event: str) -> dict[str, Any]:
        row = _found(services, event)
        return {"number": row.number, "what": row.what, "goods": row.goods or row.code, "qty_m": row.qty_m}

    @pages.get("/api/v1/returns/found/<event>/label")
    def label(event: str) -> Response:
        row = _found(services, event)
        design, fields = found_label(row, partial(services.words.say, language(services)))
        answer = Response(services.aside.run(label_pdf, design, fields), content_type="application/pdf")
        answer.headers["Content-Disposition"] = f'inline; filename="{row.number}.pdf"'
        return answer

    @pages.get("/returns/found")
    def page() -> str:
        return _page(services)

    @pages.post("/returns/found/<int:entry>")
    def match(entry: int) -> Response:
        number, w = request.form.get("number", "")[: LONGEST + 1], caller().somebody().w
        try:
            services.store.write(lambda uow: match_found(w, entry, number, uow))
        except Refused as refused:
            error = services.words.refusal(language(services), refused.key, refused.facts)
            return make_response(_page(services, error=error, at=entry, number=number), refused.status)
        return make_response(redirect("/returns/found", 303))

    return pages


def _page(services: Services, **asked: Any) -> str:
    w = caller().somebody().w
    rows, sites = services.store.read(lambda views: (views.returns.found.listed(w, MOST), views.warehouses()))
    zone = ZoneInfo(next(site[3] for site in sites if site[0] == w) or "UTC")
    return render_template("returns/found.html", rows=[_shown(row, zone) for row in rows], **asked)


def _shown(row: FoundRow, zone: ZoneInfo) -> dict[str, Any]:
    at = datetime.fromtimestamp(row.found_at / 1000, UTC).astimezone(zone).strftime("%Y-%m-%d %H:%M")
    names = ("id", "number", "what", "worker", "back", "matched")
    shown = {name: getattr(row, name) for name in names}
    return shown | {"goods": row.goods or row.code or "", "pieces": amount(row.qty_m), "at": at}


def _found(services: Services, event: str) -> FoundRow:
    device = caller().device
    w = device.w if device is not None else caller().somebody().w
    row = services.store.read(lambda views: views.returns.found.of_event(w, event))
    if row is None:
        raise Refused("returns.not_here", 404)
    return row
