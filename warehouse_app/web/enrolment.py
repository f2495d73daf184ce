"""A new device comes in with a code, and leaves with a token only it knows."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from warehouse_app.bootstrap import Services
from warehouse_app.domain.errors import Refused
from warehouse_app.service.devices import NAME_MAX, enrol
from warehouse_app.web.body import json_object, text


def blueprint(services: Services) -> Blueprint:
    """Redeeming a code; `/enrol#CODE` is what the QR code holds (the code itself never reaches our log)."""
    enrolment = Blueprint("enrolment", __name__)

    @enrolment.post("/api/v1/devices")
    def enrol_device() -> tuple[dict[str, Any], int]:
        sent = json_object()
        code, name = text(sent, "code", 40, "enrol.code") or "", text(sent, "name", NAME_MAX, "device.name")
        address, hasher = request.remote_addr or "", services.hasher
        done = services.store.write(lambda uow: enrol(code, name, address, hasher, uow))
        if isinstance(done, Refused):
            raise done
        generation = services.store.read(lambda views: views.generation)
        device = done.device
        return {"device": device.id, "name": device.name, "token": done.token, "generation": generation}, 201

    @enrolment.get("/enrol")
    def landing() -> Response:
        return redirect("/pick/", 302)  # the browser keeps the part after the `#`

    return enrolment
