"""Refunds: the page, and what whoever decides about them may press."""

from __future__ import annotations

import re
from collections.abc import Callable

from flask import Blueprint, Response, make_response, redirect, render_template, request

from warehouse_app.bootstrap import Services
from warehouse_app.domain.errors import Refused
from warehouse_app.service.ports.people import Person
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.refunds import ReleaseRefund, exchange_goods, refuse_refund, release_refund
from warehouse_app.service.refunds_page import refunds_page
from warehouse_app.web.identity import caller
from warehouse_app.web.language import language
from warehouse_app.web.looker import looker

DONE = ("released", "waits", "refused", "exchanged")


def blueprint(services: Services) -> Blueprint:
    """Pages of whoever answers for money that goes back."""
    pages = Blueprint("refunds", __name__, url_prefix="/refunds")

    @pages.get("")
    def page() -> str:
        return _page(services)

    @pages.post("/<int:refund>/release")
    def release(refund: int) -> Response:
        command = _release(refund, caller().somebody())
        return _do(services, "released", lambda _by, uow: release_refund(command, uow))

    @pages.post("/<int:refund>/refuse")
    def refuse(refund: int) -> Response:
        reason = request.form.get("reason", "")[:20]
        return _do(services, "refused", lambda by, uow: refuse_refund(refund, reason, by, uow))

    @pages.post("/<int:refund>/exchange")
    def exchange(refund: int) -> Response:
        line, code = _number("line"), request.form.get("code", "")[:64]
        return _do(services, "exchanged", lambda by, uow: exchange_goods(refund, line, code, by, uow))

    return pages


def _release(refund: int, by: Person) -> ReleaseRefund:
    form = request.form
    return ReleaseRefund(refund, by, _number("based"), form.get("amount", "")[:16], form.get("reason", "")[:20])


def _number(name: str) -> int:
    text = request.form.get(name, "")
    return int(text) if re.fullmatch(r"[0-9]{1,15}", text) else -1


def _do(services: Services, done: str, use_case: Callable[[Person, UnitOfWork], bool | None]) -> Response:
    """Back to the page; what was refused is said on it. False: a second person has to agree first."""
    by = caller().somebody()
    try:
        if services.store.write(lambda uow: use_case(by, uow)) is False:
            done = "waits"
    except Refused as refused:
        return make_response(_page(services, refused), refused.status)
    return make_response(redirect(f"/refunds?done={done}", 303))


def _page(services: Services, refused: Refused | None = None) -> str:
    person, done = caller().somebody(), request.args.get("done", "")
    has_office = services.office is not None
    shown = services.store.read(
        lambda views: refunds_page(views, person, looker(services, views, person.w), has_office=has_office)
    )
    error = services.words.refusal(language(services), refused.key, refused.facts) if refused else None
    said = done if done in DONE and error is None else ""
    return render_template("refunds/index.html", refunds=shown, error=error, said=said, odoo=services.settings.odoo)
