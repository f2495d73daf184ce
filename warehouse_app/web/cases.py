"""Exceptions: a page each, a supervisor's answers, and the list that pages and handhelds follow by cursor."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint, Response, jsonify, make_response, redirect, render_template, request

from warehouse_app.bootstrap import Services
from warehouse_app.domain.errors import Refused
from warehouse_app.service.alerts import alert_row, case_page
from warehouse_app.service.answer import answer as say
from warehouse_app.service.case_desk import case_desk
from warehouse_app.service.case_end import Done, close_by_hand
from warehouse_app.service.decide import Decide, try_again
from warehouse_app.service.evidence_page import photos
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.ports.views import Views
from warehouse_app.web.body import json_object, text
from warehouse_app.web.cursor import cursor
from warehouse_app.web.identity import caller
from warehouse_app.web.looker import looker
from warehouse_app.web.mending import form_of
from warehouse_app.web.waits import waits

PAGE = 200


def blueprint(services: Services) -> Blueprint:
    """The exceptions of the warehouse of whoever asks."""
    cases = Blueprint("cases", __name__)

    @cases.get("/cases/<int:case>")
    def page(case: int) -> str:
        shown, desk = services.store.read(lambda views: _page(services, views, case))
        mend = services.store.read(lambda views: form_of(services, views, case))
        return render_template("cases/index.html", case=shown, desk=desk, odoo=services.settings.odoo, mend=mend)

    @cases.post("/cases/<int:case>/answer")
    def answer(case: int) -> Response:
        sent = _sent()
        about = text(sent, "answer", 20) or "", caller().somebody(), text(sent, "place", 80) or ""
        said = Decide(case, *about, text(sent, "reason", 20) or "")
        return _do(services, case, lambda uow: say(said, uow))

    @cases.post("/cases/<int:case>/done")
    def done(case: int) -> Response:
        by, sent = caller().somebody(), _sent()
        note = text(sent, "note", 1000, "case.note") or ""
        command = Done(case, text(sent, "cause", 40) or "", note, by)
        return _do(services, case, lambda uow: close_by_hand(command, uow))

    @cases.post("/cases/<int:case>/again")
    def again(case: int) -> Response:
        by = caller().somebody()
        return _do(services, case, lambda uow: try_again(case, by, uow))

    @cases.get("/api/v1/alerts")
    def alerts() -> dict[str, Any]:
        w, since = caller().somebody().w, cursor()
        return services.store.read(lambda views: _alerts(services, views, w, since))

    return cases


def _page(services: Services, views: Views, case: int) -> tuple[dict[str, Any], dict[str, Any]]:
    by = caller().somebody()
    row = views.case(by.w, case)
    if row is None:
        raise Refused("case.unknown", 404)
    look = looker(services, views, by.w)
    shown = case_page(views, by.w, row, look) | {"photos": photos(views, by.w, case, look)}
    return shown, case_desk(views, row, by, look)


def _alerts(services: Services, views: Views, w: int, since: int) -> dict[str, Any]:
    """From the beginning only what is open; from a cursor on all that changed, also what is over."""
    look, head = looker(services, views, w), views.head()
    if not since:
        rows = [{"seq": head} | alert_row(case, look) for case in views.open_cases(w)]
        return {"head": head, "alerts": rows, "more": False}
    found = views.alerts(w, since, PAGE + 1)
    rows = [{"seq": row.seq} | alert_row(row.case, look) for row in found[:PAGE]]
    return {"head": head, "alerts": rows, "more": len(found) > PAGE}


def _sent() -> dict[str, Any]:
    """What was sent, by a form or by a script."""
    if request.is_json:
        return json_object()
    form: Mapping[str, str] = request.form
    return dict(form)


def _do(services: Services, case: int, use_case: Callable[[UnitOfWork], bool | None]) -> Response:
    """Back to where it was answered; a script hears that it is done, or waits for a second person."""
    if services.store.write(use_case) is False:
        return waits(services)
    if request.is_json or request.headers.get("Accept") == "application/json":
        return jsonify(case=case)
    back = f"/cases/{case}" if request.form.get("from") == "case" else "/board"
    return make_response(redirect(back, 303))
