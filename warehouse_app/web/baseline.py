"""The zero line: what went wrong in Odoo before the app, as a page and as a file; the worker reads it."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, render_template, request
from werkzeug.wrappers import Response as Answer

from warehouse_app.bootstrap import Services
from warehouse_app.domain.errors import Refused
from warehouse_app.service.baseline_page import baseline_csv, baseline_page
from warehouse_app.service.read_baseline import begin_baseline
from warehouse_app.web.identity import caller
from warehouse_app.web.looker import looker


def blueprint(services: Services) -> Blueprint:
    """For whoever looks at measures; supervisors and admins have it read."""
    pages = Blueprint("baseline", __name__, url_prefix="/baseline")

    @pages.get("")
    def page() -> str:
        w = caller().somebody().w
        shown = services.store.read(lambda views: baseline_page(views, w, looker(services, views, w)))
        return render_template("baseline/index.html", baseline=shown)

    @pages.post("")
    def begin() -> Answer:
        w, again = caller().somebody().w, request.form.get("again") == "1"
        if services.odoo is None:
            raise Refused("odoo.none", 409)
        services.store.write(lambda uow: begin_baseline(w, again, uow))
        return redirect("/baseline", 303)

    @pages.get("/baseline.csv")
    def rows() -> Response:
        w = caller().somebody().w
        named = {"Content-Disposition": 'attachment; filename="baseline.csv"', "Cache-Control": "no-store"}
        return Response(
            services.store.read(lambda views: baseline_csv(views, w)), mimetype="text/csv", headers=named
        )  # fmt: skip

    return pages
