"""Print agents: a program at a station asks for labels, says when it begins, and what became of them."""

from __future__ import annotations

import re
from base64 import b64encode
from typing import Any

from flask import Blueprint

from warehouse_app.bootstrap import Services
from warehouse_app.domain.errors import Refused
from warehouse_app.printing.drawing import Drawing
from warehouse_app.service.agent_jobs import agent_departs, agent_says, give, station_printer
from warehouse_app.service.ports.printing import Printer
from warehouse_app.web.body import json_object
from warehouse_app.web.identity import caller

_LEDGER = re.compile(r"[0-9a-f]{32}")


def blueprint(services: Services) -> Blueprint:
    """Known by its device's token alone: nobody is signed in at a program."""
    agent = Blueprint("print_agent", __name__, url_prefix="/api/v1/print-agent")

    @agent.post("/next")
    def next_() -> dict[str, Any]:
        printer, ledger, _ = _asked(services)
        given = give(printer, ledger, Drawing(services.aside, services.parcels), services.store)
        if given is None:
            return {"job": None}
        job = {"id": given.job.id, "token": given.job.token, "body": b64encode(given.body).decode()}
        place = {"address": given.printer.address, "format": given.printer.format}
        return {"job": job | place | {"recall": given.recall}}

    @agent.post("/jobs/<int:job>/depart")
    def departs(job: int) -> dict[str, Any]:
        printer, ledger, _ = _asked(services)
        return {"go": services.store.write(lambda uow: agent_departs(job, printer, ledger, uow))}

    @agent.post("/jobs/<int:job>/settle")
    def settled(job: int) -> dict[str, Any]:
        printer, ledger, sent = _asked(services)
        state, trouble = sent.get("state"), sent.get("trouble")
        return {"state": services.store.write(lambda uow: agent_says(job, printer, ledger, state, trouble, uow))}

    return agent


def _asked(services: Services) -> tuple[Printer, str, dict[str, Any]]:
    device, sent = caller().enrolled(), json_object()
    station, ledger = sent.get("station"), sent.get("ledger")
    if not isinstance(station, str) or not isinstance(ledger, str) or not _LEDGER.fullmatch(ledger):
        raise Refused("request.malformed", 400)
    return services.store.read(lambda views: station_printer(device, station[:80], views)), ledger, sent
