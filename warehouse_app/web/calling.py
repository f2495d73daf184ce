"""Calling a supervisor from a handheld, a bench or a desk."""

from __future__ import annotations

from typing import Any

from flask import Blueprint

from warehouse_app.bootstrap import Services
from warehouse_app.service.call_help import PLACE_MAX, Call, call_help, help_page, no_more_help
from warehouse_app.web.body import json_object
from warehouse_app.web.identity import caller
from warehouse_app.web.looker import looker


def blueprint(services: Services) -> Blueprint:
    """For whoever is signed in there."""
    pages = Blueprint("help", __name__, url_prefix="/api/v1/help")

    @pages.get("")
    def standing() -> dict[str, Any]:
        return _page(services)

    @pages.post("")
    def called() -> dict[str, Any]:
        by, sent = caller().somebody(True), json_object()
        place, wave = sent.get("place"), sent.get("wave")  # whoever calls needs somebody, not an error
        known = place[:PLACE_MAX] if isinstance(place, str) else ""
        desk = caller().device if sent.get("desk") is True else None
        command = Call(by, known, wave if type(wave) is int else None, desk)
        services.store.write(lambda uow: call_help(command, uow))
        return _page(services)

    @pages.post("/over")
    def over() -> dict[str, Any]:
        by = caller().somebody(True)
        services.store.write(lambda uow: no_more_help(by, uow))
        return _page(services)

    return pages


def _page(services: Services) -> dict[str, Any]:
    by = caller().somebody(True)
    return services.store.read(lambda views: help_page(views, by, looker(services, views, by.w)))
