"""Signing in at a station or in the office: badge and PIN, or the Odoo login."""

from __future__ import annotations

from flask import Blueprint, Response, make_response, redirect, render_template, request

from warehouse_app.bootstrap import Services
from warehouse_app.domain.errors import Refused
from warehouse_app.service.devices import new_token, token_hash
from warehouse_app.service.first_admin import has_admin
from warehouse_app.service.sign_in import Badge, Login, SignedIn, sign_in_with_badge, sign_in_with_login, sign_out
from warehouse_app.web.identity import OFFICE_COOKIE, caller
from warehouse_app.web.language import language
from warehouse_app.web.session import set_cookie

AFTERWARDS = "/board"


def blueprint(services: Services) -> Blueprint:
    """The page and its two forms."""
    sign_in = Blueprint("sign_in", __name__)

    @sign_in.get("/sign-in")
    def form() -> str | Response:
        if _next() == "/setup" and not services.store.read(has_admin):
            return make_response(redirect("/setup/code"))
        return _page(None, services)

    @sign_in.post("/sign-in")
    def enter() -> Response:
        token = new_token()
        try:
            _prove(token_hash(token), services)
        except Refused as refused:
            if refused.status >= 500:
                raise
            return make_response(_page(refused, services), refused.status)
        answer = make_response(redirect(_next(), 303))
        set_cookie(answer, OFFICE_COOKIE, token, "/", services)
        return answer

    @sign_in.post("/sign-out")
    def leave() -> Response:
        held = caller().signed_in
        if held is not None:
            services.store.write(lambda uow: sign_out(held[0].id, uow))
        answer = make_response(redirect("/sign-in", 303))
        answer.delete_cookie(OFFICE_COOKIE, path="/")
        return answer

    return sign_in


def _prove(hashed: str, services: Services) -> SignedIn:
    address = request.remote_addr or ""
    if "login" in request.form:
        login = Login(_field("login"), _field("password"), address, hashed)
        return sign_in_with_login(login, services.store, services.hasher, services.odoo)
    badge = Badge(_field("badge"), _field("pin") or None, None, address, hashed)
    return sign_in_with_badge(badge, services.store, services.hasher)


def _page(refused: Refused | None, services: Services) -> str:
    asks_pin = refused is not None and (refused.key == "pin.needed" or bool(request.form.get("pin")))
    shown = refused is not None and refused.key != "pin.needed"
    error = services.words.refusal(language(services), refused.key, refused.facts) if refused and shown else None
    known = {"badge": _field("badge")[:64], "login": _field("login")[:200], "next": _next()}
    is_new = not services.store.read(has_admin)
    return render_template("sign_in.html", error=error, ask_pin=asks_pin, is_new=is_new, **known)


def _field(name: str) -> str:
    return request.form.get(name, "")[:1000]


def _next() -> str:
    """Where to go afterwards: a page of ours and nothing else."""
    wanted = request.values.get("next", "")
    own = wanted.startswith("/") and wanted[1:2] not in ("/", "\\") and wanted.isprintable() and len(wanted) < 200
    return wanted if own else AFTERWARDS
