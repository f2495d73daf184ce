"""What Odoo did not take is written off: nothing waits for it any longer, and Odoo never hears it."""

from __future__ import annotations

import pytest

from tests.worker.packer import packer
from tests.worker.test_beside import moves
from tests.worker.test_count import count, on_a_wave, on_hand
from tests.worker.test_packing import follow, picked, states, tote, with_boxes
from tests.worker.test_returns import ReturnsDesk, receipts, send
from tests.worker.undelivered import accepts, entries, history, key_of, noted, only, refusing, sam, writes_off
from tests.worker.yard import Clock, Yard
from warehouse_app.domain.errors import Refused
from warehouse_app.service.decide import try_again
from warehouse_app.service.ports.store import Store


@pytest.fixture
def yard(sqlite_store: Store, clock: Clock) -> Yard:
    """One step, on the one database; `yards` are on both."""
    return Yard(sqlite_store, clock)


@pytest.fixture
def yards(store: Store, clock: Clock) -> Yard:
    return Yard(store, clock)


@pytest.mark.parametrize(
    ("reason", "note", "key"),
    [
        ("", "", "undelivered.reason"),
        ("AC-COUNTED", "", "undelivered.reason"),
        ("WO-OTHER", "  ", "undelivered.note"),
        ("WO-BYHAND", "x" * 201, "undelivered.note"),
        ("WO-BYHAND", "a\u0007", "undelivered.note"),
    ],
)
def test_without_a_reason_nothing_is_written_off(yard: Yard, reason: str, note: str, key: str) -> None:
    refusing(yard, "post_notes")
    noted(yard)
    with pytest.raises(Refused) as refused:
        writes_off(yard, only(yard).id, reason, note)
    assert key_of(refused)[0] == key
    assert yard.cases() == [("FUL-SCAN", "odoo.refused")]


def test_quantities_are_not_written_off_and_a_note_has_nothing_to_accept(yard: Yard) -> None:
    refusing(yard, "reconcile", "post_notes")
    noted(yard)
    quantities, note = sorted(entries(yard), key=lambda row: row.kind, reverse=True)
    with pytest.raises(Refused) as first:
        writes_off(yard, quantities.id)
    with pytest.raises(Refused) as second:
        accepts(yard, note.id)
    assert (key_of(first)[0], key_of(second)[0]) == ("undelivered.no_write_off", "undelivered.no_accept")
    with pytest.raises(Refused) as third:
        writes_off(yard, 999)
    assert key_of(third)[0] == "undelivered.unknown"
    assert len(entries(yard)) == 2


def test_an_exception_about_two_entries_is_over_with_the_second(yard: Yard) -> None:
    refusing(yard, "reconcile", "post_notes")
    noted(yard)
    quantities, note = sorted(entries(yard), key=lambda row: row.kind, reverse=True)
    writes_off(yard, note.id, "WO-OTHER", "nobody reads it")
    assert yard.cases() == [("FUL-SCAN", "odoo.refused")]
    yard.port = yard.rig.odoo
    accepts(yard, quantities.id)
    assert yard.cases() == []
    assert [step for step in history(yard) if step[1]] == [
        ("written_off", "Sam", "WO-OTHER"),
        ("accepted", "Sam", "AC-COUNTED"),
        ("resolved", "Sam", None),
    ]


def test_a_note_that_was_written_off_is_never_told(yard: Yard) -> None:
    refusing(yard, "post_notes")
    picker = noted(yard)
    entry = only(yard)
    writes_off(yard, entry.id)
    assert (entries(yard), yard.cases()) == ([], [])
    yard.port = yard.rig.odoo
    yard.store.write(lambda uow: uow.outbox.try_again(entry.subject))
    picker.walked()
    picker.send()
    yard.settle()
    assert not [note for note in yard.books.notes.values() if "walked_note" in note.text]
    with pytest.raises(Refused) as twice:
        writes_off(yard, entry.id, who="Sue")
    assert key_of(twice) == ("undelivered.settled", "Sam")


def test_a_batch_is_written_off_and_the_walk_ends_as_ever(sqlite_store: Store, clock: Clock) -> None:
    yard = Yard(sqlite_store, clock, steps=2)
    refusing(yard, "claim_wave")
    picker = on_a_wave(yard)
    entry = only(yard)
    assert (entry.named.number, entry.subject) == ("W-0001", f"wave:{picker.sheet['wave']}")
    writes_off(yard, entry.id)
    assert (entries(yard), yard.cases()) == ([], [])
    picker.pick_all()
    yard.settle()
    assert {row.state for row in yard.books.pickings.values() if row.type.name == "PICK"} == {"done"}
    assert not yard.books.batches


