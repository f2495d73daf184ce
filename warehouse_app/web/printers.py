"""Printers, for the office: which there are, who stands in, what waits, and what somebody says of a label."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request

from warehouse_app.bootstrap import Services
from warehouse_app.domain.errors import Refused
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.print_answers import Saying, came_out, nothing_came_out
from warehouse_app.service.printer_page import printer_page
from warehouse_app.service.printers import NewPrinter, add_printer, remove_printer, set_deputy, stand_at, test_label
from warehouse_app.web.identity import caller
from warehouse_app.web.looker import looker
from warehouse_app.web.posting import PostedPage, refusal


def blueprint(services: Services) -> Blueprint:
    """Pages of the supervisor and the admin."""
    pages = Blueprint("printers", __name__, url_prefix="/printers")
    posted = PostedPage(services, "/printers", _page)

    @pages.get("")
    def page() -> str:
        return posted.show()

    @pages.post("/add")
    def add() -> Response:
        w, new = caller().somebody().w, _new()
        return posted.do(lambda uow: add_printer(new, w, uow))

    @pages.post("/<int:printer>/remove")
    def remove(printer: int) -> Response:
        w = caller().somebody().w
        return posted.do(lambda uow: remove_printer(printer, w, uow))

    @pages.post("/<int:printer>/deputy")
    def deputy(printer: int) -> Response:
        w, chosen = caller().somebody().w, request.form.get("deputy", type=int)
        return posted.do(lambda uow: set_deputy(printer, chosen, w, uow))

    @pages.post("/<int:printer>/test")
    def test(printer: int) -> Response:
        person = caller().somebody()
        return posted.do(lambda uow: test_label(printer, person.w, person.id, uow))

    @pages.post("/stand")
    def stand() -> Response:
        w, device = caller().somebody().w, request.form.get("device", type=int)
        station = request.form.get("station", "")[:80]
        return posted.do(lambda uow: _stand(device, station, w, uow))

    _answers(pages, posted)
    return pages


def _answers(pages: Blueprint, posted: PostedPage) -> None:
    @pages.post("/jobs/<int:job>")
    def answer(job: int) -> Response:
        person, said = caller().somebody(), request.form.get("said", "")
        saying = Saying(job, person.id, person.w)
        if said == "out":
            return posted.do(lambda uow: came_out(saying, uow))
        return posted.do(lambda uow: nothing_came_out(saying, said == "deputy", uow))


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


def _page(services: Services, refused: Refused | None) -> str:
    w = caller().somebody().w
    picture = services.store.read(lambda views: printer_page(views, w, looker(services, views, w)))
    return render_template("printers/index.html", now=picture, error=refusal(services, refused))
