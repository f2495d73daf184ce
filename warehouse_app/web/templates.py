"""What customers are told: the page where it is written, seen with a real order, and switched on."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from flask import Blueprint, Response, make_response, redirect, render_template, request

from warehouse_app.bootstrap import Services
from warehouse_app.domain.customer_words import LANGUAGES
from warehouse_app.domain.errors import Refused
from warehouse_app.service.messages import FALLBACK
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.templates import save_template, switch
from warehouse_app.service.templates_page import Asked, templates_page
from warehouse_app.web.identity import caller
from warehouse_app.web.language import language
from warehouse_app.web.looker import looker


def blueprint(services: Services) -> Blueprint:
    """Pages of the service, the supervisor and the admin."""
    pages = Blueprint("templates", __name__, url_prefix="/templates")

    @pages.get("")
    def page() -> str:
        return _page(services)

    @pages.post("/save")
    def save() -> Response:
        one, by = _asked(), caller().somebody()
        subject, text = request.form.get("subject", ""), request.form.get("text", "")
        return _do(services, lambda uow: save_template(one.key, one.lang, subject, text, by, uow))

    @pages.post("/switch")
    def turn() -> Response:
        one, by = _asked(), caller().somebody()
        seen = None if "off" in request.form else request.form.get("seen", "")
        return _do(services, lambda uow: switch(one.key, one.lang, seen, by, uow))

    return pages


def _asked(lang: str = FALLBACK) -> Asked:
    """Without more, the first text, in the language of whoever looks where it is one of theirs."""
    sent, first = request.values, lang if lang in LANGUAGES else FALLBACK
    return Asked(sent.get("key", "delay"), sent.get("lang", first), sent.get("order", "")[:60])


def _do(services: Services, use_case: Callable[[UnitOfWork], object]) -> Response:
    """Back to the same text; what was typed stays where it is refused."""
    try:
        services.store.write(use_case)
    except Refused as refused:
        return make_response(_page(services, refused), refused.status)
    one = _asked()
    return make_response(
        redirect(f"/templates?{urlencode({'key': one.key, 'lang': one.lang, 'order': one.order})}", 303)
    )


def _page(services: Services, refused: Refused | None = None) -> str:
    w = caller().somebody().w
    asked = _asked(language(services))
    picture = services.store.read(lambda views: templates_page(views, w, asked, looker(services, views, w)))
    error = services.words.refusal(language(services), refused.key, refused.facts) if refused else None
    typed = {name: request.form.get(name, getattr(picture["one"], name)) for name in ("subject", "text")}
    return render_template("templates/index.html", page=picture, typed=typed, error=error)
