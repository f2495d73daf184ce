"""The release page: what goes to the floor, and to whom. Its forms work without a script."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request

from warehouse_app.bootstrap import Services
from warehouse_app.printing.barcodes import barcode_svg
from warehouse_app.service.release_waves import Release, release_chosen, release_in_pieces
from warehouse_app.service.released_waves import give, merge, take_back
from warehouse_app.web import release_form as form
from warehouse_app.web.identity import caller


def blueprint(services: Services) -> Blueprint:
    """Pages of whoever releases; who holds orders sees them too."""
    pages = Blueprint("release", __name__, url_prefix="/release")

    @pages.get("")
    def page() -> str:
        return form.page(services)

    @pages.get("/live")
    def fresh() -> str:
        return render_template("release/_live.html", release=form.picture(services)[0], barcode=barcode_svg)

    @pages.post("/wave")
    def release_one() -> Response:
        transfers, command = form.chosen("transfers", "keep"), _command(services)
        return form.do(services, lambda uow: release_chosen(transfers, command, uow))

    @pages.post("/truck")
    def release_truck() -> Response:
        command = _command(services)
        return form.done(services, lambda: release_in_pieces(command, services.store, services.clock()))

    @pages.post("/waves/<int:wave>/give")
    def give_to(wave: int) -> Response:
        to, person = form.number("to"), caller().somebody()
        return form.do(services, lambda uow: give(wave, to, person.w, person.id, uow))

    @pages.post("/waves/<int:wave>/merge")
    def merge_with(wave: int) -> Response:
        into, command = form.number("into") or 0, _command(services)
        return form.do(services, lambda uow: merge(wave, into, command, uow))

    @pages.post("/waves/<int:wave>/back")
    def back(wave: int) -> Response:
        person = caller().somebody()
        return form.do(services, lambda uow: take_back(wave, person.w, person.id, uow))

    return pages


def _command(services: Services) -> Release:
    person = caller().somebody()
    carriers = [request.form["carrier"] or None] if "carrier" in request.form else []
    first, cutoff, to = form.number("first"), form.number("cutoff"), form.number("to")
    anyway, pace = bool(request.form.get("anyway")), form.pace_of(services, person.w)
    return Release(person.w, form.cart_of(services), carriers, first, cutoff, to, person.id, anyway, pace)
