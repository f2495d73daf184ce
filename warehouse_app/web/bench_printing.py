"""The bench and its printer: how it stands with the label of a box, and what the packer says of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from flask import Blueprint

from warehouse_app.bootstrap import Services
from warehouse_app.domain.errors import Refused
from warehouse_app.domain.packing import token_of
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.print_answers import Saying, handed_over, nothing_came_out, once_more, print_state, scanned
from warehouse_app.web.body import json_object, text
from warehouse_app.web.identity import caller

_KEY = re.compile(r"[0-9a-f]{32}")


def blueprint(services: Services) -> Blueprint:
    """Beside what else a bench asks: `web/packing.py`."""
    printing = Blueprint("bench_printing", __name__, url_prefix="/api/v1/pack/parcels")

    @printing.get("/<key>/print")
    def state(key: str) -> dict[str, Any]:
        return {"print": _state(services, key)}

    @printing.post("/<key>/print")
    def answer(key: str) -> dict[str, Any]:
        sent, person, w = json_object(), caller().somebody(), caller().enrolled().w
        job = sent.get("job")
        if not isinstance(job, int) or isinstance(job, bool) or not 0 < job < 2**62:
            raise Refused("print.unknown", 404)
        services.store.write(_said(sent, Saying(job, person.id, w)))
        return {"print": _state(services, key)}

    return printing


def _said(sent: dict[str, Any], saying: Saying) -> Callable[[UnitOfWork], object]:
    code = text(sent, "code", 200, "pack.unreadable") or ""
    reason = text(sent, "reason", 20, "print.reason") or ""
    said: dict[object, Callable[[UnitOfWork], object]] = {
        "scanned": lambda uow: scanned(saying, code, uow),
        "nothing": lambda uow: nothing_came_out(saying, False, uow),
        "deputy": lambda uow: nothing_came_out(saying, True, uow),
        "more": lambda uow: once_more(saying, reason, uow),
        "handed": lambda uow: handed_over(saying, uow),
    }
    chosen = said.get(sent.get("say"))
    if chosen is None:
        raise Refused("request.malformed", 400)
    return chosen


def _state(services: Services, key: str) -> dict[str, Any] | None:
    w = caller().enrolled().w
    if not _KEY.fullmatch(key):
        raise Refused("pack.no_parcel", 404)
    found = services.store.read(lambda views: views.packing.parcel_label(token_of(key)))
    if found is None or found.w != w:
        raise Refused("pack.no_parcel", 404)
    return services.store.read(lambda views: print_state(token_of(key), views))
