"""What did not get into Odoo: the page, and its buttons."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, make_response, redirect, render_template, request

from warehouse_app.bootstrap import Services
from warehouse_app.domain.errors import Refused
from warehouse_app.service.accept_odoo import accept
from warehouse_app.service.undelivered import NOTE_MAX, Settle, tell_again, write_off
from warehouse_app.service.undelivered_page import undelivered_page
from warehouse_app.web.identity import caller
from warehouse_app.web.language import language
from warehouse_app.web.looker import looker

DONE = ("again", "accepted", "written_off")


def blueprint(services: Services) -> Blueprint:
    """Pages of the supervisor and the admin."""
    pages = Blueprint("undelivered", __name__, url_prefix="/undelivered")

    @pages.get("")
    def page() -> str:
        return _page(services)

    @pages.post("/<int:entry>/again")
    def again(entry: int) -> Response:
        by = caller().somebody()
        return _do(services, entry, "again", lambda: services.store.write(lambda uow: tell_again(entry, by, uow)))

    @pages.post("/<int:entry>/accept")
    def take_odoos(entry: int) -> Response:
        command = _settle(entry)
        return _do(services, entry, "accepted", lambda: accept(command, services.store, services.odoo))

    @pages.post("/<int:entry>/write-off")
    def write_it_off(entry: int) -> Response:
        command = _settle(entry)
        return _do(services, entry, "written_off", lambda: services.store.write(lambda uow: write_off(command, uow)))

    return pages


def _settle(entry: int) -> Settle:
    """What the form says; a text far too long is cut to one that is refused all the same."""
    reason, note = request.form.get("reason", "")[:20], request.form.get("note", "")[: 2 * NOTE_MAX]
    return Settle(entry, reason, note, caller().somebody())


def _do(services: Services, entry: int, done: str, use_case: Callable[[], None]) -> Response:
    """Back to the page; what was refused is said on it, and what was typed is still there."""
    try:
        use_case()
    except Refused as refused:
        typed = {"entry": entry, "reason": request.form.get("reason", "")[:20], "note": request.form.get("note", "")}
        return make_response(_page(services, refused, typed), refused.status)
    return make_response(redirect(f"/undelivered?done={done}", 303))


def _page(services: Services, refused: Refused | None = None, typed: dict[str, Any] | None = None) -> str:
    w, done = caller().somebody().w, request.args.get("done", "")
    picture = services.store.read(lambda views: undelivered_page(views, w, looker(services, views, w)))
    error = services.words.refusal(language(services), refused.key, refused.facts) if refused else None
    said = done if done in DONE and not error else ""
    return render_template("undelivered/index.html", undelivered=picture, error=error, said=said, typed=typed or {})
