"""Clocks of teams: overnight, over weekends and holidays, on both odd days of a year; none ever stops."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warehouse_app.domain.calendars import SHIPPED, Hours, hours_of, week_of
from warehouse_app.domain.cases import MINUTE
from warehouse_app.domain.cutoffs import Timetable

BERLIN = ZoneInfo("Europe/Berlin")
XMAS = frozenset({"2026-12-25", "2026-12-26"})
WEEK = st.dictionaries(
    st.integers(0, 6),
    st.tuples(st.integers(0, 1439), st.integers(1, 1440)).map(sorted).filter(lambda span: span[0] < span[1]).map(tuple),
)


def utc(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp() * 1000)


def due(team: str, start: str, minutes: int, holidays: frozenset[str] = XMAS) -> str:
    at = hours_of(team, {}, Timetable(BERLIN, {}, holidays)).after(utc(start), minutes)
    return datetime.fromtimestamp(at / 1000, UTC).strftime("%a %Y-%m-%d %H:%M")


@pytest.mark.parametrize(
    ("start", "minutes", "expected"),
    [
        ("2026-06-10 10:00", 240, "Wed 2026-06-10 14:00"),
        ("2026-06-10 14:00", 240, "Thu 2026-06-11 08:00"),  # two hours are left of the day, the rest is tomorrow's
        ("2026-06-12 15:55", 240, "Mon 2026-06-15 09:55"),  # five minutes before Friday's end
        ("2026-06-13 10:00", 30, "Mon 2026-06-15 06:30"),  # on a Saturday
        ("2026-06-10 03:00", 30, "Wed 2026-06-10 06:30"),  # before anybody is there
        ("2026-06-10 06:00", 600, "Wed 2026-06-10 16:00"),  # a whole day ends with it
        ("2026-12-24 16:00", 120, "Mon 2026-12-28 08:00"),  # a holiday and a weekend
        ("2026-03-27 16:30", 60, "Mon 2026-03-30 06:30"),  # summer time begins in between
        ("2026-10-23 15:30", 60, "Mon 2026-10-26 07:30"),  # and ends
    ],
)
def test_an_office_has_its_minutes_within_office_hours(start: str, minutes: int, expected: str) -> None:
    assert due("service", start, minutes) == expected


def test_the_floor_works_on_saturdays_and_who_is_always_there_has_a_plain_clock() -> None:
    assert due("stock", "2026-06-13 19:30", 60) == "Mon 2026-06-15 04:30"
    assert due("it", "2026-06-13 23:30", 60) == "Sun 2026-06-14 00:30"
    assert due("somebody", "2026-06-13 10:00", 30) == due("service", "2026-06-13 10:00", 30)


@pytest.mark.parametrize(("day", "hours"), [("2026-03-28", 23), ("2026-10-24", 25)])
def test_a_day_and_night_shift_works_an_hour_less_or_more_when_the_clocks_change(day: str, hours: int) -> None:
    always = Hours(week_of("Mon-Sun 00:00-24:00") or {}, Timetable(BERLIN, {}))
    start = utc(f"{day} 22:00") if hours == 25 else utc(f"{day} 23:00")  # midnight on the wall
    assert always.after(start, hours * 60) == start + hours * 60 * MINUTE


def test_a_shop_may_write_its_own_hours_and_what_cannot_be_read_leaves_a_plain_clock() -> None:
    days = Timetable(BERLIN, {})
    own = hours_of("service", {"office": "Fri 08:00-12:00"}, days)
    assert own.after(utc("2026-06-10 10:00"), 60) == utc("2026-06-12 07:00")
    assert hours_of("service", {"office": "now and then"}, days).after(0, 60) == 60 * MINUTE
    assert all(week_of(text) for text in SHIPPED.values())


@given(
    WEEK,
    st.integers(utc("2026-01-01 00:00"), utc("2027-12-31 00:00")),
    st.integers(0, 20_000),
    st.sets(st.integers(1, 28)),
)
def test_no_clock_stops_or_runs_ahead_whatever_the_hours(
    week: dict[int, tuple[int, int]], start: int, minutes: int, days_off: set[int]
) -> None:
    holidays = frozenset(f"2026-12-{day:02d}" for day in days_off)
    hours = Hours(week, Timetable(BERLIN, {}, holidays))
    at = hours.after(start, minutes)
    assert at >= start + minutes * MINUTE
    assert hours.after(start, minutes + 1) >= at
