"""The returns desk: its shell, what it asks for, the label, and the office's list."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, make_response, render_template, request

from warehouse_app.bootstrap import Services
from warehouse_app.domain.errors import Refused
from warehouse_app.printing.labels import label_pdf
from warehouse_app.service.find_returns import LONGEST, Desk, find
from warehouse_app.service.judging_desk import judging_card, with_judging
from warehouse_app.service.ports.returns import ReturnCard, ReturnRow
from warehouse_app.service.print_returns import print_return
from warehouse_app.service.return_label import postage_of, return_label
from warehouse_app.web.identity import caller
from warehouse_app.web.language import language

MOST, LATELY = 200, 50


def blueprint(services: Services) -> Blueprint:
    """`/returns/` and its calls."""
    returns = Blueprint("returns", __name__)

    @returns.get("/returns/")
    def shell() -> Response:
        answer = make_response(render_template("returns/index.html"))
        answer.headers["Cache-Control"] = "no-cache"
        return answer

    @returns.get("/returns/list")
    def listed() -> str:
        w = caller().somebody().w
        rows, sites = services.store.read(lambda views: (views.returns.listed(w, MOST), views.warehouses()))
        zone = ZoneInfo(next(site[3] for site in sites if site[0] == w) or "UTC")
        return render_template("returns/list.html", returns=[_shown(row, zone) for row in rows])

    @returns.get("/api/v1/returns")
    def what() -> dict[str, Any]:
        code = request.args.get("code", "").strip()
        if not 0 < len(code) <= LONGEST or not code.isprintable():
            raise Refused("request.malformed", 400)
        return _what(Desk(_w(), services.store, services.odoo, services.clock), code)

    @returns.get("/api/v1/returns/of/<event>")
    def made(event: str) -> dict[str, Any]:
        state = _asked(services, event)
        return {state: True} if state else {"return": _judging(services, event)}

    @returns.get("/api/v1/returns/<number>/label")
    def label(number: str) -> Response:
        return _label(services, _found(services, number=number.upper()))

    @returns.post("/api/v1/returns/<number>/print")
    def print_(number: str) -> dict[str, Any]:
        return {"printer": _print(services, _found(services, number=number.upper()))}

    return returns


def _w() -> int:
    """The warehouse of the device that asks, or of whoever looks in the office."""
    device = caller().device
    return device.w if device is not None else caller().somebody().w


def _what(desk: Desk, code: str) -> dict[str, Any]:
    found = find(desk, code)
    back = found.get("return")
    return {"return": with_judging(desk, back["number"])} if back else found


def _judging(services: Services, event: str) -> Any:
    w, found = _w(), _found(services, event=event)
    return services.store.read(lambda views: judging_card(views, w, found))


def _asked(services: Services, event: str) -> str | None:
    """`waits`: a second person has to agree to it first; `refused`: they did not."""
    w = _w()
    waiting, lately = services.store.read(lambda v: (v.overrides.waiting(w), v.overrides.lately(w, LATELY)))
    if any(row.facts.get("event") == event for row in waiting):
        return "waits"
    no = [row for row in lately if row.state == "refused" and row.facts.get("event") == event]
    return "refused" if no else None


def _label(services: Services, found: ReturnCard) -> Response:
    answer = Response(services.aside.run(label_pdf, *_drawn_as(services, found)), content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="{found.number}.pdf"'
    return answer


def _print(services: Services, found: ReturnCard) -> str:
    """At the desk's printer; its name."""
    device, person = caller().enrolled(), caller().somebody().id
    design, fields = _drawn_as(services, found)
    return services.store.write(lambda uow: print_return(device, design, fields, person, uow)).name


def _drawn_as(services: Services, found: ReturnCard) -> tuple[str, dict[str, str]]:
    """The design and its fields, in the language of whoever looks."""
    w = _w()
    (_, site), reasons = services.store.read(lambda views: (views.returns.site(w), views.returns.reasons(w)))
    say, paper = partial(services.words.say, language(services)), services.settings.return_paper
    return return_label(found, site, paper, say, postage_of(found, reasons))


def _found(services: Services, **which: str) -> ReturnCard:
    w = _w()
    found = services.store.read(lambda views: views.returns.card(w, **which))
    if found is None:
        raise Refused("returns.not_here", 404)
    return found


def _shown(row: ReturnRow, zone: ZoneInfo) -> dict[str, Any]:
    return {
        "number": row.number,
        "state": row.state,
        "order": row.order,
        "who": row.worker,
        "receipt": row.receipt,
        "pieces": f"{row.pieces_m / 1000:g}",
        "reasons": row.reasons,
        "authorised": _day(row.authorised_at, zone),
        "received": _day(row.received_at, zone) if row.received_at else None,
    }


def _day(at: int, zone: ZoneInfo) -> str:
    return datetime.fromtimestamp(at / 1000, UTC).astimezone(zone).strftime("%Y-%m-%d %H:%M")
