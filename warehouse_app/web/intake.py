"""Intake: what devices did comes in here. It needs the store and nothing else: no session, no Odoo, no sockets."""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import Blueprint

from warehouse_app.bootstrap import Services
from warehouse_app.domain.errors import Refused
from warehouse_app.service.record_events import BATCH_CAP, record_events
from warehouse_app.web.body import json_object
from warehouse_app.web.identity import caller


def blueprint(services: Services) -> Blueprint:
    """Events in, verdicts out; and the ping that a device measures its link with."""
    intake = Blueprint("intake", __name__, url_prefix="/api/v1")

    @intake.post("/events")
    def events() -> dict[str, Any]:
        batch = json_object("events.bad_batch")
        sent = batch.get("events")
        if not isinstance(sent, list):
            raise Refused("events.bad_batch", 400)
        if len(sent) > BATCH_CAP:
            raise Refused("events.too_many", 413, {"most": BATCH_CAP})
        return services.store.write(partial(record_events, caller().enrolled(), batch))

    @intake.get("/ping")
    def ping() -> tuple[str, int]:
        return "", 204

    return intake
