"""When the trucks leave: the page, a form for each carrier's week and one for the days without trucks."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, Response, make_response, redirect, render_template, request

from warehouse_app.bootstrap import Services
from warehouse_app.domain.cutoffs import WEEKDAYS
from warehouse_app.domain.errors import Refused
from warehouse_app.service.cutoff_page import cutoff_page
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.truck_times import set_holiday, set_trucks
from warehouse_app.web.identity import caller
from warehouse_app.web.language import language
from warehouse_app.web.looker import looker


def blueprint(services: Services) -> Blueprint:
    """Pages of the supervisor and the admin."""
    pages = Blueprint("cutoffs", __name__, url_prefix="/cutoffs")

    @pages.get("")
    def page() -> str:
        return _page(services)

    @pages.post("/trucks")
    def trucks() -> Response:
        person, carrier = caller().somebody(), request.form.get("carrier", "")
        removed = "remove" in request.form
        times = {} if removed else {day: request.form.get(f"day{day}", "")[:20] for day in WEEKDAYS}
        return _do(services, lambda uow: set_trucks(carrier, times, person, uow))

    @pages.post("/holiday")
    def holiday() -> Response:
        person, day, is_one = caller().somebody(), request.form.get("day", "")[:20], "remove" not in request.form
        return _do(services, lambda uow: set_holiday(day, is_one, person, uow))

    return pages


def _do(services: Services, use_case: Callable[[UnitOfWork], object]) -> Response:
    try:
        services.store.write(use_case)
    except Refused as refused:
        return make_response(_page(services, refused), refused.status)
    return make_response(redirect("/cutoffs", 303))


def _page(services: Services, refused: Refused | None = None) -> str:
    w = caller().somebody().w
    picture = services.store.read(lambda views: cutoff_page(views, w, looker(services, views, w)))
    error = services.words.refusal(language(services), refused.key, refused.facts) if refused else None
    return render_template("cutoffs/index.html", trucks=picture, error=error)
