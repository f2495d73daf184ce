"""Devices, people and the history of a wave, as lists."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sqlalchemy import Connection, bindparam, select

from warehouse_app.service.ports.people import Person
from warehouse_app.service.ports.views import DeviceRow, EventRow
from warehouse_app.store import tables as t
from warehouse_app.store.repositories.devices import OFFICE
from warehouse_app.store.repositories.people import PERSON, to_person

_d, _e, _g, _r = t.device.c, t.event.c, t.gap.c, t.person_role.c
_DEVICES = (
    select(_d.id, _d.name, _d.revoked, _d.seen_at, _d.build, _d.waiting, _d.last_seq, _d.pace_ms)
    .where(_d.w == bindparam("w"), ~_d.token_hash.startswith(OFFICE))
    .order_by(_d.name, _d.id)
)
_GAPS = (
    select(_g.device, _g.first, _g.last)
    .join(t.device, _d.id == _g.device)
    .where(_d.w == bindparam("w"))
    .order_by(_g.first)
)
_PEOPLE = select(*PERSON).where(t.person.c.w == bindparam("w")).order_by(t.person.c.name, t.person.c.id)
_PRACTISED = select(t.person.c.id, t.person.c.practised_at).where(
    t.person.c.w == bindparam("w"), t.person.c.practised_at.is_not(None)
)
_ROLES = select(_r.person, _r.role).join(t.person, t.person.c.id == _r.person).where(t.person.c.w == bindparam("w"))
_EVENTS = (
    select(
        _e.seq, _e.id, _e.kind, _e.verdict, _e.key, _e.flags, _e.device, t.person.c.name, _e.line, _e.device_at,
        _e.received_at,
    )
    .outerjoin(t.person, t.person.c.id == _e.person)
    .where(_e.wave == bindparam("wave"))
    .order_by(_e.seq)
)  # fmt: skip


def devices(connection: Connection, w: int) -> list[DeviceRow]:
    gaps = _grouped(connection, _GAPS, w)
    return [
        DeviceRow(
            row[0],
            row[1],
            bool(row[2]),
            *row[3:7],
            gaps=tuple((first, last) for _, first, last in gaps[row.id]),
            pace_ms=row.pace_ms,
        )
        for row in connection.execute(_DEVICES, {"w": w})
    ]


def people(connection: Connection, w: int) -> list[Person]:
    roles = _grouped(connection, _ROLES, w)
    return [to_person(row, (role for _, role in roles[row.id])) for row in connection.execute(_PEOPLE, {"w": w})]


def practised(connection: Connection, w: int) -> dict[int, int]:
    return {row.id: row.practised_at for row in connection.execute(_PRACTISED, {"w": w})}


def events(connection: Connection, wave: int) -> list[EventRow]:
    rows = connection.execute(_EVENTS, {"wave": wave})
    return [EventRow(*row[:5], tuple(row.flags), *row[6:]) for row in rows]


def _grouped(connection: Connection, asked: Any, w: int) -> dict[int, list[Any]]:
    """Rows by their first column."""
    found: dict[int, list[Any]] = defaultdict(list)
    for row in connection.execute(asked, {"w": w}):
        found[row[0]].append(row)
    return found
