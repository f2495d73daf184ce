"""Types of exceptions: whose, how bad, how long, and who hears of it next."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from warehouse_app.domain.calendars import SHIPPED
from warehouse_app.domain.cases import MINUTE, PACK_BUFFER, Finding
from warehouse_app.domain.cutoffs import Timetable
from warehouse_app.domain.taxonomy import (
    BLOCKS,
    CATEGORIES,
    SEVERITIES,
    Calendars,
    CaseType,
    is_clock,
    rungs_of,
    terms,
    type_of,
)
from warehouse_app.service.shipped_types import shipped_types

BERLIN = ZoneInfo("Europe/Berlin")
HOLIDAY = frozenset({"2026-12-25"})
CALENDARS = Calendars(SHIPPED, Timetable(BERLIN, {"DHL": dict.fromkeys(range(5), 15 * 60)}, HOLIDAY))
LADDER = rungs_of(["owner:0%", "floor:50%", "ops:100%"])
RULES = {
    kind: {code: body for other, code, _, body in shipped_types() if other == kind}
    for kind in ("case_type", "team", "ladder", "cause")
}


def at(text: str) -> int:
    """ms UTC of a time on the wall in Berlin."""
    return int(datetime.fromisoformat(text).replace(tzinfo=BERLIN).astimezone(UTC).timestamp() * 1000)


def test_every_type_shipped_has_owners_clocks_and_a_ladder_that_there_are() -> None:
    assert {code[:3] for code in RULES["case_type"]} == set(CATEGORIES)
    for code, body in RULES["case_type"].items():
        kind = type_of(code, RULES["case_type"])
        assert kind.severity in SEVERITIES, code
        assert kind.blocks in BLOCKS, code
        assert {kind.owner, kind.deputy} <= set(RULES["team"]), code
        assert is_clock(kind.answer), code
        assert is_clock(kind.resolve), code
        assert rungs_of(RULES["ladder"][kind.ladder]["rungs"])[0].who == "owner", code
        assert body["rank"]


def test_every_team_but_the_last_has_a_deputy_and_all_ways_end_with_the_operations_manager() -> None:
    for code in RULES["team"]:
        seen = [code]
        while (deputy := RULES["team"][seen[-1]]["deputy"]) is not None:
            assert deputy not in seen
            seen.append(deputy)
        assert seen[-1] == "ops"


def test_a_type_nobody_has_described_is_the_floor_s() -> None:
    assert type_of("FUL-NEW", {}) == CaseType("FUL-NEW")
    assert type_of("FUL-NEW", {}).owner == "floor"


@pytest.mark.parametrize(
    ("clock", "start", "end"),
    [
        ("F30", "2026-11-28T21:50", "2026-11-30T06:20"),  # Saturday night to Monday morning
        ("O4h", "2026-11-27T16:00", "2026-11-30T10:00"),  # Friday afternoon to Monday
        ("O1d", "2026-12-24T12:00", "2026-12-28T12:00"),  # over a holiday and a weekend
        ("C15m", "2026-11-28T23:55", "2026-11-29T00:10"),
        ("C1d", "2026-03-28T12:00", "2026-03-29T13:00"),  # 24 hours, over the night that is an hour shorter
        ("F60", "2026-10-24T21:30", "2026-10-26T06:30"),  # over the night that is an hour longer
    ],
)
def test_a_clock_runs_while_its_calendar_works(clock: str, start: str, end: str) -> None:
    assert CALENDARS.at(clock, at(start), None) == at(end)


def test_the_truck_s_clock_ends_with_time_to_pack_and_a_lost_truck_gives_way_to_the_next() -> None:
    cutoff, now = at("2026-11-27T15:00"), at("2026-11-27T13:00")
    assert CALENDARS.truck("DHL", cutoff, now) == cutoff - PACK_BUFFER
    assert CALENDARS.truck("DHL", cutoff, cutoff - MINUTE) == at("2026-11-30T15:00") - PACK_BUFFER
    assert CALENDARS.truck("DHL", None, now) == cutoff - PACK_BUFFER
    assert CALENDARS.truck("bicycle", None, now) is None


def test_a_case_is_more_severe_when_the_truck_is_near() -> None:
    kind, cutoff = type_of("FUL-SHORT", RULES["case_type"]), at("2026-11-27T15:00")
    finding = Finding("FUL-SHORT|line|1", "FUL-SHORT", 1, cutoff)
    early = terms(finding, kind, LADDER, CALENDARS, at("2026-11-27T10:00"))
    late = terms(finding, kind, LADDER, CALENDARS, at("2026-11-27T14:00"))
    assert (early.severity, late.severity) == ("high", "critical")
    assert early.due_at == late.due_at == cutoff - PACK_BUFFER
    assert early.answer_by == at("2026-11-27T10:05")
    assert early.next_at == at("2026-11-27T10:02") + 30_000


def test_a_rung_waits_for_the_morning_too() -> None:
    kind = type_of("ORD-PRICE", RULES["case_type"])  # one hour of the office's
    finding = Finding("ORD-PRICE|order|1", "ORD-PRICE", 1)
    found = terms(finding, kind, rungs_of(["owner:0%", "deputy:50%"]), CALENDARS, at("2026-11-27T17:45"))
    assert found.answer_by == at("2026-11-30T08:45")
    assert found.next_at == at("2026-11-30T08:15")


def test_what_the_finding_says_itself_comes_first() -> None:
    kind, now = type_of("ORD-INCOMPLETE", RULES["case_type"]), at("2026-11-27T10:00")
    finding = Finding("k", "ORD-INCOMPLETE", 1, owner="finance", severity="low", due_at=now + MINUTE)
    found = terms(finding, kind, LADDER, CALENDARS, now)
    assert (found.owner, found.severity, found.due_at, found.answer_by) == (
        "finance",
        "low",
        now + MINUTE,
        now + MINUTE,
    )
    assert found.category == "order"


def test_above_the_last_rung_there_is_none_and_minutes_are_minutes() -> None:
    ladder = rungs_of(["owner:0%", "floor:15m"])
    assert CALENDARS.rung_at(ladder, 1, "O1d", 0, 9 * MINUTE) == 15 * MINUTE
    assert CALENDARS.rung_at(ladder, 2, "O1d", 0, 9 * MINUTE) is None


@pytest.mark.parametrize("text", ["owner", "owner:", "owner:50", "Owner:50%", "owner:50%;"])
def test_what_is_no_rung_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=text):
        rungs_of([text])
