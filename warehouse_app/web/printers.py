"""Printers, for the office: which there are, who stands in, what waits, and what somebody says of a label."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, Response, make_response, redirect, render_template, request

from warehouse_app.bootstrap import Services
from warehouse_app.domain.errors import Refused
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.print_answers import Saying, came_out, nothing_came_out
from warehouse_app.service.printer_page import printer_page
from warehouse_app.service.printers import NewPrinter, add_printer, remove_printer, set_deputy, stand_at, test_label
from warehouse_app.web.identity import caller
from warehouse_app.web.language import language
from warehouse_app.web.looker import looker


def blueprint(services: Services) -> Blueprint:
    """Pages of the supervisor and the admin."""
    pages = Blueprint("printers", __name__, url_prefix="/printers")

    @pages.get("")
    def page() -> str:
        return _page(services)

    @pages.post("/add")
    def add() -> Response:
        w, new = caller().somebody().w, _new()
        return _do(services, lambda uow: add_printer(new, w, uow))

    @pages.post("/<int:printer>/remove")
    def remove(printer: int) -> Response:
        w = caller().somebody().w
        return _do(services, lambda uow: remove_printer(printer, w, uow))

    @pages.post("/<int:printer>/deputy")
    def deputy(printer: int) -> Response:
        w, chosen = caller().somebody().w, request.form.get("deputy", type=int)
        return _do(services, lambda uow: set_deputy(printer, chosen, w, uow))

    @pages.post("/<int:printer>/test")
    def test(printer: int) -> Response:
        person = caller().somebody()
        return _do(services, lambda uow: test_label(printer, person.w, person.id, uow))

    @pages.post("/stand")
    def stand() -> Response:
        w, device = caller().somebody().w, request.form.get("device", type=int)
        station = request.form.get("station", "")[:80]
        return _do(services, lambda uow: _stand(device, station, w, uow))

    _answers(pages, services)
    return pages


def _answers(pages: Blueprint, services: Services) -> None:
    @pages.post("/jobs/<int:job>")
    def answer(job: int) -> Response:
        person, said = caller().somebody(), request.form.get("said", "")
        saying = Saying(job, person.id, person.w)
        if said == "out":
            return _do(services, lambda uow: came_out(saying, uow))
        return _do(services, lambda uow: nothing_came_out(saying, said == "deputy", uow))


def _new() -> NewPrinter:
    form = request.form
    dpi = form.get("dpi", 203, type=int)
    address = form.get("address", "")[:300]
    return NewPrinter(
        form.get("name", "")[:80], address, form.get("station", "")[:80], "agent" in form, form.get("format", ""), dpi
    )


def _stand(device: int | None, station: str, w: int, uow: UnitOfWork) -> None:
    known = uow.devices.get(device) if device is not None else None
    if known is None or known.w != w:
        raise Refused("device.missing", 404)
    stand_at(known, station, uow)


def _do(services: Services, use_case: Callable[[UnitOfWork], object]) -> Response:
    try:
        services.store.write(use_case)
    except Refused as refused:
        return make_response(_page(services, refused), refused.status)
    return make_response(redirect("/printers", 303))


def _page(services: Services, refused: Refused | None = None) -> str:
    w = caller().somebody().w
    picture = services.store.read(lambda views: printer_page(views, w, looker(services, views, w)))
    error = services.words.refusal(language(services), refused.key, refused.facts) if refused else None
    return render_template("printers/index.html", now=picture, error=error)