def test_an_order_ships_without_the_parcel_that_was_written_off(store: Store, clock: Clock) -> None:
    yard = with_boxes(store, clock, 1)
    picker, (order,) = picked(yard, {0: 5})
    ben = packer(yard)
    ben.open(tote(picker, order))
    refusing(yard, "create_package")
    ben.pack_all()
    yard.run(5)
    (entry,) = [row for row in entries(yard) if row.kind == "create"]
    assert entry.named.number.startswith("P-")
    assert states(yard, order) == [("OUT", "assigned")]
    writes_off(yard, entry.id)
    follow(yard)
    assert states(yard, order) == [("OUT", "done")]
    assert yard.rig.raw_shipped(order) == 5
    assert (entries(yard), yard.cases()) == ([], [])


def test_an_order_odoo_did_not_ship_is_tried_again_from_its_exception_too(sqlite_store: Store, clock: Clock) -> None:
    yard = with_boxes(sqlite_store, clock, 1)
    picker, (order,) = picked(yard, {0: 5})
    ben = packer(yard)
    ben.open(tote(picker, order))
    refusing(yard, "validate")
    ben.pack_all()
    yard.settle()
    assert (only(yard).kind, only(yard).subject.partition(":")[0]) == ("close", "transfer")
    (case,) = [row.id for row in yard.store.read(lambda views: views.open_cases(yard.w))]
    yard.port, by = yard.rig.odoo, sam(yard)
    yard.store.write(lambda uow: try_again(case, by, uow))
    follow(yard)
    assert (states(yard, order), entries(yard), yard.cases()) == ([("OUT", "done")], [], [])


def test_a_wave_whose_end_is_written_off_is_over_here_and_odoo_is_left_to_people(store: Store, clock: Clock) -> None:
    yard = Yard(store, clock, steps=2)
    picker = on_a_wave(yard)
    refusing(yard, "validate")
    picker.pick_all()
    yard.settle()
    entry = only(yard)
    assert (entry.kind, entry.named.number) == ("close", "W-0001")
    assert len(yard.cases()) == 2
    writes_off(yard, entry.id, "WO-BYHAND")
    assert (entries(yard), yard.cases()) == ([], [])
    yard.port = yard.rig.odoo
    wave = yard.store.write(lambda uow: uow.floor.wave(picker.sheet["wave"]))
    assert wave is not None
    assert wave.state == "closed"
    for floor in [floor for floor in yard.floors() if floor.wave is not None]:
        yard.rig.someone_validates(floor.odoo_id)
    yard.clock.now += 600_000
    yard.pull()
    yard.settle()
    assert (entries(yard), yard.cases()) == ([], [])


def test_a_count_that_was_written_off_holds_its_bin_up_no_longer(yards: Yard) -> None:
    yard = yards
    picker = on_a_wave(yard)
    refusing(yard, "count")
    count(yard, picker, 60)
    yard.settle()
    entry = only(yard)
    assert (entry.sent, entry.named.place) == (True, "A-01-1")
    assert yard.store.write(lambda uow: uow.counts.unsettled_bins(yard.w))
    writes_off(yard, entry.id)
    assert not yard.store.write(lambda uow: uow.counts.unsettled_bins(yard.w))
    yard.port = yard.rig.odoo
    yard.run(60)
    assert on_hand(yard) == 100_000
    assert (entries(yard), yard.cases()) == ([], [])


def test_a_move_that_was_written_off_is_never_made(yards: Yard) -> None:
    yard = yards
    picker = on_a_wave(yard)
    refusing(yard, "move_goods")
    assert moves(picker, 7) == ["accepted"]
    yard.settle()
    entry = only(yard)
    assert (entry.named.product, entry.named.place, entry.named.to) == ("SKU-1", "A-01-1", "A-02-1")
    writes_off(yard, entry.id, "WO-NEEDLESS")
    yard.port = yard.rig.odoo
    yard.run(60)
    assert on_hand(yard) == 100_000
    assert (entries(yard), yard.cases()) == ([], [])


def test_goods_of_a_return_whose_receipt_was_written_off_are_an_entry_with_an_exception_of_their_own(
    yard: Yard,
) -> None:
    order = yard.order({0: 4})
    yard.open()
    send(yard, order)
    desk = ReturnsDesk(yard)
    (delivery,) = desk.find(order)["deliveries"]
    refusing(yard, "create_return")
    back = desk.authorise(delivery, 2000)
    yard.settle()
    assert only(yard).named.number == back["number"]
    writes_off(yard, only(yard).id)
    assert yard.cases() == []
    yard.port = yard.rig.odoo
    desk.receive(back, 2000)
    yard.settle()
    assert (only(yard).kind, only(yard).error) == ("close", "the receipt was not made")
    assert yard.cases() == [("RET-DEVIATION", "odoo.not_closed")]
    writes_off(yard, only(yard).id)
    assert (entries(yard), yard.cases(), receipts(yard, delivery)) == ([], [], [])
