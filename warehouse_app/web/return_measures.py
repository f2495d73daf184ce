"""Measures of returns: a table by one dimension, and the same as a file."""

from __future__ import annotations

import re

from flask import Blueprint, Response, render_template, request

from warehouse_app.bootstrap import Services
from warehouse_app.service.return_measures import returns_csv, returns_measured, returns_page
from warehouse_app.web.identity import caller
from warehouse_app.web.looker import looker

DIMENSION, DAYS = "product", 28


def blueprint(services: Services) -> Blueprint:
    """Pages of whoever answers for returns; they only read."""
    pages = Blueprint("return_measures", __name__, url_prefix="/measures/returns")

    @pages.get("")
    def page() -> str:
        w, (by, days) = caller().somebody().w, _asked()
        shown = services.store.read(lambda views: returns_page(views, w, by, days, looker(services, views, w)))
        return render_template("measures/returns.html", measures=shown)

    @pages.get("/returns.csv")
    def download() -> Response:
        w, (by, days) = caller().somebody().w, _asked()
        found = services.store.read(lambda views: returns_measured(views, w, by, days, looker(services, views, w)))
        named = {"Content-Disposition": f'attachment; filename="returns-{by}-{days}.csv"', "Cache-Control": "no-store"}
        return Response(returns_csv(found), mimetype="text/csv", headers=named)

    return pages


def _asked() -> tuple[str, int]:
    days = request.args.get("days", str(DAYS))
    return request.args.get("by", DIMENSION)[:20], int(days) if re.fullmatch(r"[0-9]{1,3}", days) else -1
