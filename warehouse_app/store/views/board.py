"""Waves as the board and the pickers' list show them."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sqlalchemy import ColumnElement, Connection, case, func, select

from warehouse_app.domain.labour import Pace, minutes
from warehouse_app.service.ports.views import WaveRow
from warehouse_app.store import tables as t

_w, _l = t.wave.c, t.line.c
_given = t.person.alias("given")


def count_if(condition: ColumnElement[bool]) -> Any:
    """How many rows of a group meet the condition."""
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)


def forecast_min(lines: int, walk_mm: int | None, pace_m: int | None) -> float | None:
    """How long (minutes) a wave was to take when it was released; None where nobody said."""
    metres = None if walk_mm is None else walk_mm / 1000
    return None if pace_m is None else minutes(lines, metres, Pace(pace_m / 1000))


def waves(connection: Connection, where: ColumnElement[bool]) -> list[WaveRow]:
    """The waves that meet the condition, first truck first."""
    rows = connection.execute(_numbers(where)).all()
    zones: dict[int, list[str]] = defaultdict(list)
    for wave, aisle in connection.execute(_zones(where)):
        zones[wave].append(aisle)
    return [
        WaveRow(
            id=row.id,
            number=row.number,
            state=row.state,
            person=row.who,
            device=row.device,
            lines=row.lines,
            done=row.lines - row.still_open,
            shorts=row.shorts,
            totes=row.totes,
            carrier=row.carrier,
            cutoff_at=row.cutoff_at,
            zones=tuple(zones[row.id]),
            assigned=row.assigned,
            assigned_name=row.for_whom,
            released_at=row.released_at,
            batch=row.batch,
            minutes=forecast_min(row.lines, row.walk_mm, row.pace_m),
            claimed_at=row.claimed_at,
        )
        for row in rows
    ]


def _numbers(where: ColumnElement[bool]) -> Any:
    walker, given = t.person.c.name, _given.c.name
    shown = (
        _w.id, _w.number, _w.state, _w.device, _w.carrier, _w.cutoff_at, _w.assigned, _w.released_at, _w.claimed_at,
        _w.walk_mm, _w.pace_m, t.batch.c.name.label("batch"),
    )  # fmt: skip
    totes = select(func.count()).where(t.tote_use.c.wave == _w.id).scalar_subquery()
    return (
        select(
            *shown,
            walker.label("who"),
            given.label("for_whom"),
            func.count(_l.id).label("lines"),
            count_if(_l.state == "open").label("still_open"),
            count_if(_l.state == "short").label("shorts"),
            totes.label("totes"),
        )
        .outerjoin(t.person, t.person.c.id == _w.person)
        .outerjoin(_given, _given.c.id == _w.assigned)
        .outerjoin(t.batch, t.batch.c.wave == _w.id)
        .outerjoin(t.transfer, t.transfer.c.wave == _w.id)
        .outerjoin(t.line, (_l.transfer == t.transfer.c.id) & (_l.state != "gone") & (_l.demand_m > 0))
        .where(where)
        .group_by(*shown, walker, given)
        .order_by(func.coalesce(_w.cutoff_at, 2**53), _w.id)
    )


def _zones(where: ColumnElement[bool]) -> Any:
    return (
        select(_w.id, t.location.c.aisle)
        .join(t.stop, t.stop.c.wave == _w.id)
        .join(t.location, t.location.c.id == t.stop.c.location)
        .where(where)
        .group_by(_w.id, t.location.c.aisle)
        .order_by(_w.id, func.min(t.stop.c.no))
    )
