"""Signing in and out on a handheld, and the question every device asks first: who am I, and who is signed in?"""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, jsonify, request

from warehouse_app.bootstrap import Services
from warehouse_app.domain.people import SHIFT_MS
from warehouse_app.service.devices import new_token, token_hash
from warehouse_app.service.ports.people import Person
from warehouse_app.service.practice import practice_passed
from warehouse_app.service.sign_in import Badge, sign_in_with_badge, sign_out
from warehouse_app.web.body import json_object, text
from warehouse_app.web.identity import DEVICE_COOKIE, PICTURE_COOKIE, caller
from warehouse_app.web.language import language
from warehouse_app.web.looker import odoo_state

PATH, PICTURES_AT = "/api/", "/p/"
_YEAR_S = 365 * 86_400
MOVERS = frozenset({"stock", "supervisor"})


def blueprint(services: Services) -> Blueprint:
    """Sessions of devices."""
    session = Blueprint("session", __name__, url_prefix="/api/v1")

    @session.post("/session")
    def enter() -> Response:
        sent, token = json_object(), new_token()
        command = Badge(
            text(sent, "badge", 64, "badge.unknown"),
            text(sent, "pin", 64, "pin.wrong"),
            caller().enrolled(),
            request.remote_addr or "",
            token_hash(token),
        )
        done = sign_in_with_badge(command, services.store, services.hasher)
        answer = jsonify(person=_person(done.person, services), session=done.session.id, pin_until=done.pin_until)
        set_cookie(answer, DEVICE_COOKIE, token, PATH, services)
        return _with_pictures(answer, services)

    @session.delete("/session")
    def leave() -> tuple[Response, int]:
        held = caller().signed_in
        if held is not None:
            services.store.write(lambda uow: sign_out(held[0].id, uow))
        answer = Response()
        answer.delete_cookie(DEVICE_COOKIE, path=PATH)
        return answer, 204

    @session.get("/me")
    def me() -> Response:
        device, held = caller().enrolled(), caller().signed_in
        who = {"person": _person(held[1], services) if held else None, "session": held[0].id if held else None}
        answer = jsonify({"device": {"id": device.id, "name": device.name}, **who, **_server(services, device.w)})
        return _with_pictures(answer, services)

    _practice(session, services)
    return session


def _practice(session: Blueprint, services: Services) -> None:
    """The one thing a handheld tells of the practice wave."""

    @session.post("/practice")
    def practised() -> tuple[str, int]:
        sent, device = json_object(), caller().enrolled()
        services.store.write(lambda uow: practice_passed(sent.get("session"), sent.get("at"), device, uow))
        return "", 204


def _with_pictures(answer: Response, services: Services) -> Response:
    """Lets the images on this device's pages in."""
    set_cookie(answer, PICTURE_COOKIE, caller().token, PICTURES_AT, services, _YEAR_S)
    return answer


def set_cookie(
    answer: Response, name: str, token: str, path: str, services: Services, seconds: int = SHIFT_MS // 1000
) -> None:
    """A cookie with a secret: out of reach of scripts, and never sent along from another site."""
    secure = services.settings.tls or request.is_secure
    answer.set_cookie(name, token, max_age=seconds, path=path, httponly=True, samesite="Strict", secure=secure)


def _server(services: Services, w: int) -> dict[str, Any]:
    """`odoo` is a sentence where something is wrong with it: people on the floor ask why nothing new comes."""
    go_on = services.words.say(language(services), "board.odoo_go_on")
    generation, odoo = services.store.read(lambda views: (views.generation, odoo_state(services, views, w)))
    return {
        "generation": generation,
        "odoo": None if odoo["ok"] or services.odoo is None else f"{odoo['text']}. {go_on}",
        "now": services.clock(),
        "lang": language(services),
        "demo": services.settings.demo,
    }


def _person(person: Person, services: Services) -> dict[str, Any]:
    may_move = services.settings.pickers_move or bool(person.roles & MOVERS)
    known = {"id": person.id, "name": person.name, "roles": sorted(person.roles), "lang": person.lang}
    return known | {"may_move": may_move}
