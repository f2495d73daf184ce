"""The shift hand-over: what is left, two signatures, and the last ones."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, make_response, redirect, render_template, request

from warehouse_app.bootstrap import Services
from warehouse_app.domain.errors import Refused
from warehouse_app.service.handover_page import handover_page
from warehouse_app.service.shift_handover import HandOver, Signature, hand_over_shift
from warehouse_app.web.identity import caller
from warehouse_app.web.language import language
from warehouse_app.web.looker import looker

LONGEST = 1000


def blueprint(services: Services) -> Blueprint:
    """Pages of the supervisors."""
    pages = Blueprint("handover", __name__, url_prefix="/handover")

    @pages.get("")
    def page() -> str:
        return _page(services, _picture(services))

    @pages.post("")
    def sign() -> Response:
        shown = _picture(services)
        address = request.remote_addr or ""
        command = HandOver(caller().somebody().w, _signature("leaver"), _signature("taker"), address)
        try:
            hand_over_shift(command, shown["left"], services.store, services.hasher)
        except Refused as refused:
            return make_response(_page(services, shown, refused), refused.status)
        return make_response(redirect("/handover?done=signed", 303))

    return pages


def _signature(who: str) -> Signature:
    return Signature(_field(f"{who}_badge"), _field(f"{who}_pin"))


def _field(name: str) -> str:
    return request.form.get(name, "")[:LONGEST]


def _picture(services: Services) -> dict[str, Any]:
    w = caller().somebody().w
    return services.store.read(lambda views: handover_page(views, w, looker(services, views, w)))


def _page(services: Services, shown: dict[str, Any], refused: Refused | None = None) -> str:
    error = services.words.refusal(language(services), refused.key, refused.facts) if refused else None
    typed = {who: _field(f"{who}_badge")[:64] for who in ("leaver", "taker")}
    who = refused.facts.get("who") if refused else None
    is_signed = request.args.get("done") == "signed" and error is None
    return render_template("handover/index.html", handover=shown, error=error, who=who, typed=typed, signed=is_signed)
