"""When the demo's trucks leave: soon after now, whenever somebody tries it, so that the board is always alive."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

ZONE = "Europe/Berlin"

_IN_MINUTES = {"DHL": 78, "DPD": 95, "Post": 160}
_STEP = 5 * 60_000
_SATURDAY = 5
_SATURDAY_EARLIER = 120  # minutes


@dataclass(frozen=True, slots=True)
class Cutoff:
    """A carrier's truck leaves on `weekday` (0 = Monday) at `minute` of the warehouse's day."""

    carrier: str
    weekday: int
    minute: int


def departures(now_ms: int) -> dict[str, int]:
    """The next departure of each carrier, ms UTC, on full five minutes."""
    return {carrier: -(-(now_ms + wait * 60_000) // _STEP) * _STEP for carrier, wait in _IN_MINUTES.items()}


def cutoffs(now_ms: int) -> list[Cutoff]:
    """The timetable: daily at the time of the next departure; earlier on a Saturday, unless that is the next one."""
    return [
        Cutoff(carrier, weekday, minute)
        for carrier, at in departures(now_ms).items()
        for weekday, minute in enumerate(_week(_local(at)))
    ]


def _week(next_one: datetime) -> list[int]:
    minute = next_one.hour * 60 + next_one.minute
    week = [minute] * 7
    if next_one.weekday() != _SATURDAY:
        week[_SATURDAY] = max(minute - _SATURDAY_EARLIER, 0)
    return week


def _local(at_ms: int) -> datetime:
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=at_ms)).astimezone(ZoneInfo(ZONE))
