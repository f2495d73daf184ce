"""Exceptions in Odoo, from both sides: raised and closed on the floor, done and removed there; on a bad line too."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from typing import Any, cast

import pytest
from sqlalchemy import update

from tests.contract.cases_there import Seen
from tests.contract.losing import LosesEachAnswerOnce
from tests.worker.conftest import ground_of
from tests.worker.supervisor import answer, short_of
from tests.worker.yard import Clock, Ground, Yard
from warehouse_app.domain.cases import Finding
from warehouse_app.domain.errors import Refused
from warehouse_app.domain.evidence import Photo
from warehouse_app.service.case_end import Done, close_by_hand
from warehouse_app.service.escalate import climb_late
from warehouse_app.service.keep_evidence import show_case
from warehouse_app.service.look_at_mended import look_at_mended
from warehouse_app.service.look_at_todos import look_at_todos
from warehouse_app.service.mend import Hands, Mend, mend
from warehouse_app.service.open_case import open_case
from warehouse_app.service.ports.floor import CaseNow
from warehouse_app.service.ports.odoo import Document, Odoo, OdooOffice
from warehouse_app.service.ports.people import Person
from warehouse_app.service.ports.store import Store
from warehouse_app.service.shipped_rules import ship_rules
from warehouse_app.store import tables as t

EIGHT = "INV-GOODS ORD-CHANGED PAY-CAPTURE CUS-ADDRESS FUL-SCAN SHP-LABEL RET-DEVIATION FIN-REFUND".split()  # noqa: SIM905
HOSTILE = "<script>alert(1)</script> ^XZ שלום 🦺"


def sam(yard: Ground, user: int | None = None) -> Person:
    def come(uow):  # type: ignore[no-untyped-def]
        return uow.people.by_badge("B-S") or uow.people.add(yard.w, "Sam", "B-S", None, None, user, ["supervisor"])

    found: Person = yard.store.write(come)
    return found


def raise_case(yard: Ground, on: int | None, type_: str = "CUS-ADDRESS", **facts: str) -> int:
    """A case about a transfer (our id)."""
    finding = Finding(f"{type_}|test|{on}", type_, yard.w, transfer=on, facts={"wave": "", "order": "S1"} | facts)
    yard.store.write(ship_rules)
    return yard.store.write(lambda uow: open_case(finding, uow))


def close(yard: Ground, case: int, note: str = "called the customer") -> None:
    by = sam(yard)
    yard.store.write(lambda uow: close_by_hand(Done(case, "picked", note, by), uow))


def case_of(yard: Ground, case: int) -> CaseNow:
    found = yard.store.write(lambda uow: uow.cases.get(case))
    assert found is not None
    return found


def history(yard: Ground, case: int) -> list[str]:
    return [step.kind for step in yard.store.read(lambda views: views.case_steps([case]))]


def todo_id(yard: Ground, case: int) -> int:
    found = yard.store.write(lambda uow: uow.mirror.case(case))
    assert found is not None
    assert found.mirrored is not None
    assert found.mirrored.todo is not None
    return found.mirrored.todo


def active(seen: Iterable[Seen]) -> list[bool]:
    return [one.active for one in seen]


@pytest.fixture(params=["double-1", "double-3", pytest.param("real-1", marks=pytest.mark.xdist_group("real-odoo"))])
def ground(request: pytest.FixtureRequest, sqlite_store: Store, clock: Clock) -> Ground:
    """One real shop is enough: how many steps it has is all the same to a to-do."""
    return ground_of(request, sqlite_store, clock)


@pytest.fixture
def here(ground: Ground) -> tuple[Ground, Document, int]:
    """One order, pulled: the ground, its transfer in Odoo, and our id."""
    name = ground.order({0: 2})
    ground.open()
    floor = ground.floor(name)
    return ground, Document("transfer", floor.odoo_id), floor.id


Here = tuple[Ground, Document, int]


def test_a_case_of_the_floor_is_a_to_do_while_it_is_open_and_one_note_when_it_is_over(here: Here) -> None:
    ground, on, own = here
    case = raise_case(ground, own)
    ground.settle()
    (seen,) = ground.rig.there.todos(on)
    assert case_of(ground, case).number in seen.summary
    assert seen.active
    close(ground, case, HOSTILE)
    ground.settle()
    (seen,) = ground.rig.there.todos(on)
    assert (seen.active, HOSTILE in seen.feedback) == (False, True)
    with_words = [text for text in ground.rig.there.notes(on) if HOSTILE in text]
    assert ["odoo.case_note" in text for text in with_words] in ([True, False], [False, True])  # and Odoo's own


def test_all_eight_categories_are_shown_climb_are_mended_and_closed_from_both_sides_though_each_answer_is_lost(
    here: Here,
) -> None:
    ground, on, own = here
    ground.port = cast(Odoo, LosesEachAnswerOnce(ground.port))
    office = cast(OdooOffice, LosesEachAnswerOnce(ground.rig.office))
    cases = [raise_case(ground, own, type_, words=f"{type_} {HOSTILE}") for type_ in EIGHT]
    ground.settle()
    assert active(ground.rig.there.todos(on)) == [True] * 8
    for _ in range(3):
        ground.clock.now += 3 * 24 * 3600 * 1000
        ground.store.write(lambda uow: climb_late(ground.w, uow))
    assert all("climbed" in history(ground, case) for case in cases)
    ground.settle()
    mended = Mend(cases[EIGHT.index("CUS-ADDRESS")], sam(ground), {"street": "Hafenstraße 9 <b>"})
    assert look_at_mended(ground.holding, ground.port) == 0
    hands = Hands(ground.store, ground.port, office)
    with pytest.raises(Refused, match=r"mend\.unknown"):
        mend(mended, hands)
    mend(mended, hands)
    assert ground.rig.there.address(on.odoo_id)["street"] == "Hafenstraße 9 <b>"
    assert look_at_mended(ground.holding, ground.port) == 1
    for case in cases[:4]:
        if case != mended.case:
            close(ground, case)
    for case in cases[4:]:
        ground.rig.there.someone_does(todo_id(ground, case), "done here")
    assert look_at_todos(ground.holding, ground.port) == 4
    ground.settle()
    assert {case_of(ground, case).status for case in cases} == {"resolved"}
    assert active(ground.rig.there.todos(on)) == [False] * 8
    assert sum("odoo.case_note" in text for text in ground.rig.there.notes(on)) == 8


@pytest.fixture
def floor(sqlite_store: Store, clock: Clock) -> tuple[Yard, Document, int]:
    return with_an_order(Yard(sqlite_store, clock))


def with_an_order(yard: Yard) -> tuple[Yard, Document, int]:
    name = yard.order({0: 2})
    yard.open()
    found = yard.floor(name)
    return yard, Document("transfer", found.odoo_id), found.id


Floor = tuple[Yard, Document, int]


def test_what_is_done_in_odoo_is_over_here_with_the_words_that_were_said_there(floor: Floor) -> None:
    yard, on, own = floor
    case = raise_case(yard, own)
    yard.settle()
    yard.rig.there.someone_does(todo_id(yard, case), "Telephoned, <b>new</b> street")
    assert look_at_todos(yard.holding, yard.port) == 1
    now = case_of(yard, case)
    assert now.status == "resolved"
    assert history(yard, case) == ["opened", "odoo_done", "resolved"]
    steps = yard.store.read(lambda views: views.case_steps([case]))
    assert steps[1].facts["words"] == "Telephoned, <b>new</b> street"
    assert steps[1].facts["by"]
    yard.settle()
    assert active(yard.rig.there.todos(on)) == [False]
    assert look_at_todos(yard.holding, yard.port) == 0


def test_answers_that_are_lost_leave_one_to_do_and_one_note(yard: Yard) -> None:
    yard, on, own = with_an_order(yard)
    yard.port = cast(Odoo, LosesEachAnswerOnce(yard.port))
    case = raise_case(yard, own)
    yard.settle()
    close(yard, case)
    yard.settle()
    assert active(yard.rig.there.todos(on)) == [False]
    assert sum("odoo.case_note" in text for text in yard.rig.there.notes(on)) == 1


def test_what_opens_and_closes_within_the_flush_leaves_no_trace_in_odoo(floor: Floor) -> None:
    yard, on, own = floor
    case = raise_case(yard, own)
    yard.run(10)
    close(yard, case)
    yard.settle()
    assert (yard.rig.there.todos(on), yard.rig.there.notes(on)) == ([], [])


def test_a_to_do_whose_making_nobody_noted_is_done_with_its_case(floor: Floor) -> None:
    yard, on, own = floor
    yard.port = cast(Odoo, LosesEachAnswerOnce(yard.port))
    case = raise_case(yard, own)
    yard.run(27)
    assert active(yard.rig.there.todos(on)) == [True]
    close(yard, case)
    yard.settle()
    assert active(yard.rig.there.todos(on)) == [False]


def test_a_to_do_that_was_removed_comes_back_once_and_then_stays_away(floor: Floor) -> None:
    yard, on, own = floor
    case = raise_case(yard, own)
    yard.settle()
    for again in (1, 0):
        yard.rig.there.someone_removes(todo_id(yard, case))
        assert look_at_todos(yard.holding, yard.port) == 1
        yard.settle()
        assert len(yard.rig.there.todos(on)) == again
    assert history(yard, case) == ["opened", "odoo_removed", "odoo_left"]
    assert case_of(yard, case).status == "open"
    close(yard, case)
    yard.settle()
    assert yard.rig.there.todos(on) == []


def test_a_case_that_returns_is_a_new_to_do(floor: Floor) -> None:
    yard, on, own = floor
    close(yard, raise_case(yard, own))
    case = raise_case(yard, own)
    yard.settle()
    close(yard, case)
    yard.settle()
    raise_case(yard, own)
    yard.settle()
    assert active(yard.rig.there.todos(on)) == [False, True]


def test_a_short_done_in_odoo_is_decided_by_rule_and_over(floor: Floor) -> None:
    yard, on, _ = floor
    picker = yard.picker(yard.release()[0])
    short_of(picker, picker.lines[0], 1000)
    yard.settle()
    (row,) = yard.store.read(lambda views: views.open_cases(yard.w))
    yard.rig.there.someone_does(todo_id(yard, row.id), "")
    look_at_todos(yard.holding, yard.port)
    assert history(yard, row.id) == ["opened", "odoo_done", "by_rule", "resolved"]
    assert yard.cases() == []
    assert active(yard.rig.there.todos(on)) == [False]


def test_an_answer_of_the_floor_asks_odoo_for_nothing_where_its_to_do_stays_the_same(floor: Floor) -> None:
    yard, on, _ = floor
    picker = yard.picker(yard.release()[0])
    short_of(picker, picker.lines[0], 1000)
    yard.settle()
    answer(yard, "wait")
    yard.settle()
    assert active(yard.rig.there.todos(on)) == [True]


def test_photos_of_an_exception_hang_at_its_transfer_once_though_answers_are_lost(yard: Yard) -> None:
    yard, on, own = with_an_order(yard)
    yard.port = cast(Odoo, LosesEachAnswerOnce(yard.port))
    case = raise_case(yard, own)
    for colour in (b"one", b"two"):
        photo = Photo(sha256(colour).hexdigest(), "image/jpeg", colour)
        by = sam(yard)
        yard.store.write(lambda uow, photo=photo, by=by: show_case(case, photo, by, uow))  # type: ignore[misc]
        yard.settle()
    number = case_of(yard, case).number
    hanging = [(f"{number} 1.jpg", "image/jpeg", b"one"), (f"{number} 2.jpg", "image/jpeg", b"two")]
    assert yard.rig.there.photos(on) == hanging
    close(yard, case)
    yard.settle()
    assert yard.rig.there.photos(on) == hanging
    assert active(yard.rig.there.todos(on)) == [False]


def test_a_held_order_is_not_let_go_by_a_tick_in_odoo(floor: Floor) -> None:
    yard, on, own = floor
    key = "CUS-ADDRESS|hold|7"
    finding = Finding(key, "CUS-ADDRESS", yard.w, transfer=own, facts={"held": "S1", "by": "Sam", "wave": ""})
    case = yard.store.write(lambda uow: open_case(finding, uow))
    yard.settle()
    yard.rig.there.someone_does(todo_id(yard, case), "is right now")
    look_at_todos(yard.holding, yard.port)
    yard.settle()
    assert history(yard, case) == ["opened", "odoo_held"]
    assert case_of(yard, case).status == "open"
    assert active(yard.rig.there.todos(on)) == [False]


def test_what_is_about_no_transfer_and_no_order_is_not_shown_and_holds_nothing_up(floor: Floor) -> None:
    yard, on, _ = floor
    raise_case(yard, None, "SHP-PRINTER", order="")
    yard.settle()
    assert (yard.rig.there.todos(on), yard.books.activities) == ([], {})


def test_a_case_that_odoo_will_not_show_stays_owned_and_says_so(floor: Floor) -> None:
    yard, _, own = floor
    yard.books.pickings.clear()
    case = raise_case(yard, own)
    yard.settle()
    assert history(yard, case) == ["opened", "odoo_refused"]
    assert case_of(yard, case).status == "open"
    close(yard, case)
    yard.settle()
    assert yard.store.read(lambda views: views.undelivered(yard.w)) == []


def test_somebody_who_takes_a_case_gets_the_to_do_and_a_stranger_to_odoo_does_not(floor: Floor) -> None:
    yard, on, own = floor
    user = yard.rig.user("sam", "secret")
    case = raise_case(yard, own)
    yard.settle()
    (seen,) = yard.rig.there.todos(on)
    assert seen.owner != user
    take(yard, case, sam(yard, user).id)
    yard.settle()
    (seen,) = yard.rig.there.todos(on)
    assert seen.owner == user
    del yard.books.users[user]
    take(yard, case, sam(yard).id)
    yard.settle()
    (seen,) = yard.rig.there.todos(on)
    assert seen.active


def take(yard: Yard, case: int, person: int) -> None:
    def write(uow: Any) -> None:
        uow._connection.execute(update(t.case).where(t.case.c.id == case).values(person=person))
        uow.cases.note(case, "taken", person, {})

    yard.store.write(write)


def test_where_it_is_switched_off_odoo_hears_nothing(floor: Floor) -> None:
    yard, _, own = floor
    case = raise_case(yard, own)
    yard.shows_cases = False
    yard.settle()
    close(yard, case)
    yard.settle()
    assert (yard.books.activities, yard.books.notes) == ({}, {})
