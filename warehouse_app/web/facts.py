"""The fact map, and the past orders that rules are tried on. Its forms work without a script."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from flask import Blueprint, Response, make_response, redirect, render_template, request

from warehouse_app.bootstrap import Services
from warehouse_app.domain.errors import Refused
from warehouse_app.service.facts_page import Try, bind, body_of, facts_page, read_past, value_on
from warehouse_app.service.gate import judge_pool
from warehouse_app.service.ports.odoo import FieldNow, Odoo, OdooRefused, OdooUnknown, OdooUnreachable
from warehouse_app.web.identity import caller
from warehouse_app.web.language import language
from warehouse_app.web.looker import looker

T = TypeVar("T")
_LONGEST = 200


def blueprint(services: Services) -> Blueprint:
    """Pages of the supervisor and the admin."""
    pages = Blueprint("facts", __name__, url_prefix="/facts")

    @pages.get("")
    def page() -> Response:
        done = request.args.get("done", type=int)
        key = "facts.past_done" if "past" in request.args else "facts.saved"
        return _page(services, says=None if done is None else services.words.say(language(services), key, n=done))

    @pages.post("/past")
    def past() -> Response:
        w = caller().somebody().w
        try:
            done = _asked(services, lambda odoo: read_past(odoo, services.store, w))
        except Refused as refused:
            return _page(services, refused=refused)
        return make_response(redirect(f"/facts?past=1&done={done}", 303))

    @pages.post("/<fact>")
    def change(fact: str) -> Response:
        """Tried on an order, or saved."""
        texts = {name: value[:_LONGEST] for name, value in request.form.items()}
        one = Try(fact, body_of(texts), texts.get("order", ""))
        try:
            if "save" not in request.form:
                return _try(services, one)
            fields, person = _fields(services), caller().somebody()
            services.store.write(lambda uow: bind(one, fields, person, uow))
            done = judge_pool(person.w, services.store)
        except Refused as refused:
            return _page(services, one, refused=refused)
        return make_response(redirect(f"/facts?done={done}", 303))

    return pages


def _try(services: Services, one: Try) -> Response:
    w, fields = caller().somebody().w, _fields(services)
    look = services.store.read(lambda views: looker(services, views, w))
    return _page(services, one, says=_asked(services, lambda odoo: value_on(odoo, one, fields, look)))


def _page(
    services: Services, one: Try | None = None, says: str | None = None, refused: Refused | None = None
) -> Response:
    w = caller().somebody().w
    try:
        fields = _fields(services)
    except Refused as away:
        fields, refused = (), refused or away
    shown = services.store.read(lambda views: facts_page(views, w, fields, one, looker(services, views, w)))
    error = services.words.refusal(language(services), refused.key, refused.facts) if refused else None
    tried = one.fact if one is not None else ""
    text = render_template("facts/index.html", page=shown, says=says, error=error, tried=tried)
    return make_response(text, refused.status if refused else 200)


def _fields(services: Services) -> Sequence[FieldNow]:
    return _asked(services, lambda odoo: odoo.fields())


def _asked(services: Services, ask: Callable[[Odoo], T]) -> T:
    """Raises Refused where Odoo does not answer; nothing is written by then."""
    if services.odoo is None:
        raise Refused("fact.away", 409)
    try:
        return ask(services.odoo)
    except (OdooUnreachable, OdooUnknown, OdooRefused) as no:
        raise Refused("fact.away", 409) from no
