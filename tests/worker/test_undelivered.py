"""What Odoo did not take, from the failed telling on: listed, told again, or Odoo's quantities taken for true."""

from __future__ import annotations

import hashlib
from typing import cast

import pytest

from tests.worker.packer import packer
from tests.worker.test_packing import picked, tote, with_boxes
from tests.worker.undelivered import (
    Refusing,
    accepts,
    entries,
    foreign,
    history,
    journal,
    key_of,
    only,
    refusing,
    sam,
    tries,
    walked,
)
from tests.worker.yard import Clock, Yard
from warehouse_app.demo import Flaky
from warehouse_app.domain.errors import Refused
from warehouse_app.service.accept_odoo import look, take_over
from warehouse_app.service.audit import verify
from warehouse_app.service.holding import take
from warehouse_app.service.ports.odoo import Odoo
from warehouse_app.service.ports.store import Store
from warehouse_app.service.seal import seal_next
from warehouse_app.service.undelivered import Settle


@pytest.fixture
def yard(sqlite_store: Store, clock: Clock) -> Yard:
    """One step, on the one database; `yards` are on both."""
    return Yard(sqlite_store, clock)


@pytest.fixture
def yards(store: Store, clock: Clock) -> Yard:
    return Yard(store, clock)


def test_what_odoo_refuses_is_listed_with_its_words_and_told_again_once(yards: Yard) -> None:
    yard = yards
    refusing(yard, "reconcile")
    walked(yard, 5)
    yard.settle()
    entry = only(yard)
    (floor,) = yard.floors()
    assert (entry.kind, entry.named.name, entry.error) == ("reconcile", floor.name, "reconcile: not today")
    assert (entry.attempts, entry.named.order) == (1, yard.books.pickings[floor.odoo_id].order)
    yard.port = yard.rig.odoo
    tries(yard, entry.id)
    assert entries(yard) == []
    with pytest.raises(Refused) as twice:
        tries(yard, entry.id)
    assert key_of(twice) == ("undelivered.trying", None)
    yard.settle()
    assert yard.picked_there() == yard.picked_here()
    assert yard.cases() == []
    assert [step[:2] for step in history(yard)] == [("opened", None), ("tried", "Sam"), ("resolved", None)]


def test_odoo_has_fewer_and_is_right(yards: Yard) -> None:
    yard = yards
    picker, transfer = foreign(yard, ours=5, theirs=3)
    entry = only(yard)
    assert entry.error == "foreign"
    accepts(yard, entry.id, "AC-EDITED", " two were  broken ")
    assert yard.picked_here() == yard.picked_there()
    assert sum(yard.picked_here().values()) == 3000
    assert yard.cases() == []
    assert history(yard)[-2:] == [("accepted", "Sam", "AC-EDITED"), ("resolved", "Sam", None)]
    (step,) = [row for row in yard.store.read(lambda views: views.case_steps([1])) if row.kind == "accepted"]
    (change,) = step.facts["changes"]
    assert (step.facts["note"], change["from_m"], change["to_m"]) == ("two were broken", 5000, 3000)
    assert journal(yard, picker) == [("pick", "accepted", "Picker 1"), ("agreed", "accepted", "Sam")]
    yard.settle()
    assert (entries(yard), yard.waiting()) == ([], 0)
    assert yard.rig.raw_lines(transfer) == [(yard.bins[0], 3, True, None)]
    yard.clock.now += 600_000
    yard.pull()
    assert yard.cases() == []


def test_what_a_person_at_a_desk_accepted_is_sealed_like_what_was_scanned(yard: Yard) -> None:
    foreign(yard, ours=5, theirs=3)
    accepts(yard, only(yard).id)
    holding = take(yard.store, "seal", "me")
    assert holding is not None
    assert seal_next(holding, mac) == 2
    report = verify(yard.store.read, mac)
    assert (report.checked, report.bad) == (2, None)


def mac(said: str) -> str:
    return hashlib.sha256(f"a key {said}".encode()).hexdigest()


def test_odoo_has_more_than_was_scanned_and_is_right(yard: Yard) -> None:
    picker, _ = foreign(yard, ours=2, theirs=5)
    accepts(yard, only(yard).id)
    yard.settle()
    assert sum(yard.picked_here().values()) == 5000
    assert yard.picked_here() == yard.picked_there()
    (line,) = yard.sheet(picker)["lines"]
    assert (line["picked_m"], line["demand_m"], line["short_m"]) == (5000, 5000, 0)
    assert (entries(yard), yard.cases()) == ([], [])


