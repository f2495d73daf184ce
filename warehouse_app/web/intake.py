"""Intake: what devices did comes in here. It needs the store and nothing else: no session, no Odoo, no sockets."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from functools import partial
from typing import Any

from flask import Blueprint

from warehouse_app.bootstrap import Services
from warehouse_app.domain.errors import Refused
from warehouse_app.service.record_events import BATCH_CAP, record_events
from warehouse_app.web.body import json_object
from warehouse_app.web.identity import caller

log = logging.getLogger(__name__)

_NAMED = ("transfer", "line")  # what a body names by our own ids


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
        answer = services.store.write(partial(record_events, caller().enrolled(), batch))
        _log(sent, answer["answers"])
        return answer

    @intake.get("/ping")
    def ping() -> tuple[str, int]:
        return "", 204

    return intake


def _log(sent: Sequence[Any], answers: Sequence[dict[str, Any]]) -> None:
    """A line for each event, of ids only: what counted at debug, what did not at info."""
    for event, answer in zip(sent, answers, strict=False):
        level = logging.DEBUG if answer["verdict"] in ("accepted", "duplicate") else logging.INFO
        if log.isEnabledFor(level):
            facts = {"event": answer["id"], "verdict": answer["verdict"], "device": caller().enrolled().id}
            log.log(level, "event", extra=facts | _ids(event))


def _ids(event: Any) -> dict[str, int]:
    body = event.get("body") if isinstance(event, dict) else None
    known = {"wave": event.get("wave")} | {name: body.get(name) for name in _NAMED} if isinstance(body, dict) else {}
    return {name: value for name, value in known.items() if type(value) is int}
