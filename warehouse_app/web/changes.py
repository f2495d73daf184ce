"""What changed since n: the cursor behind every live page. A socket only says that there is more."""

from __future__ import annotations

import re
from typing import Any

from flask import Blueprint, request

from warehouse_app.bootstrap import Services
from warehouse_app.domain.errors import Refused
from warehouse_app.service.ports.views import Views
from warehouse_app.web.cursor import cursor
from warehouse_app.web.identity import caller

PAGE = 500
_ROOM = re.compile(r"board|wave:([1-9]\d{0,17})")


def blueprint(services: Services) -> Blueprint:
    """The cursor."""
    changes = Blueprint("changes", __name__, url_prefix="/api/v1")

    @changes.get("/changes")
    def since() -> dict[str, Any]:
        room, known = _room(), cursor()
        return services.store.read(lambda views: _page(_allowed(views, room), room, known))

    return changes


def _page(views: Views, room: str, known: int) -> dict[str, Any]:
    head = views.head()
    found = views.changes(known, [room], PAGE + 1)
    rows = [{"seq": row.seq, "room": row.room, "kind": row.kind, "ref": row.ref} for row in found[:PAGE]]
    return {"head": head, "changes": rows, "more": len(found) > PAGE}


def _allowed(views: Views, room: str) -> Views:
    """A device follows the wave in its own hands, somebody of the office any.

    Raises:
        Refused: `wave.not_here`.
    """
    wave = _ROOM.fullmatch(room)
    device = caller().device
    if wave is None or wave[1] is None or device is None:
        return views
    held = views.waves(device.w, ("claimed", "walked"))
    if not any(row.id == int(wave[1]) and row.device == device.id for row in held):
        raise Refused("wave.not_here", 403)
    return views


def _room() -> str:
    room = request.args.get("room", "board")
    if not _ROOM.fullmatch(room):
        raise Refused("request.malformed", 400)
    return room