def test_what_odoo_still_keeps_for_the_picker_can_be_picked_again(yard: Yard) -> None:
    yard.port = cast(Odoo, Refusing(yard.port))
    picker, transfer = walked(yard, 5)
    yard.settle()
    yard.port = yard.rig.odoo
    accepts(yard, only(yard).id)
    yard.settle()
    assert not yard.picked_here()
    assert yard.rig.raw_lines(transfer) == [(yard.bins[0], 5, False, None)]
    (line,) = yard.sheet(picker)["lines"]
    assert (line["picked_m"], line["demand_m"]) == (0, 5000)
    picker.pick(line, 5000)
    assert picker.send() == ["accepted"]
    yard.settle()
    assert yard.picked_here() == yard.picked_there()
    assert (entries(yard), yard.cases()) == ([], [])


def test_what_was_accepted_is_not_taken_back_a_second_time_by_the_handheld(yard: Yard) -> None:
    picker, transfer = walked(yard, 5, 1)
    event = picker.pick(picker.lines[0], 4000)
    picker.send()
    yard.rig.someone_picks(transfer, 2)
    yard.settle()
    accepts(yard, only(yard).id)
    picker.undo(picker.lines[0], event)
    assert picker.send() == ["invalid"]
    yard.settle()
    assert sum(yard.picked_here().values()) == 2000
    assert yard.picked_here() == yard.picked_there()


def test_two_people_at_once_have_one_effect_and_the_second_hears_who_was_faster(yards: Yard) -> None:
    yard = yards
    foreign(yard, ours=5, theirs=3)
    entry = only(yard).id
    (now,) = yard.port.read_transfers([yard.transfers()[0]])
    second = Settle(entry, "AC-COUNTED", "", sam(yard, "Sue"))
    before = yard.store.write(lambda uow: look(second, uow))
    accepts(yard, entry)
    with pytest.raises(Refused) as slower:
        yard.store.write(lambda uow: take_over(second, now, before, uow))
    assert key_of(slower) == ("undelivered.settled", "Sam")
    with pytest.raises(Refused) as other_key:
        tries(yard, entry)
    assert key_of(other_key) == ("undelivered.settled", "Sam")
    assert sum(yard.picked_here().values()) == 3000


def test_what_is_scanned_while_odoo_is_asked_is_not_taken_back_unseen(yard: Yard) -> None:
    picker, transfer = walked(yard, 5, 1)
    picker.pick(picker.lines[0], 2000)
    picker.send()
    yard.rig.someone_picks(transfer, 2)
    yard.settle()
    command = Settle(only(yard).id, "AC-COUNTED", "", sam(yard))
    before = yard.store.write(lambda uow: look(command, uow))
    (now,) = yard.port.read_transfers([transfer])
    picker.pick(picker.lines[0], 1000)
    assert picker.send() == ["accepted"]
    with pytest.raises(Refused) as moved:
        yard.store.write(lambda uow: take_over(command, now, before, uow))
    assert moved.value.key == "undelivered.scanned"
    assert sum(yard.picked_here().values()) == 4000
    assert only(yard).id == command.entry


def test_a_transfer_that_ended_in_odoo_is_recorded_as_odoo_has_it(yard: Yard) -> None:
    picker, transfer = foreign(yard, ours=5, theirs=3)
    yard.rig.someone_validates(transfer)
    accepts(yard, only(yard).id)
    assert (entries(yard), yard.cases()) == ([], [])
    assert [kind for kind, *_ in journal(yard, picker)] == ["pick"], "what was scanned was in the tote all the same"
    assert {floor.state for floor in yard.floors() if floor.odoo_id == transfer} == {"done"}


def test_without_odoo_nobody_knows_what_it_holds(yard: Yard) -> None:
    foreign(yard, ours=5, theirs=3)
    entry, odoo = only(yard).id, yard.port
    yard.port = Flaky(odoo, 1, refused=0, unreachable=1, lost=0).port
    with pytest.raises(Refused) as refused:
        accepts(yard, entry)
    assert key_of(refused)[0] == "undelivered.odoo_away"
    assert only(yard).id == entry


def test_goods_in_a_box_are_not_followed(sqlite_store: Store, clock: Clock) -> None:
    yard = with_boxes(sqlite_store, clock, 1)
    picker, (order,) = picked(yard, {0: 5})
    ben = packer(yard)
    ben.open(tote(picker, order))
    refusing(yard, "reconcile")
    ben.pack_all()
    yard.settle()
    (entry,) = [row for row in entries(yard) if row.kind == "reconcile"]
    with pytest.raises(Refused) as refused:
        accepts(yard, entry.id)
    assert key_of(refused)[0] == "undelivered.boxed"
