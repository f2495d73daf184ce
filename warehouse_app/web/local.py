"""Commands from the command line of this machine, for the store has one writer: the server that runs."""

from __future__ import annotations

from typing import Any

from flask import Blueprint

from warehouse_app.bootstrap import Services, behind_of
from warehouse_app.domain.errors import Refused
from warehouse_app.service import commands
from warehouse_app.web.body import json_object


def blueprint(services: Services) -> Blueprint:
    """One route for all commands; the guard has checked who asks."""
    local = Blueprint("local", __name__, url_prefix="/local")

    @local.post("/<name>")
    def command(name: str) -> dict[str, Any]:
        args = json_object()
        behind = behind_of(services, worker=True)
        try:
            rows = commands.run(name, args, services.store, services.hasher, behind)
        except TypeError:  # a command line of another version
            raise Refused("command.unknown", 404, {"name": name}) from None
        if name == "device-revoke":
            services.live.shut_out(f"device:{rows[0]['id']}")
        return {"rows": rows}

    return local
