"""An order that comes in several picks is packed when all are here, and a packer may say otherwise."""

from __future__ import annotations

import pytest

from tests.worker.packer import packer
from tests.worker.test_packing import follow, tote, with_boxes
from tests.worker.yard import Clock, Yard
from warehouse_app.domain.errors import Refused
from warehouse_app.service.ports.store import Store


def in_two_picks(store: Store, clock: Clock) -> tuple[Yard, str]:
    """Three steps; Odoo has two picks for one order."""
    yard = with_boxes(store, clock, 3)
    first, second = (yard.order({n: 2}) for n in (0, 1))
    (one,), (other,) = ([row for row in yard.books.pickings.values() if row.order == name] for name in (first, second))
    other.order, other.order_id = one.order, one.order_id
    yard.open()
    return yard, first


def test_the_bench_says_what_is_still_to_come_and_where_it_is(sqlite_store: Store, clock: Clock) -> None:
    yard, order = in_two_picks(sqlite_store, clock)
    here, there = (yard.picker(wave) for wave in yard.release(per_wave=1))
    here.pick_all()
    follow(yard)
    ben, code = packer(yard), tote(here, order)
    with pytest.raises(Refused) as refused:
        ben.open(code)
    assert refused.value.key == "pack.more_coming"
    facts = refused.value.facts
    assert (facts["here"], facts["of"]) == (1, 2)
    assert tote(there, order) in str(facts["where"])
    assert there.person.name in str(facts["where"])
    assert ben.open(code, take=True)["order"] == order, "a person may say otherwise"


def test_it_opens_when_all_are_here_and_does_not_wait_for_what_nobody_walks(sqlite_store: Store, clock: Clock) -> None:
    yard, order = in_two_picks(sqlite_store, clock)
    here, there = (yard.picker(wave) for wave in yard.release(per_wave=1))
    for picker in (here, there):
        picker.pick_all()
    follow(yard)
    assert packer(yard).open(tote(here, order))["order"] == order


def test_a_tote_waits_on_the_shelf_and_the_bench_says_where_when_the_last_one_comes(
    sqlite_store: Store, clock: Clock
) -> None:
    yard, order = in_two_picks(sqlite_store, clock)
    here, there = (yard.picker(wave) for wave in yard.release(per_wave=1))
    yard.store.write(lambda uow: uow.slots.add(yard.w, "consolidation", "Shelf 1", ["SH-1", "SH-2"]))
    here.pick_all()
    follow(yard)
    ben, first = packer(yard), tote(here, order)
    with pytest.raises(Refused) as refused:
        ben.open(first)
    assert refused.value.facts["slot"] == "SH-1"
    ben.fact("placed", {"tote": first, "into": "SH-1"})
    assert ben.send() == [("accepted", None)]
    there.pick_all()
    follow(yard)
    sheet = ben.open(tote(there, order))
    assert [note["args"] for note in sheet["notes"] if note["key"] == "pack.note.shelf"] == [
        {"tote": first, "slot": "SH-1"}
    ]
    ben.pack_all()
    assert yard.store.read(lambda views: views.slots.places(yard.w)) == {}, "the slot is free with its tote"
