"""Measures of exceptions: a table by one dimension, and the same as a file."""

from __future__ import annotations

import re

from flask import Blueprint, Response, render_template, request

from warehouse_app.bootstrap import Services
from warehouse_app.service.baseline_page import zero_line
from warehouse_app.service.gate_page import COLUMNS, gate_csv, gate_line, gate_measured
from warehouse_app.service.measures import as_csv, measured, measures_page
from warehouse_app.web.identity import caller
from warehouse_app.web.looker import looker

DIMENSION, DAYS = "category", 7


def blueprint(services: Services) -> Blueprint:
    """Pages of whoever answers for exceptions; they only read."""
    pages = Blueprint("measures", __name__, url_prefix="/measures")
    people = services.settings.measure_people

    @pages.get("")
    def page() -> str:
        w, (by, days) = caller().somebody().w, _asked()
        shown = services.store.read(
            lambda views: measures_page(views, w, by, days, looker(services, views, w), people=people)
        )
        rules = services.store.read(lambda views: gate_measured(views, w, days, looker(services, views, w)))
        says = services.store.read(lambda views: gate_line(views, w, looker(services, views, w)))
        zero = services.store.read(lambda views: zero_line(views, w, looker(services, views, w)))
        gate = {"rules": rules, "says": " ".join(says), "columns": COLUMNS}
        return render_template("measures/index.html", measures=shown | {"zero": zero}, gate=gate)

    @pages.get("/measures.csv")
    def download() -> Response:
        w, (by, days) = caller().somebody().w, _asked()
        found = services.store.read(
            lambda views: measured(views, w, by, days, looker(services, views, w), people=people)
        )
        named = {"Content-Disposition": f'attachment; filename="measures-{by}-{days}.csv"', "Cache-Control": "no-store"}
        return Response(as_csv(found), mimetype="text/csv", headers=named)

    @pages.get("/gate.csv")
    def gate_rules() -> Response:
        w, (_, days) = caller().somebody().w, _asked()
        rows = services.store.read(lambda views: gate_measured(views, w, days, looker(services, views, w)))
        named = {"Content-Disposition": f'attachment; filename="gate-{days}.csv"', "Cache-Control": "no-store"}
        return Response(gate_csv(rows), mimetype="text/csv", headers=named)

    return pages


def _asked() -> tuple[str, int]:
    """Dimension and days; what is no number is none of those there are."""
    days = request.args.get("days", str(DAYS))
    return request.args.get("by", DIMENSION)[:20], int(days) if re.fullmatch(r"[0-9]{1,3}", days) else -1
