"""Who hears of it: whoever is there, whoever should be, whoever stands in; never nobody."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.domain.test_taxonomy import BERLIN, RULES, at
from warehouse_app.domain.calendars import SHIPPED
from warehouse_app.domain.cutoffs import Timetable
from warehouse_app.domain.people import ROLES as ALL_ROLES
from warehouse_app.domain.rota import Teams, Worker
from warehouse_app.domain.taxonomy import Calendars
from warehouse_app.domain.teams import DESKS, TEAMS

CALENDARS = Calendars(SHIPPED, Timetable(BERLIN, {}, frozenset({"2026-12-25"})))
NOON, SUNDAY = at("2026-06-10 12:00"), at("2026-06-14 12:00")
EVA = Worker(1, "Eva", frozenset({"supervisor"}))
SAM = Worker(2, "Sam", frozenset({"supervisor"}))
ADA = Worker(3, "Ada", frozenset({"admin"}))
ABE = Worker(4, "Abe", frozenset({"admin"}))
STU = Worker(5, "Stu", frozenset({"stock"}))
CAY = Worker(6, "Cay", frozenset({"service"}))
ANA = Worker(7, "Ana", frozenset({"picker"}))


def told(team: str, now: int, *workers: Worker, **members: Any) -> tuple[str, str, list[str]]:
    rules: dict[str, Any] = dict(RULES["team"])
    rules |= {code: {**rules[code], "members": rows} for code, rows in members.items()}
    duty = Teams(rules, workers, CALENDARS).on_duty(team, now)
    return duty.team, duty.how, [worker.name for worker in duty.people]


def here(worker: Worker) -> Worker:
    return replace(worker, is_in=True)


def test_whoever_of_the_team_is_signed_in_hears_of_it() -> None:
    assert told("floor", NOON, here(EVA), SAM, ADA) == ("floor", "in", ["Eva"])
    assert told("floor", SUNDAY, here(EVA), here(SAM)) == ("floor", "in", ["Eva", "Sam"])


def test_nobody_is_signed_in_and_the_team_works_at_this_hour() -> None:
    assert told("service", NOON, CAY, ADA) == ("service", "rota", ["Cay"])


def test_outside_its_hours_and_on_a_holiday_the_one_who_stands_in_hears_of_it() -> None:
    assert told("service", SUNDAY, CAY, ADA) == ("ops", "rota", ["Ada"])
    assert told("stock", SUNDAY, STU, here(EVA), ADA) == ("floor", "in", ["Eva"])
    assert told("stock", at("2026-12-25 12:00"), STU, EVA, ADA) == ("ops", "rota", ["Ada"])


def test_those_the_rota_names_and_nobody_else_of_that_role() -> None:
    rows = [{"person": 2, "hours": "Mon-Fri 06:00-14:00"}, {"person": 1, "hours": "Mon-Fri 14:00-22:00"}]
    assert told("floor", NOON, EVA, SAM, floor=rows) == ("floor", "rota", ["Sam"])
    assert told("floor", at("2026-06-10 14:00"), EVA, SAM, floor=rows) == ("floor", "rota", ["Eva"])
    assert told("floor", NOON, here(EVA), SAM, floor=rows) == ("floor", "in", ["Eva"]), "the other one is there already"
    assert told("floor", NOON, ANA, ADA, floor=rows) == ("ops", "rota", ["Ada"]), "both work here no longer"


def test_a_picker_may_be_on_a_team_and_a_night_has_two_parts() -> None:
    rows = [{"person": 7, "hours": "Mon-Fri 22:00-24:00, Tue-Sat 00:00-06:00"}]
    for when, expected in (("2026-06-09 23:00", "Ana"), ("2026-06-10 05:59", "Ana"), ("2026-06-10 06:00", "Ada")):
        assert told("floor", at(when), ANA, ADA, floor=rows)[2] == [expected], when


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("2026-03-29 01:59", "rota"), ("2026-03-29 03:00", "rota"), ("2026-03-29 04:00", "supervisor"),
        ("2026-10-25 01:59", "rota"), ("2026-10-25 02:30", "rota"), ("2026-10-25 04:00", "supervisor"),
    ],
)  # fmt: skip
def test_on_the_nights_the_clocks_change_the_rota_is_the_one_on_the_wall(when: str, expected: str) -> None:
    rows = [{"person": 7, "hours": "Sun 00:00-04:00"}]
    assert told("floor", at(when), ANA, here(EVA), floor=rows)[1] == expected


def test_an_hour_that_is_there_twice_belongs_to_the_shift_both_times() -> None:
    first = at("2026-10-25 02:30")
    rows = [{"person": 7, "hours": "Sun 02:00-03:00"}]
    assert [told("floor", first + ms, ANA, ADA, floor=rows)[2] for ms in (0, 3_600_000)] == [["Ana"], ["Ana"]]


def test_an_empty_shift_comes_to_any_supervisor_who_is_there_then_to_one_named_admin() -> None:
    nobody = [{"person": 99}]
    assert told("finance", NOON, CAY, here(SAM), ADA, ops=nobody) == ("ops", "supervisor", ["Sam"])
    assert told("finance", NOON, CAY, SAM, ABE, ADA, ops=nobody) == ("ops", "admin", ["Ada"])
    assert told("finance", NOON, CAY, SAM, EVA, ops=nobody) == ("ops", "supervisor", ["Sam", "Eva"])
    assert told("finance", NOON, CAY, ANA) == ("ops", "anybody", ["Cay"])


def test_every_team_has_a_role_and_every_role_of_a_team_is_one() -> None:
    assert set(TEAMS) == set(RULES["team"])
    assert set(DESKS) <= set(ALL_ROLES)


WORKERS = st.lists(st.builds(Worker, st.integers(1, 9), st.just("X"), st.frozensets(st.sampled_from(ALL_ROLES)),
                             st.booleans()), min_size=1, unique_by=lambda worker: worker.id)  # fmt: skip
HOURS = st.sampled_from([None, "", "Mon-Fri 06:00-14:00", "Sun 00:00-24:00", "nonsense", "Mon 08:00-09:00, x"])
MEMBERS = st.lists(st.fixed_dictionaries({"person": st.integers(1, 12), "hours": HOURS}))
TEAM = st.fixed_dictionaries(
    {"calendar": st.sampled_from(["floor", "office", "plain"]), "members": MEMBERS,
     "deputy": st.sampled_from([None, "nowhere", *TEAMS])}
)  # fmt: skip


@given(WORKERS, st.dictionaries(st.sampled_from(list(TEAMS)), TEAM), st.sampled_from([*TEAMS, "nowhere"]),
       st.integers(0, 10**13))  # fmt: skip
def test_while_one_person_works_here_somebody_hears_of_it(
    workers: list[Worker], rules: dict[str, Any], team: str, now: int
) -> None:
    duty = Teams(rules, workers, CALENDARS).on_duty(team, now)
    assert duty.people
    assert set(duty.people) <= set(workers)
