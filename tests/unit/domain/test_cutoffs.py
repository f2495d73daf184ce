"""When the trucks leave: weekdays, holidays, and the two odd days of a year."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from warehouse_app.domain.cutoffs import Timetable

BERLIN = ZoneInfo("Europe/Berlin")
WEEK = {"DHL": dict.fromkeys(range(5), 14 * 60 + 30), "Post": {5: 10 * 60}}


def utc(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp() * 1000)


def leaves(table: Timetable, carrier: str | None, after: str) -> str | None:
    at = table.next_departure(carrier, utc(after))
    return None if at is None else datetime.fromtimestamp(at / 1000, UTC).strftime("%a %Y-%m-%d %H:%M")


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        ("2026-06-10 10:00", "Wed 2026-06-10 12:30"),
        ("2026-06-10 12:29", "Wed 2026-06-10 12:30"),
        ("2026-06-10 12:30", "Thu 2026-06-11 12:30"),  # it leaves this very minute: it is gone
        ("2026-06-12 13:00", "Mon 2026-06-15 12:30"),
        ("2026-06-09 22:30", "Wed 2026-06-10 12:30"),  # past midnight in the warehouse, not in Greenwich
    ],
)
def test_the_next_truck_is_found_on_the_clock_on_the_wall(after: str, expected: str) -> None:
    assert leaves(Timetable(BERLIN, WEEK), "DHL", after) == expected


def test_no_truck_leaves_on_a_holiday_however_many_there_are() -> None:
    table = Timetable(BERLIN, WEEK, frozenset({"2026-12-25", "2026-12-26", "2026-12-28"}))
    assert leaves(table, "DHL", "2026-12-24 15:00") == "Tue 2026-12-29 13:30"
    assert leaves(table, "Post", "2026-12-24 15:00") == "Sat 2027-01-02 09:00"


def test_a_carrier_without_a_truck_has_no_departure() -> None:
    table = Timetable(BERLIN, WEEK | {"Gone": {}})
    assert [leaves(table, carrier, "2026-06-10 10:00") for carrier in ("UPS", "Gone", "", None)] == [None] * 4
    assert set(table.departures(utc("2026-06-10 10:00"))) == {"DHL", "Post"}


def test_a_year_of_holidays_leaves_no_departure_instead_of_looking_for_ever() -> None:
    days = frozenset(f"2026-{month:02d}-{day:02d}" for month in range(1, 13) for day in range(1, 32))
    assert leaves(Timetable(BERLIN, WEEK, days), "DHL", "2026-03-01 10:00") is None


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        ("2026-03-27 15:00", "Mon 2026-03-30 12:30"),  # the clocks went forward in between
        ("2026-10-23 15:00", "Mon 2026-10-26 13:30"),  # and back
    ],
)
def test_the_wall_decides_over_a_change_of_the_clocks(after: str, expected: str) -> None:
    assert leaves(Timetable(BERLIN, WEEK), "DHL", after) == expected


def test_on_the_days_of_the_change_itself_every_truck_leaves_once() -> None:
    night = Timetable(BERLIN, {"Night": {6: 2 * 60 + 30}})  # Sundays, half past two
    assert leaves(night, "Night", "2026-03-28 12:00") == "Sun 2026-03-29 01:30"  # 3:30 on the wall: two is not there
    assert leaves(night, "Night", "2026-10-24 12:00") == "Sun 2026-10-25 00:30"  # the first of the two
    assert leaves(night, "Night", "2026-10-25 00:31") == "Sun 2026-11-01 01:30"


def test_a_warehouse_elsewhere_has_its_own_wall() -> None:
    table = Timetable(ZoneInfo("America/New_York"), WEEK)
    assert leaves(table, "DHL", "2026-06-10 10:00") == "Wed 2026-06-10 18:30"
