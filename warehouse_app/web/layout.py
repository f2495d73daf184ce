"""The layout of the hall: its map, the form that draws it, and the places as a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import Blueprint, Response, make_response, redirect, render_template, request

from warehouse_app.bootstrap import Services
from warehouse_app.domain.errors import Refused
from warehouse_app.service.layout_file import as_file
from warehouse_app.service.layout_page import layout_page
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.ports.views import Views
from warehouse_app.service.refills import save_reserve
from warehouse_app.service.save_layout import give_up_layout, save_layout, take_places
from warehouse_app.web.identity import caller
from warehouse_app.web.language import language
from warehouse_app.web.looker import looker

_TEXT = 1_000  # of one field


def blueprint(services: Services) -> Blueprint:
    """Pages of the supervisor and the admin."""
    pages = Blueprint("layout", __name__, url_prefix="/layout")

    @pages.get("")
    def page() -> str:
        return _page(services)

    @pages.post("")
    def change() -> Response:
        """Shown first; saved when it comes with `save`."""
        texts, person = {name: value[:_TEXT] for name, value in request.form.items()}, caller().somebody()
        if "save" in request.form:
            return _do(services, lambda uow: save_layout(texts, person, uow), texts)
        return _answer(services, texts)

    @pages.get("/locations.csv")
    def locations() -> Response:
        w = caller().somebody().w
        answer = make_response(services.store.read(lambda views: _file(views, w)))
        answer.headers.update(
            {"Content-Type": "text/csv; charset=utf-8", "Content-Disposition": 'attachment; filename="locations.csv"'}
        )
        return answer

    @pages.post("/places")
    def places() -> Response:
        person, sent = caller().somebody(), request.files.get("file")
        text = sent.read().decode("utf-8", "replace") if sent else ""
        return _do(services, lambda uow: take_places(text, person, uow))

    @pages.post("/off")
    def off() -> Response:
        person = caller().somebody()
        return _do(services, lambda uow: give_up_layout(person, uow))

    _reserve(pages, services)
    return pages


def _reserve(pages: Blueprint, services: Services) -> None:
    """From where nobody picks."""

    @pages.post("/reserve")
    def reserve() -> Response:
        person, text = caller().somebody(), request.form.get("reserve", "")[:_TEXT]
        return _do(services, lambda uow: save_reserve(text, person, uow))


def _file(views: Views, w: int) -> str:
    hall = views.layouts.hall(w)
    if hall is None:
        raise Refused("layout.none")
    return as_file(hall, views.layouts.said(w), views.layouts.places(w))


def _do(
    services: Services, use_case: Callable[[UnitOfWork], object], texts: Mapping[str, str] | None = None
) -> Response:
    try:
        services.store.write(use_case)
    except Refused as refused:
        return make_response(_page(services, texts, refused), refused.status)
    return make_response(redirect("/layout", 303))


def _answer(services: Services, texts: Mapping[str, str]) -> Response:
    try:
        return make_response(_page(services, texts))
    except Refused as refused:
        return make_response(_page(services, texts, refused), refused.status)


def _page(services: Services, texts: Mapping[str, str] | None = None, refused: Refused | None = None) -> str:
    """What was typed stays in the fields, also where it means no layout."""
    w, drawn = caller().somebody().w, None if refused else texts
    picture = services.store.read(lambda views: layout_page(views, w, looker(services, views, w), drawn))
    picture |= {"texts": texts} if texts is not None else {}
    error = services.words.refusal(language(services), refused.key, refused.facts) if refused else None
    return render_template("layout/index.html", plan=picture, error=error)
