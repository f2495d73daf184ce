"""What is written in Odoo, and what would have been: a page that only reads, and the list as a file."""

from __future__ import annotations

from flask import Blueprint, Response, render_template

from warehouse_app.bootstrap import Services
from warehouse_app.service.in_odoo_page import in_odoo_page, unsent_csv
from warehouse_app.web.identity import caller
from warehouse_app.web.looker import looker


def blueprint(services: Services) -> Blueprint:
    """For whoever answers for what stands in Odoo."""
    pages = Blueprint("in_odoo", __name__, url_prefix="/in-odoo")

    @pages.get("")
    def page() -> str:
        w, observes = caller().somebody().w, services.settings.observes
        shown = services.store.read(lambda views: in_odoo_page(views, looker(services, views, w), observes))
        return render_template("in_odoo/index.html", shown=shown, pilot=services.settings.pilot)

    @pages.get("/not-written.csv")
    def download() -> Response:
        w = caller().somebody().w
        text = services.store.read(lambda views: unsent_csv(views, looker(services, views, w)))
        named = {"Content-Disposition": 'attachment; filename="not-written.csv"', "Cache-Control": "no-store"}
        return Response(text, mimetype="text/csv", headers=named)

    return pages
