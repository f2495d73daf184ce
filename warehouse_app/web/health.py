"""Is it alive, and can it take scans? Odoo has no say in either: scans are taken without it."""

from __future__ import annotations

import shutil

from flask import Blueprint

from warehouse_app.bootstrap import Services
from warehouse_app.domain.errors import Refused

SPARE = 32 * 1024 * 1024  # with less than this on the disk the next scans would not fit


def blueprint(services: Services) -> Blueprint:
    """For whoever watches the server."""
    health = Blueprint("health", __name__)

    @health.get("/livez")
    def livez() -> dict[str, str]:
        return {"state": "alive"}

    @health.get("/readyz")
    def readyz() -> dict[str, str]:
        services.store.write(lambda uow: uow.generation)
        if shutil.disk_usage(services.settings.data_dir).free < SPARE:
            raise Refused("store.full", 507)
        return {"state": "ready"}

    return health
