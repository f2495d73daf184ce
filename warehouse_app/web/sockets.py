"""Who may listen on the live channel, and to which rooms. What is said there is a number and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import g, request
from flask_socketio import ConnectionRefusedError, SocketIO, join_room, rooms

from warehouse_app.bootstrap import Services
from warehouse_app.service.devices import token_hash
from warehouse_app.service.ports.people import Device
from warehouse_app.web.identity import Caller
from warehouse_app.web.permissions import TABLE


def install(socketio: SocketIO, services: Services) -> None:
    """A device joins the room of the wave in its hands, the office that of the board. Nobody else gets in."""

    @socketio.on("connect")  # type: ignore[untyped-decorator]
    def connect(auth: object = None) -> None:
        if not any([_join_board(services), _join_device(auth, services)]):
            services.live.refused(request.sid)  # type: ignore[attr-defined]
            raise ConnectionRefusedError("device.unknown")

    @socketio.on("follow")  # type: ignore[untyped-decorator]
    def follow(wave: object = None) -> bool:
        device = next((int(room[7:]) for room in rooms() if room.startswith("device:")), None)
        if device is None or not isinstance(wave, int) or not _holds(device, wave, services):
            return False
        join_room(f"wave:{wave}")
        return True


def _join_board(services: Services) -> bool:
    g.caller = Caller(services, request)
    person = g.caller.person
    if person is None or not any(way.roles & person.roles for way in TABLE["changes.since"]):
        return False
    join_room("board")
    return True


def _join_device(auth: object, services: Services) -> bool:
    token = auth.get("token") if isinstance(auth, Mapping) else None
    if not isinstance(token, str):
        return False
    hashed = token_hash(token)
    device: Device | None = services.store.read(lambda views: views.device_by_token(hashed))
    if device is None or device.revoked:
        return False
    join_room(f"device:{device.id}")
    join_room("board")  # new waves show by themselves
    return True


def _holds(device: int, wave: int, services: Services) -> bool:
    facts: Any = services.store.read(lambda views: views.sheet_facts(wave))
    return facts is not None and facts.wave.device == device
