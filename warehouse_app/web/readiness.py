"""The readiness report: what is wrong in Odoo's data, as a page, as files for Odoo's import, and as labels."""

from __future__ import annotations

from functools import partial

from flask import Blueprint, Response, redirect, render_template
from werkzeug.wrappers import Response as Answer

from warehouse_app.bootstrap import Services
from warehouse_app.domain.errors import Refused
from warehouse_app.printing.designs import LabelProblem
from warehouse_app.printing.runs import run_file
from warehouse_app.service.name_gaps import name_gaps
from warehouse_app.service.readiness_page import all_csv, import_csv, kind_page, labels_of, readiness_page
from warehouse_app.web.cards import asked_language, pdf_answer
from warehouse_app.web.identity import caller
from warehouse_app.web.looker import looker


def blueprint(services: Services) -> Blueprint:
    """For whoever owns exceptions: it only reads, but for the wish to have Odoo looked at anew."""
    pages = Blueprint("readiness", __name__, url_prefix="/readiness")

    @pages.get("")
    def page() -> str:
        w = caller().somebody().w
        shown = services.store.read(lambda views: readiness_page(views, w, looker(services, views, w)))
        return render_template("readiness/index.html", report=shown)

    @pages.post("")
    def again() -> Answer:
        w = caller().somebody().w
        if services.odoo is None:
            raise Refused("odoo.none", 409)
        services.store.write(lambda uow: uow.readiness.ask(w))
        return redirect("/readiness", 303)

    @pages.get("/<code>")
    def kind(code: str) -> str:
        w = caller().somebody().w
        shown = services.store.read(lambda views: kind_page(views, w, code, looker(services, views, w)))
        return render_template("readiness/kind.html", kind=shown, may_name=not services.settings.observes)

    @pages.post("/<code>/names")
    def named(code: str) -> Answer:
        if services.settings.observes:
            raise Refused("readiness.observing", 409)
        name_gaps(code, caller().somebody().w, services.odoo, services.store)
        return redirect(f"/readiness/{code}", 303)

    _files(pages, services)
    return pages


def _files(pages: Blueprint, services: Services) -> None:
    @pages.get("/readiness.csv")
    def rows() -> Response:
        w = caller().somebody().w
        return _csv("readiness", services.store.read(lambda views: all_csv(views, w)))

    @pages.get("/import-<code>.csv")
    def file(code: str) -> Response:
        w = caller().somebody().w
        return _csv(f"import-{code}", services.store.read(lambda views: import_csv(views, w, code)))

    @pages.get("/labels-<code>.pdf")
    def labels(code: str) -> Response:
        w, say = caller().somebody().w, partial(services.words.say, asked_language(services))
        design, fields = services.store.read(lambda views: labels_of(views, w, code))
        try:
            body = services.aside.run(run_file, design, fields, say(f"labels.design_{design}"), "pdf")
        except LabelProblem as problem:
            raise Refused("label.broken", 422, {"why": str(problem)}) from problem
        return pdf_answer(f"labels-{code}", body)


def _csv(name: str, text: str) -> Response:
    named = {"Content-Disposition": f'attachment; filename="{name}.csv"', "Cache-Control": "no-store"}
    return Response(text, mimetype="text/csv", headers=named)
