"""The life of a case: taken, handed over, put off, merged, linked, resolved with its cause, and back again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.service.desk import MINUTE, Desk, a_desk
from warehouse_app.domain.case_life import FLAPS, RETURNS_MS
from warehouse_app.domain.cases import Finding
from warehouse_app.service import case_end, case_life
from warehouse_app.service.case_end import Resolve, resolve
from warehouse_app.service.open_case import open_case
from warehouse_app.service.people import remove_person
from warehouse_app.service.ports.people import Person
from warehouse_app.service.raise_by_hand import RaiseCase, raise_case

STOCK, FLOOR = "INV-NEGATIVE", "ORD-STUCK"  # types of the teams stock and floor


@pytest.fixture(params=["sqlite", "postgresql"])
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    url = None if request.param == "sqlite" else request.getfixturevalue("postgres_url")
    with a_desk(tmp_path, url) as made:
        yield made


@pytest.fixture
def stella(desk: Desk) -> Person:
    return desk.people["stock"]


@pytest.fixture
def sam(desk: Desk) -> Person:
    return desk.people["supervisor"]


def test_whoever_takes_a_case_has_answered_it_and_its_other_clock_runs(desk: Desk, stella: Person) -> None:
    case = desk.found("quant|1")
    before = desk.case(case)
    desk.do(lambda uow: case_life.take(case, stella, uow))
    after = desk.case(case)
    assert (before.person, before.answered_at) == (None, None)
    assert (after.taken_by, after.answered_at, after.answer_by) == ("Stella", desk.now, None)
    assert after.due_at == before.due_at
    assert desk.next_at(case) is not None
    desk.do(lambda uow: case_life.take(case, stella, uow))
    assert desk.history(case) == ["opened", "taken"], "taken twice is taken once"


def test_a_case_is_its_teams_its_takers_and_a_supervisors(desk: Desk, stella: Person, sam: Person) -> None:
    case, sergio = desk.found("quant|1"), desk.people["service"]
    assert desk.refusal(lambda uow: case_life.take(case, sergio, uow)) == "case.not_yours"
    desk.do(lambda uow: case_life.hand_to_team(case, "service", sam, uow))
    assert desk.refusal(lambda uow: case_life.take(case, stella, uow)) == "case.not_yours"
    desk.do(lambda uow: case_life.take(case, sergio, uow))
    assert desk.refusal(lambda uow: case_life.comment(case, "I know the bin", stella, uow)) == "done"
    assert desk.history(case) == ["opened", "handed_team", "taken", "commented"]


def test_another_team_answers_it_anew_and_a_person_of_another_team_brings_theirs(desk: Desk, stella: Person) -> None:
    case, fay = desk.found("quant|1"), desk.people["finance"]
    desk.do(lambda uow: case_life.take(case, stella, uow))
    desk.do(lambda uow: case_life.hand_to_team(case, "service", stella, uow))
    row = desk.case(case)
    assert (row.owner, row.person, row.answered_at) == ("service", None, None)
    assert row.answer_by is not None
    assert row.due_at is not None
    assert row.answer_by <= row.due_at
    desk.do(lambda uow: case_life.hand_to_person(case, fay.id, desk.people["service"], uow))
    assert (desk.case(case).owner, desk.case(case).taken_by) == ("finance", "Fay")
    picker = desk.hire("Pia", "picker").id
    for to in (picker, 999):
        assert desk.refusal(lambda uow, to=to: case_life.hand_to_person(case, to, fay, uow)) == "case.to_nobody"  # type: ignore[misc]
    assert desk.refusal(lambda uow: case_life.hand_to_team(case, "knights", fay, uow)) == "case.to_nobody"


def test_what_is_put_off_keeps_its_clocks_and_never_sleeps_past_its_end(desk: Desk, stella: Person) -> None:
    case = desk.found("quant|1")
    before, due_at = desk.next_at(case), desk.case(case).due_at
    assert due_at is not None
    assert desk.refusal(lambda uow: case_life.snooze(case, due_at + 1, stella, uow)) == "case.snooze_long"
    assert desk.refusal(lambda uow: case_life.snooze(case, desk.now, stella, uow)) == "case.snooze_past"
    desk.do(lambda uow: case_life.snooze(case, desk.now + MINUTE, stella, uow))
    assert (desk.next_at(case), desk.case(case).due_at) == (before, due_at)
    desk.do(lambda uow: case_life.wake(case, stella, uow))
    assert desk.case(case).snoozed_until is None


def test_a_case_ends_with_a_root_cause_and_a_severe_one_with_a_known(desk: Desk, stella: Person, sam: Person) -> None:
    low, high = desk.found("quant|1"), desk.found("order|1", FLOOR)
    for cause in ("", "stars"):
        ask = Resolve([low], cause, "", stella)
        assert desk.refusal(lambda uow, ask=ask: resolve(ask, uow)) == "case.no_cause"  # type: ignore[misc]
    assert desk.refusal(lambda uow: resolve(Resolve([high], "unknown", "", sam), uow)) == "case.cause_unknown"
    desk.do(lambda uow: resolve(Resolve([low], "unknown", "", stella), uow))
    desk.do(lambda uow: resolve(Resolve([high], "rule", "wave rule mended", sam), uow))
    assert (desk.case(low).cause, desk.case(high).cause, desk.case(high).why) == ("unknown", "rule", "wave rule mended")
    assert desk.history(high) == ["opened", "cause", "resolved"]
    assert desk.refusal(lambda uow: resolve(Resolve([low], "rule", "", stella), uow)) == "case.over"


def test_many_of_one_type_end_together_or_not_at_all(desk: Desk, sam: Person) -> None:
    same = [desk.found(f"quant|{n}") for n in range(3)]
    other = desk.found("order|1", FLOOR)
    assert desk.refusal(lambda uow: resolve(Resolve([*same, other], "rule", "", sam), uow)) == "case.not_alike"
    assert desk.refusal(lambda uow: resolve(Resolve([], "rule", "", sam), uow)) == "case.none_chosen"
    assert len(desk.open()) == 4
    assert desk.do(lambda uow: resolve(Resolve(same, "counted", "", sam), uow)) == 3
    assert [row.id for row in desk.open()] == [other]


def test_what_is_found_for_a_merged_case_goes_to_the_one_it_was_merged_into(desk: Desk, stella: Person) -> None:
    first, second = desk.found("quant|1"), desk.found("quant|2")
    into = desk.now_of(second).number
    assert desk.do(lambda uow: case_end.merge(first, into[:-2], stella, uow)) == second, "also without its check sign"
    assert desk.do(lambda uow: uow.cases.is_open(f"{STOCK}|quant|1"))
    assert desk.found("quant|1") == second
    desk.gone("quant|1")
    assert [row.id for row in desk.open()] == [second]
    desk.gone("quant|2")
    assert desk.found("quant|1") == second, "its finding is still there: it is open again"
    assert desk.history(first)[-1] == "merged"
    assert "again_merged" in desk.history(second)
    beside = desk.store.read(lambda views: views.case_life.beside(second))
    assert [(one.id, one.how) for one in beside] == [(first, "merged")]


def test_what_the_floor_still_needs_is_not_merged(desk: Desk, sam: Person) -> None:
    other = desk.now_of(desk.found("quant|1")).number
    wants = {"FUL-SHORT": "case.by_answer", "INV-DIFF": "case.not_merged"}
    for type_, refused in wants.items():
        case = desk.found("line|1", type_)
        assert desk.refusal(lambda uow, case=case: case_end.merge(case, other, sam, uow)) == refused  # type: ignore[misc]
    held = desk.found("hold|1", "PAY-FRAUD")
    own = desk.now_of(held).number
    assert desk.refusal(lambda uow: case_end.merge(held, other, sam, uow)) == "case.by_let_go"
    assert desk.refusal(lambda uow: resolve(Resolve([held], "rule", "", sam), uow)) == "case.by_let_go"
    assert desk.refusal(lambda uow: case_end.merge(held, own, sam, uow)) == "case.no_such"


def test_a_finding_that_returns_opens_the_same_case_and_after_a_week_a_new_one(desk: Desk) -> None:
    case = desk.found("quant|1")
    desk.gone("quant|1")
    desk.now += RETURNS_MS - MINUTE
    assert desk.found("quant|1") == case
    row = desk.case(case)
    assert row.due_at is not None
    assert row.due_at > desk.now, "its clocks run anew"
    assert desk.history(case) == ["opened", "resolved", "returned", "again"]
    assert desk.store.read(lambda views: views.case_life.more(case))["reopened"] == 1
    desk.gone("quant|1")
    desk.now += RETURNS_MS
    assert desk.found("quant|1") != case


def test_a_finding_that_comes_and_goes_stays_open_and_says_so_once(desk: Desk) -> None:
    case = desk.found("quant|1")
    for _ in range(FLAPS + 3):
        desk.gone("quant|1")
        desk.now += MINUTE
        assert desk.found("quant|1") == case
    assert desk.history(case).count("resolved") == FLAPS
    assert desk.history(case).count("flaps") == 1
    desk.now += 60 * MINUTE
    desk.gone("quant|1")
    assert desk.open() == [], "once it is quiet it goes by itself"


def test_a_person_opens_a_case_again_and_never_beside_another_of_its_finding(desk: Desk, stella: Person) -> None:
    case = desk.found("quant|1")
    assert desk.refusal(lambda uow: case_end.reopen(case, "no", stella, uow)) == "case.is_open"
    desk.do(lambda uow: resolve(Resolve([case], "counted", "", stella), uow))
    assert desk.refusal(lambda uow: case_end.reopen(case, " ", stella, uow)) == "case.comment"
    desk.do(lambda uow: case_end.reopen(case, "still wrong", stella, uow))
    row = desk.case(case)
    assert (row.status, row.owner, row.cause) == ("open", "stock", None)
    assert desk.next_at(case) is not None
    desk.do(lambda uow: resolve(Resolve([case], "counted", "", stella), uow))
    desk.now += RETURNS_MS
    desk.found("quant|1")
    assert desk.refusal(lambda uow: case_end.reopen(case, "this one", stella, uow)) == "case.open_already"


def test_an_order_problem_and_an_inventory_problem_of_one_event_are_linked(desk: Desk) -> None:
    def both(type_: str) -> int:
        return desk.do(lambda uow: open_case(Finding(f"{type_}|of|1", type_, desk.w, event="e" * 32), uow))

    order, bin_ = both("FUL-KIT"), both("INV-BIN")
    assert [one.id for one in desk.store.read(lambda views: views.case_life.beside(order))] == [bin_]
    alone = both("FUL-WRONG")
    assert [one.id for one in desk.store.read(lambda views: views.case_life.beside(alone))] == [bin_]


def test_what_somebody_had_taken_is_their_teams_again_when_they_leave(desk: Desk, stella: Person) -> None:
    case = desk.found("quant|1")
    desk.do(lambda uow: case_life.take(case, stella, uow))
    desk.do(lambda uow: remove_person(str(stella.id), uow))
    row = desk.case(case)
    assert (row.owner, row.person, row.answered_at) == ("stock", None, None)
    assert row.answer_by is not None
    assert desk.history(case)[-1] == "owner_left"


def test_somebody_of_the_office_raises_an_exception_about_an_order_once(desk: Desk) -> None:
    sergio = desk.people["service"]
    said = RaiseCase("CUS-ADDRESS", " s00001 ".upper(), "no house number", sergio)
    made = desk.do(lambda uow: raise_case(said, uow))
    row = desk.case(made.case)
    assert (row.owner, row.facts["order"], row.facts["words"]) == ("service", "S00001", "no house number")
    assert row.transfer is not None
    assert row.due_at is not None
    assert desk.refusal(lambda uow: raise_case(said, uow)) == "case.duplicate"
    other = RaiseCase("CUS-DATA", "WH/OUT/00001", "", sergio)
    assert desk.refusal(lambda uow: raise_case(other, uow)) == "case.duplicate"
    sure = RaiseCase("CUS-DATA", "WH/OUT/00001", "", sergio, sure=True)
    assert desk.do(lambda uow: raise_case(sure, uow)).is_new
    again = RaiseCase("CUS-ADDRESS", "S00001", "and no town", sergio, sure=True)
    told = desk.do(lambda uow: raise_case(again, uow))
    assert (told.case, told.is_new) == (made.case, False)
    assert desk.history(made.case) == ["opened", "commented"]


def test_an_exception_in_free_words_needs_words_and_a_type(desk: Desk) -> None:
    sergio = desk.people["service"]
    wrong = {
        "case.no_type": RaiseCase("FUL-SHORT", "", "x", sergio),
        "case.no_words": RaiseCase("ORD-STUCK", " ", " ", sergio),
        "case.no_about": RaiseCase("ORD-STUCK", "S99999", "x", sergio),
        "case.comment": RaiseCase("ORD-STUCK", "", "x" * 1001, sergio),
    }
    for key, said in wrong.items():
        assert desk.refusal(lambda uow, said=said: raise_case(said, uow)) == key  # type: ignore[misc]
    first = desk.do(lambda uow: raise_case(RaiseCase("ORD-SYNC", "", "the shop is silent", sergio), uow))
    about = RaiseCase("ORD-STUCK", first.number, "comes of that", sergio)
    second = desk.do(lambda uow: raise_case(about, uow))
    assert [one.id for one in desk.store.read(lambda views: views.case_life.beside(first.case))] == [second.case]
