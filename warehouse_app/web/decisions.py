"""A supervisor's handheld: what is to be decided, and her answers."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, jsonify

from warehouse_app.bootstrap import Services
from warehouse_app.service.decisions import There, decide_there, decisions
from warehouse_app.web.body import json_object, text
from warehouse_app.web.identity import caller
from warehouse_app.web.looker import looker
from warehouse_app.web.waits import waits


def blueprint(services: Services) -> Blueprint:
    """Those of the warehouse of whoever asks."""
    pages = Blueprint("decisions", __name__, url_prefix="/api/v1/decisions")

    @pages.get("")
    def listed() -> dict[str, Any]:
        by = caller().somebody(True)
        return services.store.read(lambda views: decisions(views, by, looker(services, views, by.w)))

    @pages.post("/<int:case>")
    def decided(case: int) -> Response:
        sent = json_object()
        seen = sent.get("seen")
        command = There(
            case,
            text(sent, "answer", 20) or "",
            caller().somebody(True),
            text(sent, "place", 80) or "",
            text(sent, "reason", 40) or "",
            seen if type(seen) is int else 0,
        )
        return jsonify(case=case) if services.store.write(lambda uow: decide_there(command, uow)) else waits(services)

    return pages
