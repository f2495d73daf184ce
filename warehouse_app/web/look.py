"""What is this? For whoever holds a device; see `service/look.py`."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request

from warehouse_app.bootstrap import Services
from warehouse_app.domain.errors import Refused
from warehouse_app.service.look import LONGEST, look
from warehouse_app.web.identity import caller


def blueprint(services: Services) -> Blueprint:
    """One question."""
    looking = Blueprint("look", __name__)

    @looking.get("/api/v1/look")
    def what() -> dict[str, Any]:
        code, w = request.args.get("code", ""), caller().enrolled().w
        if not 0 < len(code) <= LONGEST:
            raise Refused("request.malformed", 400)
        return services.store.read(lambda views: look(views, w, code))

    return looking
