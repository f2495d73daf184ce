"""Is it alive, can it take scans (Odoo has no say in that), and, for those who may ask, how it is."""

from __future__ import annotations

import shutil
from typing import Any

from flask import Blueprint, Response

from warehouse_app import __version__
from warehouse_app.bootstrap import Services
from warehouse_app.domain.errors import Refused
from warehouse_app.service.health import picture
from warehouse_app.service.metrics import text

SPARE = 32 * 1024 * 1024  # with less than this on the disk the next scans would not fit


def blueprint(services: Services) -> Blueprint:
    """For whoever watches the server."""
    health = Blueprint("health", __name__)

    @health.get("/livez")
    def livez() -> dict[str, str]:
        return {"state": "alive"}

    @health.get("/readyz")
    def readyz() -> dict[str, str]:
        services.store.write(lambda uow: uow.prove())
        if _free(services) < SPARE:
            raise Refused("store.full", 507)
        return {"state": "ready"}

    @health.get("/healthz/detail")
    def detail() -> dict[str, Any]:
        return _picture(services)

    @health.get("/metrics")
    def metrics() -> Response:
        return Response(text(_picture(services)), content_type="text/plain; version=0.0.4; charset=utf-8")

    return health


def _picture(services: Services) -> dict[str, Any]:
    now = services.clock()
    known = services.store.read(lambda views: picture(views, now, dict(services.beats)))
    kind = "sqlite" if services.settings.store.startswith("sqlite") else "postgresql"
    return {"build": __version__, "now": now, "store": kind, "disk_free": _free(services)} | known


def _free(services: Services) -> int:
    return shutil.disk_usage(services.settings.data_dir).free
