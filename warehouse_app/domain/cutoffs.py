"""When the trucks leave: a carrier's weekdays and minutes of the warehouse's day, and the days without any.

A departure is a time on the wall: on the day the clocks change it is where the wall says so. An hour that is there
twice counts the first time; one that is skipped counts as the clock on the wall jumps.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, tzinfo

WEEKDAYS = range(7)  # 0 = Monday
DAY = 24 * 60  # minutes
_LOOK_AHEAD = 60  # days: longer than any row of holidays
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Timetable:
    """`trucks` is carrier -> weekday -> minute of the day; `holidays` are days as `2026-12-25`.

    `late` holds the minute of those that leave at another one on a day: (carrier, day) -> minute; `closed` are those
    that take no more orders: what is in no wave goes with the next one.
    """

    zone: tzinfo
    trucks: Mapping[str, Mapping[int, int]]
    holidays: frozenset[str] = frozenset()
    late: Mapping[tuple[str, str], int] = field(default_factory=dict)
    closed: frozenset[tuple[str, str]] = frozenset()

    def next_departure(self, carrier: str | None, after: int) -> int | None:
        """The first departure later than `after` (ms UTC) that takes orders; None for a carrier without a truck."""
        week = self.trucks.get(carrier or "", {})
        if not week:
            return None
        today = self.day_at(after)
        days = (today + timedelta(days=ahead) for ahead in range(_LOOK_AHEAD))
        taking = (day for day in days if (carrier, day.isoformat()) not in self.closed)
        times = (self.on_day(carrier or "", day) for day in taking)
        return next((at for at in times if at is not None and at > after), None)

    def on_day(self, carrier: str, day: date) -> int | None:
        """When the carrier's truck leaves on that day (ms UTC), late ones when they really do; None: none leaves."""
        week = self.trucks.get(carrier, {})
        if not self._runs(day, week):
            return None
        return self.departure(day, self.late.get((carrier, day.isoformat()), week[day.weekday()]))

    def day_at(self, at: int) -> date:
        """The warehouse's day at this moment."""
        return (_EPOCH + timedelta(milliseconds=at)).astimezone(self.zone).date()

    def departures(self, after: int) -> dict[str | None, int]:
        """The next departure of every carrier that has one."""
        found = {carrier: self.next_departure(carrier, after) for carrier in self.trucks}
        return {carrier: at for carrier, at in found.items() if at is not None}

    def departure(self, day: date, minute: int) -> int:
        """A time on the wall of the warehouse, ms UTC."""
        wall = datetime(day.year, day.month, day.day, minute // 60, minute % 60, tzinfo=self.zone)
        return (wall.astimezone(UTC) - _EPOCH) // timedelta(milliseconds=1)

    def _runs(self, day: date, week: Mapping[int, int]) -> bool:
        return day.weekday() in week and day.isoformat() not in self.holidays


def minute_of(text: str) -> int | None:
    """The minute of the day that somebody wrote, or None.

    >>> [minute_of(text) for text in ("14:30", "7:05", "7.05", "0705", "24:00", "noon", "")]
    [870, 425, 425, 425, None, None, None]
    """
    text = text.strip().replace(".", ":")
    hour, colon, minute = text.partition(":") if len(text) != 4 or ":" in text else (text[:2], ":", text[2:])
    if not (colon and _figures(hour, 1) and _figures(minute, 2)):
        return None
    return int(hour) * 60 + int(minute) if int(hour) < 24 and int(minute) < 60 else None


def wall_text(minute: int) -> str:
    """
    >>> wall_text(425)
    '07:05'
    """
    return f"{minute // 60:02d}:{minute % 60:02d}"


def day_of(text: str) -> str | None:
    """The day as it is kept, or None when there is no such day.

    >>> day_of("2026-12-25"), day_of("2026-02-30"), day_of("25.12.2026")
    ('2026-12-25', None, None)
    """
    try:
        return date.fromisoformat(text.strip()).isoformat()
    except ValueError:
        return None


def _figures(text: str, least: int) -> bool:
    return text.isascii() and text.isdigit() and least <= len(text) <= 2
