"""Raising an exception by hand: the page for it, and the same for a program that signs in as somebody of the office."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, make_response, redirect, render_template, request

from warehouse_app.bootstrap import Services
from warehouse_app.domain.case_life import NOTE_MAX
from warehouse_app.domain.errors import Refused
from warehouse_app.service.case_desk import raise_page
from warehouse_app.service.raise_by_hand import NAME_MAX, RaiseCase, Raised, raise_case
from warehouse_app.web.body import json_object
from warehouse_app.web.identity import caller
from warehouse_app.web.language import language
from warehouse_app.web.looker import looker

Form = Mapping[str, str]


def blueprint(services: Services) -> Blueprint:
    """For everybody who owns exceptions."""
    desk = Blueprint("raise_case", __name__)

    @desk.get("/cases/new")
    def page() -> str:
        return _page(services, {name: request.args.get(name, "")[:NAME_MAX] for name in ("type", "about")})

    @desk.post("/cases")
    def raised() -> Response:
        try:
            made = _raise(services, request.form)
        except Refused as refused:
            return make_response(_page(services, request.form, refused), refused.status)
        return make_response(redirect(f"/cases/{made.case}", 303))

    @desk.post("/api/v1/cases")
    def raised_by_program() -> tuple[dict[str, Any], int]:
        made = _raise(services, {name: _text(value) for name, value in json_object().items()})
        return {"case": made.case, "number": made.number, "new": made.is_new}, 201 if made.is_new else 200

    return desk


def _page(services: Services, typed: Form, refused: Refused | None = None) -> str:
    """What was refused is said on it, what was typed is still there, and what is about the same is named."""
    by = caller().somebody()
    shown = services.store.read(lambda views: raise_page(views, by, looker(services, views, by.w)))
    error, same = None, []
    if refused is not None:
        error = services.words.refusal(language(services), refused.key, refused.facts)
        same = _same(refused)
    return render_template("cases/new.html", new=shown, typed=typed, error=error, same=same)


def _same(refused: Refused) -> list[tuple[int, str]]:
    """Id and number of the open ones about the same."""
    ids = refused.facts.get("cases")
    numbers = str(refused.facts.get("numbers", "")).split(", ")
    return list(zip(ids, numbers, strict=True)) if isinstance(ids, list) else []


def _raise(services: Services, form: Form) -> Raised:
    words = form.get("words", "")[: 2 * NOTE_MAX]  # one far too long is refused all the same
    type_, about = form.get("type", "")[:20], form.get("about", "")[:NAME_MAX]
    command = RaiseCase(type_, about, words, caller().somebody(), form.get("sure") == "1")
    return services.store.write(lambda uow: raise_case(command, uow))


def _text(value: object) -> str:
    """Out of JSON: a text, or true for yes.

    Raises:
        Refused: `request.malformed`.
    """
    if isinstance(value, bool):
        return "1" if value else ""
    if not isinstance(value, str):
        raise Refused("request.malformed", 400)
    return value
