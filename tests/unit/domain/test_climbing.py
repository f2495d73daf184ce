"""Which rung is next and when: over the nights the clocks change, holidays, weekends and trucks."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from tests.unit.domain.test_taxonomy import BERLIN, CALENDARS, RULES, at
from warehouse_app.domain.cases import MINUTE, Finding
from warehouse_app.domain.climbing import ANSWER, DAILY, RESOLVE, CaseClock, rung_at, step_of
from warehouse_app.domain.taxonomy import rungs_of, terms, type_of


def clock(type_: str, start: int, **more: object) -> CaseClock:
    """A case of this type that was opened then."""
    kind = type_of(type_, RULES["case_type"])
    ladder = rungs_of(RULES["ladder"][kind.ladder]["rungs"])
    found = terms(Finding(f"{type_}|x|1", type_, 1), kind, ladder, CALENDARS, start)
    known = {
        "id": 1, "w": 1, "number": "C-1", "type": type_, "owner": found.owner, "status": "open", "since": start,
        "answered_at": None, "answer_by": found.answer_by, "due_at": found.due_at, "rung": 0,
        "next_at": found.next_at, "snoozed_until": None, "facts": {},
    }  # fmt: skip
    return CaseClock(**(known | more))  # type: ignore[arg-type]


def rungs(case: CaseClock) -> list[tuple[str, str]]:
    """Who hears of it, and when the rung is due on the wall in Berlin; up to the first day above the last."""
    kind = type_of(case.type, RULES["case_type"])
    ladder = rungs_of(RULES["ladder"][kind.ladder]["rungs"])
    found, due = [], rung_at(case, 1, kind, ladder, CALENDARS)
    while due is not None:
        step = step_of(case, kind, ladder, CALENDARS, due)
        found.append((step.who, datetime.fromtimestamp(due / 1000, BERLIN).strftime("%a %d %H:%M")))
        case = replace(case, rung=step.rung)
        due = None if step.is_last else step.next_at
    return found


@pytest.mark.parametrize(
    ("type_", "start", "expected"),
    [
        ("FUL-SCAN", "2026-06-10 10:00",
         [("floor", "Wed 10 10:07"), ("ops", "Wed 10 10:15"), ("rule", "Wed 10 10:22")]),
        # The floor closes at ten on Saturday: the rest of its minutes are Monday's, past the night in March.
        ("FUL-SCAN", "2026-03-28 21:50",
         [("floor", "Sat 28 21:57"), ("ops", "Mon 30 06:05"), ("rule", "Mon 30 06:12")]),
        ("FUL-SCAN", "2026-10-24 21:50",
         [("floor", "Sat 24 21:57"), ("ops", "Mon 26 06:05"), ("rule", "Mon 26 06:12")]),
        # Four office hours from Friday three o'clock; three of them are Monday's.
        ("PAY-CAPTURE", "2026-10-23 17:00", [("service", "Mon 26 11:00"), ("ops", "Mon 26 13:00")]),
        ("PAY-CAPTURE", "2026-03-27 17:00", [("service", "Mon 30 11:00"), ("ops", "Mon 30 13:00")]),
        # Christmas Day is a Friday.
        ("PAY-CAPTURE", "2026-12-24 17:00", [("service", "Mon 28 11:00"), ("ops", "Mon 28 13:00")]),
        # A plain clock knows no night: fifteen and thirty minutes.
        ("ORD-SYNC", "2026-10-25 01:50", [("floor", "Sun 25 02:05"), ("ops", "Sun 25 02:20")]),
        ("RET-DEVIATION", "2026-06-10 08:00",
         [("service", "Wed 10 11:00"), ("ops", "Wed 10 12:00"), ("ops", "Wed 10 16:00")]),
    ],
)  # fmt: skip
def test_the_right_team_hears_at_the_right_time(type_: str, start: str, expected: list[tuple[str, str]]) -> None:
    assert rungs(clock(type_, at(start))) == expected


def test_answered_the_rungs_are_climbed_anew_on_the_way_to_the_truck() -> None:
    ten, one = at("2026-06-10 10:00"), at("2026-06-10 13:00")
    case = clock("FUL-SHORT", ten, due_at=one)
    assert case.phase == ANSWER
    taken = replace(case, answered_at=ten, answer_by=None)
    assert taken.phase == RESOLVE
    assert rungs(taken) == [("floor", "Wed 10 11:30"), ("ops", "Wed 10 13:00"), ("rule", "Wed 10 14:30")]


def test_whose_truck_has_left_has_the_time_to_the_next_one() -> None:
    late = at("2026-06-10 15:30")
    case = clock("FUL-SHORT", late, due_at=at("2026-06-10 14:40"), answered_at=late)
    case = replace(case, facts={"carrier": "DHL", "cutoff_at": at("2026-06-10 15:00")})
    assert rungs(case)[1] == ("ops", "Thu 11 14:40")


def test_above_the_last_rung_it_is_ops_a_day_later() -> None:
    case, now = clock("FUL-SCAN", at("2026-06-10 10:00"), rung=3), at("2026-06-12 10:00")
    kind = type_of("FUL-SCAN", RULES["case_type"])
    ladder = rungs_of(RULES["ladder"]["L-FLOOR"]["rungs"])
    step = step_of(case, kind, ladder, CALENDARS, now)
    assert (step.rung, step.who, step.is_last, step.next_at) == (4, "ops", True, now + DAILY)
    nothing = step_of(case, kind, [], CALENDARS, now)
    assert (nothing.who, nothing.next_at) == ("ops", now + DAILY)


def test_asleep_no_longer_than_it_may_take() -> None:
    now = at("2026-06-10 10:00")
    due = clock("FUL-SCAN", now).due_at or 0
    for until, expected in ((None, None), (now, None), (now + MINUTE, now + MINUTE), (due + MINUTE, due)):
        assert clock("FUL-SCAN", now, snoozed_until=until).sleeps_until(now) == expected
    assert clock("FUL-SCAN", now, snoozed_until=due + MINUTE).sleeps_until(due) is None
