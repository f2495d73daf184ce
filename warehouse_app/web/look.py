"""What is this? For whoever holds a device; see `service/look.py`."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request

from warehouse_app.bootstrap import Services
from warehouse_app.domain.errors import Refused
from warehouse_app.service.look import LONGEST, look, tasks
from warehouse_app.web.identity import caller


def blueprint(services: Services) -> Blueprint:
    """What is this, and what is to be counted."""
    looking = Blueprint("look", __name__)

    @looking.get("/api/v1/look")
    def what() -> dict[str, Any]:
        code, w = request.args.get("code", ""), caller().enrolled().w
        if not 0 < len(code) <= LONGEST:
            raise Refused("request.malformed", 400)
        return services.store.read(lambda views: look(views, w, code))

    @looking.get("/api/v1/counts")
    def counts() -> dict[str, Any]:
        w = caller().enrolled().w
        return {"tasks": services.store.read(lambda views: tasks(views, w))}

    return looking
