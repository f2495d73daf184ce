"""A count reaches Odoo once: whatever becomes of the answer, the bin holds what is there."""

from __future__ import annotations

from typing import cast

import pytest

from tests.worker.yard import Counting, Picker, Yard
from warehouse_app.service.correct_count import correct_count
from warehouse_app.service.ports.odoo import Odoo, OdooUnknown


def on_a_wave(yard: Yard, pieces: int = 5, orders: int = 2) -> Picker:
    """Orders for the first product, whose bin has 100,000 pieces by the book."""
    for _ in range(orders):
        yard.order({0: pieces})
    yard.open()
    picker = yard.picker(yard.release()[0])
    yard.settle()
    return picker


def count(yard: Yard, picker: Picker, pieces: int, at: int | None = None) -> int:
    """Somebody counts what lies in the first bin."""
    line = picker.lines[0]
    counted_at = yard.clock.now if at is None else at
    return yard.store.write(
        lambda uow: correct_count(yard.w, line["product"], picker.place(line), None, pieces * 1000, counted_at, uow)
    )


def on_hand(yard: Yard) -> int:
    return yard.rig.raw_on_hand(yard.products[0], yard.bins[0])


def test_a_bin_holds_what_was_counted(yard: Yard) -> None:
    picker = on_a_wave(yard)
    count(yard, picker, 60)
    yard.settle()
    assert on_hand(yard) == 60


def test_what_is_picked_and_not_shipped_is_still_in_odoos_book(yard: Yard) -> None:
    picker = on_a_wave(yard)
    picker.pick(picker.lines[0], 5000)
    picker.send()
    yard.clock.now += 1000
    count(yard, picker, 60)
    yard.settle()
    assert on_hand(yard) == 65
    yard.rig.someone_validates(next(floor.odoo_id for floor in yard.floors() if floor.want_version))
    assert on_hand(yard) == 60


def test_picks_of_the_bin_are_told_before_the_count(yard: Yard) -> None:
    picker = on_a_wave(yard)
    counting = Counting(yard.port)
    yard.port = cast(Odoo, counting)
    picker.pick(picker.lines[0], 5000)
    picker.send()
    count(yard, picker, 60)
    yard.run(2)
    assert list(counting.calls) == ["reconcile", "quant", "count"]


def test_what_was_picked_after_the_count_is_taken_off(yard: Yard) -> None:
    picker = on_a_wave(yard)
    counted_at = yard.clock.now
    yard.clock.now += 60_000
    picker.pick(picker.lines[0], 5000)
    picker.send()
    count(yard, picker, 60, counted_at)
    yard.settle()
    assert on_hand(yard) == 60
    assert yard.cases() == []


def test_what_was_put_back_after_the_count_is_there_again(yard: Yard) -> None:
    picker = on_a_wave(yard)
    event = picker.pick(picker.lines[0], 5000)
    picker.send()
    yard.clock.now += 60_000
    counted_at = yard.clock.now
    yard.clock.now += 60_000
    picker.undo(picker.lines[0], event)
    picker.send()
    count(yard, picker, 60, counted_at)
    yard.settle()
    assert on_hand(yard) == 65


@pytest.mark.parametrize("executed", [True, False])
def test_after_a_lost_answer_and_a_delivery_from_the_bin_the_retry_leaves_the_bin_right(
    yard: Yard, executed: bool
) -> None:
    picker = on_a_wave(yard)
    picker.pick(picker.lines[0], 5000)
    picker.send()
    yard.settle()
    yard.clock.now += 1000
    yard.port = cast(Odoo, LosesOneCount(yard.port, executed))
    count(yard, picker, 60)
    yard.run(2)
    assert on_hand(yard) == (65 if executed else 100_000)
    yard.rig.someone_validates(next(floor.odoo_id for floor in yard.floors() if floor.want_version))
    yard.settle()
    assert on_hand(yard) == 60


def test_a_pick_made_before_the_count_and_sent_after_it_asks_for_a_recount(yard: Yard) -> None:
    picker = on_a_wave(yard)
    picker.pick(picker.lines[0], 5000)
    yard.clock.now += 60_000
    count(yard, picker, 60)
    yard.settle()
    picker.send()
    assert yard.cases() == [("INV-COUNT", "recount")]


def test_a_count_that_more_was_picked_from_than_counted_is_left_to_a_person(yard: Yard) -> None:
    picker = on_a_wave(yard, pieces=70)
    counted_at = yard.clock.now
    yard.clock.now += 60_000
    for line in picker.lines:
        picker.pick(line, line["demand_m"])
    picker.send()
    yard.settle()
    for floor in yard.floors():
        yard.rig.someone_validates(floor.odoo_id)
    count(yard, picker, 60, counted_at)
    yard.settle()
    assert on_hand(yard) == 99_860
    assert ("INV-COUNT", "recount") in yard.cases()


class LosesOneCount:
    """The first count's answer is lost, and it was executed, or not."""

    def __init__(self, odoo: Odoo, executed: bool) -> None:
        self._odoo, self._executed, self._lost = odoo, executed, False

    def __getattr__(self, name: str) -> object:
        return getattr(self._odoo, name)

    def count(self, product: int, location: int, lot: int | None, counted_m: int, token: str) -> None:
        if self._lost or self._executed:
            self._odoo.count(product, location, lot, counted_m, token)
        if not self._lost:
            self._lost = True
            raise OdooUnknown("the connection broke before the answer")
