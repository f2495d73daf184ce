"""Trucks of today: how many of their orders are made, and how many are short."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, func, null, select

from warehouse_app.service.ports.views import TruckRow
from warehouse_app.store import tables as t
from warehouse_app.store.repositories import timetable
from warehouse_app.store.views.board import count_if

_w, _tr, _l = t.wave.c, t.transfer.c, t.line.c
_FAR = 2**53


def trucks(connection: Connection, w: int, now: int) -> list[TruckRow]:
    """One row per departure: orders with an open line, and those walked today; the first to leave first.

    An order counts as made when all its lines are picked in full. Orders in no wave yet are on their carrier's
    next truck.
    """
    day = _day(connection, w, now)
    rows = [TruckRow(*row) for row in connection.execute(_numbers(w, day))]
    waiting = [TruckRow(*row) for row in connection.execute(_waiting(w))]
    planned = _planned(connection, w, day)
    for row in waiting:
        at = _next_departure(row.carrier, rows, now) or planned.get(row.carrier)
        _board(replace(row, cutoff_at=at), rows)
    return sorted(rows, key=lambda row: (row.cutoff_at or _FAR, row.carrier))


def _board(row: TruckRow, rows: list[TruckRow]) -> None:
    same = [at for at, known in enumerate(rows) if (known.carrier, known.cutoff_at) == (row.carrier, row.cutoff_at)]
    for at in same:
        rows[at] = replace(rows[at], total=rows[at].total + row.total, shorts=rows[at].shorts + row.shorts)
    if not same:
        rows.append(row)


def _next_departure(carrier: str, rows: Iterable[TruckRow], now: int) -> int | None:
    times = [row.cutoff_at for row in rows if row.carrier == carrier and row.cutoff_at and row.cutoff_at > now]
    return min(times, default=None)


def _numbers(w: int, day: datetime) -> Any:
    carrier = func.coalesce(_w.carrier, _tr.carrier, "")
    since = int(day.timestamp() * 1000)
    one = _per_transfer().subquery()
    today = func.coalesce(_w.cutoff_at, _w.released_at, 0) >= since
    return (
        select(carrier, _w.cutoff_at, *_sums(one))
        .join(t.transfer, _tr.id == one.c.transfer)
        .join(t.wave, _w.id == _tr.wave)
        .where(_w.w == w, _w.state.in_(("released", "claimed")) | (_w.state.in_(("walked", "closed")) & today))
        .group_by(carrier, _w.cutoff_at)
    )


def _waiting(w: int) -> Any:
    carrier = func.coalesce(_tr.carrier, "")
    one = _per_transfer().subquery()
    return (
        select(carrier, null(), *_sums(one))
        .join(t.transfer, _tr.id == one.c.transfer)
        .where(_tr.w == w, _tr.wave.is_(None), _tr.state == "open", one.c.still_open > 0)
        .group_by(carrier)
    )


def _per_transfer() -> Any:
    still_open, short = count_if(_l.state == "open"), count_if(_l.state == "short")
    numbers = select(_l.transfer, still_open.label("still_open"), short.label("short"))
    return numbers.where(_l.state != "gone").group_by(_l.transfer)


def _sums(one: Any) -> tuple[Any, Any, Any]:
    made = count_if((one.c.still_open == 0) & (one.c.short == 0))
    return func.count(), made, count_if(one.c.short > 0)


def _day(connection: Connection, w: int, now: int) -> datetime:
    """When the warehouse's day began."""
    zone = connection.execute(select(t.warehouse_.c.zone).where(t.warehouse_.c.id == w)).scalar() or "UTC"
    here = datetime.fromtimestamp(now / 1000, UTC).astimezone(ZoneInfo(zone))
    return here.replace(hour=0, minute=0, second=0, microsecond=0)


def _planned(connection: Connection, w: int, day: datetime) -> dict[str, int]:
    """Today's departures by carrier, ms UTC."""
    trucks = timetable.read(connection, w)
    found = {carrier: trucks.on_day(carrier, day.date()) for carrier in trucks.trucks}
    return {carrier: at for carrier, at in found.items() if at is not None}
