"""When the trucks leave, as it is kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, delete, insert, select

from warehouse_app.domain.cutoffs import Timetable
from warehouse_app.store import tables as t
from warehouse_app.store.dialect import upsert

_cutoff, _holiday, _delay = t.cutoff.c, t.holiday.c, t.truck_delay.c


def read(connection: Connection, w: int) -> Timetable:
    """All of a warehouse."""
    zone = connection.execute(select(t.warehouse_.c.zone).where(t.warehouse_.c.id == w)).scalar() or "UTC"
    asked = select(_cutoff.carrier, _cutoff.weekday, _cutoff.minute).where(_cutoff.w == w)
    trucks: dict[str, dict[int, int]] = defaultdict(dict)
    for carrier, weekday, minute in connection.execute(asked.order_by(_cutoff.carrier, _cutoff.weekday)):
        trucks[carrier][weekday] = minute
    days = connection.execute(select(_holiday.day).where(_holiday.w == w)).scalars()
    found = select(_delay.carrier, _delay.day, _delay.minute, _delay.closed).where(_delay.w == w)
    delays = connection.execute(found).all()
    late = {(row.carrier, row.day): row.minute for row in delays if row.minute is not None}
    closed = frozenset((row.carrier, row.day) for row in delays if row.closed)
    return Timetable(ZoneInfo(zone), dict(trucks), frozenset(days), late, closed)


def set_trucks(connection: Connection, w: int, carrier: str, week: Mapping[int, int]) -> None:
    """All departures of a carrier, in place of what they were."""
    connection.execute(delete(t.cutoff).where(_cutoff.w == w, _cutoff.carrier == carrier))
    rows = [{"w": w, "carrier": carrier, "weekday": weekday, "minute": minute} for weekday, minute in week.items()]
    if rows:
        connection.execute(insert(t.cutoff), rows)


def set_holiday(connection: Connection, w: int, day: str, is_one: bool) -> None:
    """A day without trucks, or one with trucks again."""
    if is_one:
        row = upsert(connection, t.holiday).values(w=w, day=day)
        connection.execute(row.on_conflict_do_nothing(index_elements=[_holiday.w, _holiday.day]))
    else:
        connection.execute(delete(t.holiday).where(_holiday.w == w, _holiday.day == day))
