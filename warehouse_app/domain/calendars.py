"""When teams work, and when so many of their minutes have gone by. A clock may rest overnight; it never stops.

Hours are times on the wall of the warehouse, as they are for trucks (`cutoffs.py`): a working day is an hour shorter or
longer when the clocks change within it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from warehouse_app.domain.cases import MINUTE
from warehouse_app.domain.cutoffs import DAY, Timetable, minute_of

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_LOOK_AHEAD = 366  # days; a team that does not work within a year has a plain clock

Week = Mapping[int, tuple[int, int]]  # weekday (0 = Monday) -> minutes of the day it opens and closes
SHIPPED = {"floor": "Mon-Sat 06:00-22:00", "office": "Mon-Fri 08:00-18:00"}
_CALENDAR_OF = {"floor": "floor", "stock": "floor", "dispatch": "floor", "returns": "floor", "it": None, "ops": None}


@dataclass(frozen=True, slots=True)
class Hours:
    """The working hours of a team in a warehouse, with that warehouse's holidays; an empty week is a plain clock."""

    week: Week
    days: Timetable

    def after(self, start: int, minutes: float) -> int:
        """When so many working minutes have gone by since `start` (ms UTC): the last moment that is still in time."""
        left, day = round(minutes * MINUTE), self._day(start)
        for ahead in range(_LOOK_AHEAD if self.week else 0):
            opens, closes = self._span(day + timedelta(days=ahead))
            worked = max(closes - max(opens, start), 0)
            if 0 < worked >= left:
                return max(opens, start) + left
            left -= worked
        return start + round(minutes * MINUTE)

    def covers(self, at: int) -> bool:
        """Whether they work then; a plain clock always does."""
        opens, closes = self._span(self._day(at))
        return opens <= at < closes if self.week else True

    def _day(self, at: int) -> date:
        return (_EPOCH + timedelta(milliseconds=at)).astimezone(self.days.zone).date()

    def _span(self, day: date) -> tuple[int, int]:
        span = None if day.isoformat() in self.days.holidays else self.week.get(day.weekday())
        opens, closes = span or (0, 0)
        end = self.days.departure(day + timedelta(days=1), 0) if closes == DAY else self.days.departure(day, closes)
        return self.days.departure(day, opens), end


def hours_of(team: str, weeks: Mapping[str, str], days: Timetable) -> Hours:
    """The hours of a team: its calendar in `weeks`, else as shipped; `it` and `ops` have a plain clock."""
    calendar = _CALENDAR_OF.get(team, "office")
    return Hours({} if calendar is None else week_of(weeks.get(calendar, SHIPPED[calendar])) or {}, days)


def week_of(text: str) -> dict[int, tuple[int, int]] | None:
    """The week that somebody wrote, or None.

    >>> week_of("Mon-Thu 08:00-17:00, Fri 8:00-14:30")[4]
    (480, 870)
    >>> week_of("Sun 00:00-24:00"), week_of("Mon 17:00-08:00"), week_of("daily")
    ({6: (0, 1440)}, None, None)
    """
    week: dict[int, tuple[int, int]] = {}
    for part in text.split(","):
        days, _, span = part.strip().partition(" ")
        found = _days(days.lower()), _span(span.strip())
        if not found[0] or found[1] is None:
            return None
        week |= dict.fromkeys(found[0], found[1])
    return week


def _days(text: str) -> range:
    first, _, last = text.partition("-")
    if first not in _NAMES or (last or first) not in _NAMES:
        return range(0)
    return range(_NAMES.index(first), _NAMES.index(last or first) + 1)


def _span(text: str) -> tuple[int, int] | None:
    opens, _, closes = text.partition("-")
    span = minute_of(opens), DAY if closes == "24:00" else minute_of(closes)
    return (span[0], span[1]) if span[0] is not None and span[1] is not None and span[0] < span[1] else None
