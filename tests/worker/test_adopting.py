"""Batches made in Odoo come to the floor as waves, stay what Odoo made them, and follow it until they are walked."""

from __future__ import annotations

import pytest

from tests.worker.yard import Counting, Yard
from warehouse_app.demo.batching import put_together
from warehouse_app.demo.reservation import touch
from warehouse_app.domain.carts import Cart
from warehouse_app.domain.errors import Refused
from warehouse_app.service.adopt_batches import adopt_batches
from warehouse_app.service.holding import take
from warehouse_app.service.ports.rows import WaveRow
from warehouse_app.service.release_waves import Release, release
from warehouse_app.service.released_waves import take_back

CART = Cart(12, 30)


def ordered(yard: Yard, number: int, totes: int = 9) -> list[int]:
    """So many orders in the pool; Odoo's ids of their transfers."""
    for n in range(1, number + 1):
        yard.order({n: 1})
    yard.open(totes)
    return yard.transfers()


def look(yard: Yard, odoo: Counting | None = None) -> None:
    """One round of the pull loop."""
    yard.clock.now += 10_000
    yard.pull()
    holding = take(yard.store, "pull", "yard")
    assert holding is not None
    adopt_batches(holding, odoo or yard.port, yard.w, CART)


def waves(yard: Yard, *states: str) -> list[WaveRow]:
    return yard.store.read(lambda views: views.waves(yard.w, states or ("released",)))


def pool(yard: Yard) -> list[int]:
    """Odoo's ids."""
    free = {one.id for one in yard.store.read(lambda views: views.pool(yard.w))}
    return sorted(floor.odoo_id for floor in yard.floors() if floor.id in free)


def test_a_batch_made_in_odoo_is_a_wave_as_it_is_and_the_pool_has_the_rest(yard: Yard) -> None:
    one, two, three, four = ordered(yard, 4)
    batch = put_together(yard.books, [one, three])
    look(yard)
    (wave,) = waves(yard)
    assert (wave.number, wave.batch, wave.lines, wave.totes) == ("W-0001", f"BATCH/{batch:05d}", 2, 2)
    assert pool(yard) == [two, four]
    look(yard)
    assert [row.number for row in waves(yard)] == ["W-0001"], "once"


def test_it_is_walked_as_any_wave_and_stays_that_batch_in_odoo(yard: Yard) -> None:
    one, two = ordered(yard, 2)
    batch = put_together(yard.books, [one, two])
    look(yard)
    (wave,) = waves(yard)
    yard.picker(wave.id).pick_all()
    yard.settle()
    assert set(yard.books.batches) == {batch}, "no second one was made"
    assert yard.picked_there() == yard.picked_here()
    assert yard.cases() == []


def test_without_batches_odoo_is_not_asked_for_them_and_for_many_once(yard: Yard) -> None:
    ids, counting = ordered(yard, 4), Counting(yard.port)
    look(yard, counting)
    assert not counting.calls
    put_together(yard.books, ids[:2])
    put_together(yard.books, ids[2:])
    look(yard, counting)
    assert counting.calls == {"batches": 1}
    assert len(waves(yard)) == 2


def test_a_batch_that_is_still_put_together_is_left_alone(yard: Yard) -> None:
    one, two = ordered(yard, 2)
    batch = put_together(yard.books, [one], "draft")
    look(yard)
    assert (waves(yard), pool(yard)) == ([], [two])
    yard.books.batches[batch].state = "in_progress"
    look(yard)
    assert len(waves(yard)) == 1


def test_what_changes_in_odoo_before_a_picker_has_it_is_followed(yard: Yard) -> None:
    one, two, three = ordered(yard, 3)
    batch = put_together(yard.books, [one, two])
    look(yard)
    for transfer, to in ((two, None), (three, batch)):
        yard.books.pickings[transfer].batch = to
        touch(yard.books, yard.books.pickings[transfer])
    look(yard)
    (wave,) = waves(yard)
    assert (wave.lines, wave.totes, pool(yard)) == (2, 2, [two])
    yard.books.batches[batch].state = "cancel"
    for transfer in (one, three):
        yard.books.pickings[transfer].batch = None
        touch(yard.books, yard.books.pickings[transfer])
    look(yard)
    assert (waves(yard), pool(yard)) == ([], [one, two, three])


def test_an_order_of_a_wave_nobody_has_that_joins_a_batch_goes_with_it(yard: Yard) -> None:
    one, two, _ = ordered(yard, 3)
    yard.store.write(lambda uow: release(Release(yard.w, CART), uow))
    put_together(yard.books, [one, two])
    look(yard)
    assert sorted((row.lines, bool(row.batch)) for row in waves(yard)) == [(1, False), (2, True)]


def test_once_somebody_walks_it_the_wave_is_the_floors(yard: Yard) -> None:
    one, two = ordered(yard, 2)
    put_together(yard.books, [one, two])
    look(yard)
    picker = yard.picker(waves(yard)[0].id)
    yard.books.pickings[two].batch = None
    touch(yard.books, yard.books.pickings[two])
    look(yard)
    (wave,) = waves(yard, "claimed")
    assert (wave.lines, pool(yard)) == (2, [])
    assert len(yard.sheet(picker)["lines"]) == 2


def test_it_waits_for_totes_and_cannot_be_taken_back_here(yard: Yard) -> None:
    ids = ordered(yard, 3, totes=2)
    put_together(yard.books, ids)
    look(yard)
    assert (waves(yard), pool(yard)) == ([], [])
    assert yard.store.read(lambda views: views.in_batches(yard.w)) == 3
    yard.store.write(lambda uow: uow.catalogue.keep_totes(yard.w, ["T-9001"]))
    look(yard)
    (wave,) = waves(yard)
    with pytest.raises(Refused) as refused:
        yard.store.write(lambda uow: take_back(wave.id, yard.w, 1, uow))
    assert refused.value.key == "release.in_batch"


def test_the_picker_whose_batch_it_is_in_odoo_gets_it(yard: Yard) -> None:
    (one,) = ordered(yard, 1)
    ina = yard.store.write(lambda uow: uow.people.add(yard.w, "Ina", "B-INA", None, None, 77, ["picker"]))
    put_together(yard.books, [one], user=77)
    look(yard)
    assert waves(yard)[0].assigned == ina.id


def test_a_batch_of_ours_is_no_batch_to_adopt(yard: Yard) -> None:
    ordered(yard, 2)
    (wave,) = yard.release()
    picker = yard.picker(wave)
    yard.settle()
    look(yard)
    assert (waves(yard), len(yard.books.batches)) == ([], 1)
    picker.pick_all()
    yard.settle()
    assert yard.cases() == []
