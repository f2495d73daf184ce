"""Rules that may be changed: what is wrong with them is said, what is right comes through a form and a file whole."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

import pytest

from warehouse_app.domain.cases import MINUTE
from warehouse_app.domain.cutoffs import Timetable
from warehouse_app.domain.retiming import OpenCase, retimed
from warehouse_app.domain.rule_checks import Book
from warehouse_app.domain.rule_form import Change, differs, from_file, from_form, to_file, to_form, with_changes
from warehouse_app.domain.rulebook import FIELDS, problems
from warehouse_app.service.shipped_rules import shipped

BOOK: Book = {kind: {code: body for other, code, _, body in shipped() if other == kind} for kind in FIELDS}
PEOPLE = {7, 8}
DAYS = Timetable(ZoneInfo("UTC"), {}, frozenset())
MONDAY = 1_780_300_800_000  # 2026-06-01 08:00


def changed(rule: str, code: str, **values: Any) -> Book:
    return with_changes(BOOK, [(rule, code, dict(BOOK[rule][code]) | values)])


def keys(book: Book) -> list[str]:
    return [one.key for one in problems(book, PEOPLE)]


def test_what_is_shipped_is_right() -> None:
    assert keys(BOOK) == []


@pytest.mark.parametrize(
    ("kind", "code", "values", "key"),
    [
        ("case_type", "FUL-SHORT", {"owner": "nobody"}, "rule.owner"),
        ("case_type", "FUL-SHORT", {"owner": None}, "rule.owner"),
        ("case_type", "FUL-SHORT", {"owner": ["floor"]}, "rule.owner"),
        ("case_type", "FUL-SHORT", {"severity": "bad"}, "rule.severity"),
        ("case_type", "FUL-SHORT", {"answer": "soon"}, "rule.clock"),
        ("case_type", "FUL-SHORT", {"resolve": 5}, "rule.clock"),
        ("case_type", "FUL-SHORT", {"ladder": "L-NONE"}, "rule.ladder"),
        ("case_type", "FUL-SHORT", {"customer": "<b>x</b>"}, "rule.customer"),
        ("team", "stock", {"calendar": "moon"}, "rule.calendar"),
        ("team", "stock", {"deputy": "nobody"}, "rule.deputy"),
        ("team", "stock", {"deputy": None}, "rule.no_end"),
        ("team", "stock", {"members": [{"person": 9}]}, "rule.person"),
        ("team", "stock", {"members": [{"person": True}]}, "rule.person"),
        ("team", "stock", {"members": "everybody"}, "rule.members"),
        ("team", "stock", {"members": [{"person": 7, "hours": "late"}]}, "rule.member_hours"),
        ("team", "stock", {"members": [{"person": 7, "hours": 6}]}, "rule.member_hours"),
        ("hours", "floor", {"week": "daily"}, "rule.week"),
        ("ladder", "L-FLOOR", {"rungs": []}, "rule.ladder_owner"),
        ("ladder", "L-FLOOR", {"rungs": ["floor:0%", "ops:50%"]}, "rule.ladder_owner"),
        ("ladder", "L-FLOOR", {"rungs": ["owner:0%", "moon:50%"]}, "rule.rung_team"),
        ("ladder", "L-FLOOR", {"rungs": ["owner:0%", "ops:50%", "floor:20%"]}, "rule.rung_order"),
        ("ladder", "L-FLOOR", {"rungs": ["owner:0%", "ops:50%", "floor:20m"]}, "rule.rung_order"),
        ("ladder", "L-FLOOR", {"rungs": ["owner"]}, "rule.rung"),
        ("ladder", "L-FLOOR", {"rungs": "owner:0%"}, "rule.rung"),
        ("cause", "unknown", {"kind": "luck"}, "rule.kind"),
        ("reason", "RC-EMPTY", {"count": "maybe"}, "rule.count"),
        ("detector", "DT-WAVE", {"minutes": 0}, "rule.minutes"),
        ("detector", "DT-WAVE", {"minutes": "ten"}, "rule.minutes"),
        ("detector", "DT-WAVE", {"on": "yes"}, "rule.on"),
    ],
)
def test_what_is_wrong_is_named(kind: str, code: str, values: dict[str, Any], key: str) -> None:
    (problem,) = problems(changed(kind, code, **values), PEOPLE)[:1]
    assert (problem.key, problem.kind) == (key, kind)
    assert len(str(problem.facts.get("value", ""))) <= 80


def test_deputies_that_go_round_in_a_circle_are_refused_with_the_circle() -> None:
    found = problems(changed("team", "floor", deputy="stock"), PEOPLE)
    assert {one.key for one in found} == {"rule.circle"}
    assert "floor → stock → floor" in [one.facts["value"] for one in found]


@pytest.mark.parametrize(("kind", "code"), [(kind, code) for kind in BOOK for code in list(BOOK[kind])[:3]])
def test_a_form_that_is_sent_as_it_was_shown_changes_nothing(kind: str, code: str) -> None:
    body = BOOK[kind][code]
    assert differs(kind, body, from_form(kind, body, to_form(kind, body), PEOPLE)) == []


def test_members_and_their_hours_come_from_the_form_and_only_people_who_work_here() -> None:
    texts = to_form("team", BOOK["team"]["stock"]) | {"member7": "1", "hours7": " Mon-Fri 06:00-14:00 ", "member9": "1"}
    body = from_form("team", BOOK["team"]["stock"], texts, PEOPLE)
    assert body["members"] == [{"person": 7, "hours": "Mon-Fri 06:00-14:00"}]
    assert to_form("team", body)["hours7"] == "Mon-Fri 06:00-14:00"
    assert keys(with_changes(BOOK, [("team", "stock", body)])) == []


def test_a_file_comes_back_as_it_went_and_says_only_what_differs() -> None:
    assert from_file(to_file(BOOK), BOOK) == ([], [])
    loaded = to_file(changed("case_type", "FUL-SHORT", owner="stock"))
    changes, wrong = from_file(loaded, BOOK)
    assert wrong == []
    assert [(kind, code, body["owner"], body["rank"]) for kind, code, body in changes] == [
        ("case_type", "FUL-SHORT", "stock", BOOK["case_type"]["FUL-SHORT"]["rank"])
    ]


@pytest.mark.parametrize(
    ("loaded", "key"),
    [
        (None, "rules.schema"),
        ([], "rules.schema"),
        ({"schema": 2, "rules": {}}, "rules.schema"),
        ({"schema": 1, "rules": {"moon": {}}}, "rule.unknown"),
        ({"schema": 1, "rules": {"team": {"<b>": {}}}}, "rule.unknown"),
        ({"schema": 1, "rules": {"team": {"stock": "x"}}}, "rule.fields"),
        ({"schema": 1, "rules": {"team": {"stock": {"rank": 1}}}}, "rule.fields"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_whole(loaded: Any, key: str) -> None:
    changes, (problem,) = from_file(loaded, BOOK)
    assert (changes, problem.key) == ([], key)


def short(**values: Any) -> OpenCase:
    """As `open_case` made it: five floor minutes to answer, no truck, so four hours."""
    known: dict[str, Any] = {
        "id": 1, "number": "C-1", "type": "FUL-SHORT", "key": "k", "w": 1, "owner": "floor", "severity": "high",
        "cutoff_at": None, "facts": {}, "opened_at": MONDAY, "answered_at": None, "answer_by": MONDAY + 5 * MINUTE,
        "due_at": MONDAY + 240 * MINUTE, "next_at": MONDAY + 150_000, "rung": 0,
    }  # fmt: skip
    return OpenCase(**known | values)


def follow(case: OpenCase, *changes: Change) -> dict[str, Any]:
    return next((values for _, values in retimed([case], BOOK, with_changes(BOOK, changes), DAYS)), {})


def test_an_open_case_follows_a_changed_rule_but_not_where_somebody_said_otherwise() -> None:
    slower: Change = (
        "case_type",
        "FUL-SHORT",
        dict(BOOK["case_type"]["FUL-SHORT"]) | {"answer": "F20", "owner": "stock"},
    )
    assert follow(short(), slower) == {
        "owner": "stock", "answer_by": MONDAY + 20 * MINUTE, "next_at": MONDAY + 10 * MINUTE,
    }  # fmt: skip
    assert follow(short(owner="service"), slower).keys() == {"answer_by", "next_at"}
    answered = short(answered_at=MONDAY + MINUTE, next_at=None)
    assert follow(answered, slower) == {"owner": "stock"}
    assert follow(short(type="INV-BIN"), slower) == {}


def test_other_hours_and_other_ladders_move_the_clocks_too() -> None:
    late: Change = ("hours", "floor", {"week": "Mon-Sat 10:00-22:00"})
    assert follow(short(), late)["answer_by"] == MONDAY + 125 * MINUTE
    higher: Change = ("ladder", "L-FLOOR", {"rungs": ["owner:0%", "ops:80%"]})
    assert follow(short(), higher) == {"next_at": MONDAY + 4 * MINUTE}
