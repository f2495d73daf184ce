"""Approvals: the page, and a second person's two buttons."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, Response, make_response, redirect, render_template, request

from warehouse_app.bootstrap import Services
from warehouse_app.domain.errors import Refused
from warehouse_app.service.approvals_page import approvals_page
from warehouse_app.service.approve import approve, refuse
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.web.identity import caller
from warehouse_app.web.language import language
from warehouse_app.web.looker import looker

DONE = ("approved", "refused", "waits")


def blueprint(services: Services) -> Blueprint:
    """Pages of whoever may do something against a rule."""
    pages = Blueprint("approvals", __name__, url_prefix="/approvals")

    @pages.get("")
    def page() -> str:
        return _page(services)

    @pages.post("/<int:entry>/approve")
    def agree(entry: int) -> Response:
        by = caller().somebody()
        return _do(services, "approved", lambda uow: approve(entry, by, uow))

    @pages.post("/<int:entry>/refuse")
    def disagree(entry: int) -> Response:
        by = caller().somebody()
        return _do(services, "refused", lambda uow: refuse(entry, by, uow))

    return pages


def _do(services: Services, done: str, use_case: Callable[[UnitOfWork], None]) -> Response:
    """Back to the page; what was refused is said on it."""
    try:
        services.store.write(use_case)
    except Refused as refused:
        return make_response(_page(services, refused), refused.status)
    return make_response(redirect(f"/approvals?done={done}", 303))


def _page(services: Services, refused: Refused | None = None) -> str:
    person, done = caller().somebody(), request.args.get("done", "")
    shown = services.store.read(lambda views: approvals_page(views, person, looker(services, views, person.w)))
    error = services.words.refusal(language(services), refused.key, refused.facts) if refused else None
    waits = services.words.refusal(language(services), "override.second", {}) if done == "waits" else None
    said = done if done in DONE and done != "waits" and error is None else ""
    return render_template("approvals/index.html", approvals=shown, error=error, waits=waits, said=said)
