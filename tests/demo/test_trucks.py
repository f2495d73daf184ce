"""The demo's trucks leave soon, whenever it is tried."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from warehouse_app.demo.trucks import ZONE, Cutoff, cutoffs, departures

HOUR = 3_600_000
MINUTE = 60_000
MONDAY = int(datetime(2026, 3, 23, tzinfo=UTC).timestamp() * 1000)  # the week of a clock change
AUTUMN = int(datetime(2026, 10, 19, tzinfo=UTC).timestamp() * 1000)


def next_trucks(rows: list[Cutoff], now: int) -> dict[str, int]:
    """In how many minutes each carrier's truck leaves, read off the clock on the wall for the next four hours."""
    timetable = {(row.weekday, row.minute, row.carrier) for row in rows}
    found: dict[str, int] = {}
    for minutes in range(240):
        at = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=now + minutes * MINUTE)
        wall = at.astimezone(ZoneInfo(ZONE))
        for carrier in ("DHL", "DPD", "Post"):
            if (wall.weekday(), wall.hour * 60 + wall.minute, carrier) in timetable:
                found.setdefault(carrier, minutes)
    return found


@pytest.mark.parametrize("week", [MONDAY, AUTUMN])
@pytest.mark.parametrize("hours", range(1, 168, 7))
def test_the_next_trucks_leave_in_about_78_95_and_160_minutes(week: int, hours: int) -> None:
    now = week + hours * HOUR + 17 * MINUTE
    found = next_trucks(cutoffs(now), now)
    assert found == {carrier: (at - now) // MINUTE for carrier, at in departures(now).items()}
    assert found == {"DHL": 78, "DPD": 98, "Post": 163}


def test_every_carrier_has_a_truck_every_day_on_full_five_minutes() -> None:
    rows = cutoffs(MONDAY + 9 * HOUR)
    assert len({(row.carrier, row.weekday) for row in rows}) == len(rows) == 21
    assert all(row.minute % 5 == 0 and 0 <= row.minute < 1440 for row in rows)


def test_on_a_saturday_the_trucks_leave_earlier() -> None:
    dhl = {row.weekday: row.minute for row in cutoffs(MONDAY + 9 * HOUR) if row.carrier == "DHL"}
    assert dhl[5] == dhl[4] - 120
