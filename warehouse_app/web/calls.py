"""What supervisors' handhelds sound for."""

from __future__ import annotations

from typing import Any

from flask import Blueprint

from warehouse_app.bootstrap import Services
from warehouse_app.service.calls import calls
from warehouse_app.web.identity import caller
from warehouse_app.web.looker import looker


def blueprint(services: Services) -> Blueprint:
    """Those of the warehouse of whoever asks."""
    pages = Blueprint("calls", __name__)

    @pages.get("/api/v1/calls")
    def rung() -> dict[str, Any]:
        w = caller().somebody().w
        return services.store.read(lambda views: calls(views, w, looker(services, views, w)))

    return pages
