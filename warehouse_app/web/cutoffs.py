"""When the trucks leave: the page, a form for each carrier's week and one for the days without trucks."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request

from warehouse_app.bootstrap import Services
from warehouse_app.domain.cutoffs import WEEKDAYS
from warehouse_app.domain.errors import Refused
from warehouse_app.service.cutoff_page import cutoff_page
from warehouse_app.service.truck_times import set_holiday, set_trucks
from warehouse_app.web.identity import caller
from warehouse_app.web.looker import looker
from warehouse_app.web.posting import PostedPage, refusal


def blueprint(services: Services) -> Blueprint:
    """Pages of the supervisor and the admin."""
    pages = Blueprint("cutoffs", __name__, url_prefix="/cutoffs")
    posted = PostedPage(services, "/cutoffs", _page)

    @pages.get("")
    def page() -> str:
        return posted.show()

    @pages.post("/trucks")
    def trucks() -> Response:
        person, carrier = caller().somebody(), request.form.get("carrier", "")
        removed = "remove" in request.form
        times = {} if removed else {day: request.form.get(f"day{day}", "")[:20] for day in WEEKDAYS}
        return posted.do(lambda uow: set_trucks(carrier, times, person, uow))

    @pages.post("/holiday")
    def holiday() -> Response:
        person, day, is_one = caller().somebody(), request.form.get("day", "")[:20], "remove" not in request.form
        return posted.do(lambda uow: set_holiday(day, is_one, person, uow))

    return pages


def _page(services: Services, refused: Refused | None) -> str:
    w = caller().somebody().w
    picture = services.store.read(lambda views: cutoff_page(views, w, looker(services, views, w)))
    return render_template("cutoffs/index.html", trucks=picture, error=refusal(services, refused))
