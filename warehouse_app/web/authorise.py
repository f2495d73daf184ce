"""Letting goods come back in the office: found by what the customer names, answered by the rules, made or not."""

from __future__ import annotations

import re
import secrets
from functools import partial
from typing import Any

from flask import Blueprint, Response, make_response, redirect, render_template, request

from warehouse_app.bootstrap import Services
from warehouse_app.domain.errors import Refused
from warehouse_app.domain.facts import Malformed
from warehouse_app.domain.returning import authorised
from warehouse_app.service.authorise_return import WantBack, authorise, turn_down
from warehouse_app.service.find_returns import LONGEST, Desk, find
from warehouse_app.service.ports.views import Views
from warehouse_app.service.return_page import Asked, Typed, answer_shown, deliveries_shown, desk_answer, reasons_shown
from warehouse_app.web.body import json_object
from warehouse_app.web.identity import caller
from warehouse_app.web.language import language
from warehouse_app.web.looker import looker

_EVENT = re.compile(r"[0-9a-f]{32}")
_LINE = re.compile(r"qty-([1-9]\d{0,17})")
_LINES_MAX, _TEXT_MAX = 200, 40
NOTHING = Typed({}, {})


def blueprint(services: Services) -> Blueprint:
    """`/returns/new`, for whoever speaks with customers or works at the returns desk, and what that desk asks."""
    pages = Blueprint("authorise", __name__)

    @pages.get("/returns/new")
    def page() -> Response:
        code = request.args.get("code", "")[:LONGEST].strip()
        if not code:
            return make_response(_page(services, done=_done(services, request.args.get("done", ""))))
        try:
            return _found(services, code)
        except Refused as refused:
            return make_response(_page(services, refused=refused), refused.status)

    @pages.post("/returns/new")
    def wish() -> Response:
        typed, shipped = _typed(), request.form.get("shipped", 0, type=int)
        if request.form.get("do") not in ("make", "refuse"):
            return make_response(_page(services, shipped=shipped, typed=typed))
        try:
            return make_response(redirect(f"/returns/new?done={_do(services, shipped, typed)}", 303))
        except Refused as refused:
            return make_response(_page(services, shipped=shipped, typed=typed, refused=refused), refused.status)

    @pages.post("/api/v1/returns/answer")
    def answer() -> dict[str, Any]:
        """What the rules say before the desk makes a return: asked with the body of the fact that would follow."""
        return _answer(services)

    return pages


def _answer(services: Services) -> dict[str, Any]:
    try:
        fact = authorised(json_object())
    except Malformed as bad:
        raise Refused("request.malformed", 400) from bad
    w, lang = caller().enrolled().w, language(services)
    say = partial(services.words.say, lang)
    return services.store.read(lambda views: desk_answer(views, w, fact, (lang, say, services.clock())))


def _found(services: Services, code: str) -> Response:
    """The deliveries behind it; a return announced before is in the list of returns."""
    desk = Desk(caller().somebody().w, services.store, services.odoo, services.clock)
    known = find(desk, code)
    if "return" in known:
        return make_response(_page(services, known=known["return"]))
    return make_response(_page(services, ids=[row["id"] for row in known["deliveries"]]))


def _do(services: Services, shipped: int, typed: Typed) -> str:
    """Makes it, asks for it or refuses it; the name of the wish, or `refused`."""
    by, event = caller().somebody(), request.form.get("event", "")
    if not _EVENT.fullmatch(event) or typed.wrong:
        raise Refused("returns.figure" if typed.wrong else "request.malformed", 400)
    want = WantBack(shipped, typed.lines, event, by.id, tells=True)
    if request.form["do"] == "refuse":
        services.store.write(lambda uow: turn_down(want, by, uow))
        return "refused"
    reason = request.form.get("reason", "")[:20]
    services.store.write(lambda uow: authorise(want, by, reason, uow))
    return event


def _typed() -> Typed:
    form = request.form
    lines = [int(found[1]) for name in form if (found := _LINE.fullmatch(name))][:_LINES_MAX]
    return Typed(
        {line: form[f"qty-{line}"][:_TEXT_MAX] for line in lines},
        {line: form.get(f"why-{line}", "")[:_TEXT_MAX] for line in lines},
    )


def _done(services: Services, event: str) -> dict[str, Any] | None:
    """What became of a wish: the return's number, or that it waits."""
    w = caller().somebody().w
    if event == "refused":
        return {"number": None, "is_refused": True}
    if not _EVENT.fullmatch(event):
        return None
    found = services.store.read(lambda views: views.returns.card(w, event=event))
    return {"number": found.number if found else None, "order": found.order if found else "", "is_refused": False}


def _page(
    services: Services,
    *,
    ids: list[int] | None = None,
    shipped: int = 0,
    typed: Typed = NOTHING,
    refused: Refused | None = None,
    **shown: Any,
) -> str:
    """The whole page; what was refused is said on it, and what was typed is still there."""
    w, lang = caller().somebody().w, language(services)

    def read(views: Views) -> dict[str, Any]:
        look = looker(services, views, w)
        of = [shipped] if shipped else ids or []
        rows = views.returns.deliveries(of) if of and (not shipped or _is_ours(views, shipped, w)) else []
        return {
            "deliveries": deliveries_shown(rows, typed, look),
            "reasons": reasons_shown(views, w, look),
            "answer": answer_shown(views, Asked(shipped, w, lang), typed, look) if shipped else None,
        }

    error = services.words.refusal(lang, refused.key, refused.facts) if refused else None
    sought = request.values.get("code", "")[:LONGEST]
    sent = request.form.get("event", "")
    events = (lambda: sent) if _EVENT.fullmatch(sent) else (lambda: secrets.token_hex(16))
    given: dict[str, Any] = {"wish": services.store.read(read), "error": error, "sought": sought, "events": events}
    given["is_sent"] = bool(shipped)
    return render_template("returns/new.html", **given, reason=request.form.get("reason", ""), **shown)


def _is_ours(views: Views, shipped: int, w: int) -> bool:
    found = views.returns.delivered(shipped)
    return found is not None and found.w == w
