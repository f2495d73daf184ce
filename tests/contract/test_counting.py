"""A count says what lies in a bin, once; whoever relied on more gets goods from elsewhere."""

from __future__ import annotations

import pytest

from tests.contract.rig import Rig, again, close, opened, reserved, stocked, token, wanted
from warehouse_app.service.ports.odoo import OdooUnknown


def test_a_count_sets_the_bin_and_can_be_found_again(rig: Rig) -> None:
    mug, shelf = stocked(rig, 10)
    less, more = token("count"), token("count")
    assert rig.odoo.find_count(mug, less) is None
    rig.odoo.count(mug, shelf, None, 7000, less)
    assert rig.raw_on_hand(mug, shelf) == 7
    rig.odoo.count(mug, shelf, None, 9000, more)
    assert rig.raw_on_hand(mug, shelf) == 9
    found = [rig.odoo.find_count(mug, name) for name in (less, more)]
    assert [row.difference_m if row else None for row in found] == [-3000, 2000]


def test_a_count_of_what_the_book_says_changes_nothing_and_leaves_no_trace(rig: Rig) -> None:
    mug, shelf = stocked(rig, 10)
    name = token("count")
    rig.odoo.count(mug, shelf, None, 10_000, name)
    assert rig.odoo.find_count(mug, name) is None
    assert rig.raw_on_hand(mug, shelf) == 10


def test_a_bin_odoo_knew_nothing_about_can_be_counted(rig: Rig) -> None:
    mug, shelf = rig.product("Mug"), rig.bin("A-01-1")
    assert rig.odoo.quant(mug, shelf, None).quantity_m == 0
    rig.odoo.count(mug, shelf, None, 4000, token("count"))
    assert rig.raw_on_hand(mug, shelf) == 4


def test_what_a_piece_costs_is_read_in_hundredths(rig: Rig) -> None:
    mug, free = rig.product("Mug"), rig.product("Leaflet")
    rig.costs(mug, 1995)
    assert [rig.odoo.unit_cost(product) for product in (mug, free, 999_999_999)] == [1995, 0, 0]
    rig.sells(mug, 2450)
    priced = rig.odoo.list_price(mug)
    assert priced is not None
    assert (priced[0], len(priced[1]), rig.odoo.list_price(999_999_999)) == (2450, 3, None)


def test_a_lot_is_counted_apart_from_its_neighbours(rig: Rig) -> None:
    tea, shelf = rig.product("Tea", "lot"), rig.bin("A-01-1")
    one, two = rig.lot(tea, "L1"), rig.lot(tea, "L2")
    rig.put(tea, shelf, 5, one)
    rig.put(tea, shelf, 5, two)
    rig.odoo.count(tea, shelf, two, 1000, token("count"))
    assert [rig.odoo.quant(tea, shelf, lot).quantity_m for lot in (one, two)] == [5000, 1000]
    assert rig.raw_on_hand(tea, shelf) == 6


def test_the_bin_holds_picked_goods_until_they_are_validated(rig: Rig) -> None:
    mug, shelf = stocked(rig, 10)
    transfer = opened(rig, rig.order({mug: 3}))
    rig.odoo.reconcile([wanted(transfer, (shelf, 3))])
    now = rig.odoo.quant(mug, shelf, None)
    assert (now.quantity_m, now.reserved_m, now.picked_open_m) == (10_000, 3000, 3000)
    rig.odoo.validate([close(transfer, 3)])
    now = rig.odoo.quant(mug, shelf, None)
    assert (now.quantity_m, now.reserved_m, now.picked_open_m) == (7000, 0, 0)
    assert rig.raw_on_hand(mug, shelf) == 7


def test_an_empty_bin_sends_the_picker_to_the_next_one(rig: Rig) -> None:
    mug, near, far = rig.product("Mug"), rig.bin("A-01-1"), rig.bin("D-20-1")
    rig.put(mug, near, 8, days_ago=9)
    rig.put(mug, far, 20)
    order = rig.order({mug: 8})
    assert reserved(opened(rig, order)) == [(near, None, 8000)]
    rig.odoo.count(mug, near, None, 3000, token("count"))
    assert sorted(reserved(opened(rig, order))) == sorted([(near, None, 3000), (far, None, 5000)])
    rig.odoo.count(mug, near, None, 0, token("count"))
    assert reserved(opened(rig, order)) == [(far, None, 8000)]
    assert (rig.raw_reserved(mug, near), rig.raw_reserved(mug, far)) == (0, 8)


def test_goods_found_are_reserved_for_who_waited_when_that_is_asked_for(rig: Rig) -> None:
    mug, shelf = stocked(rig, 1)
    order = rig.order({mug: 3})
    transfer, odoo = opened(rig, order), rig.losing()
    rig.odoo.count(mug, shelf, None, 5000, token("count"))
    assert reserved(opened(rig, order)) == [(shelf, None, 1000)]
    again(lambda: odoo.reserve([transfer.odoo_id, 999_999_999]))
    assert reserved(opened(rig, order)) == [(shelf, None, 3000)]
    assert rig.raw_reserved(mug, shelf) == 3


def test_a_count_whose_answer_was_lost_and_a_delivery_since_leave_the_bin_right(rig: Rig) -> None:
    mug, shelf = stocked(rig, 12)
    transfer, name, odoo = opened(rig, rig.order({mug: 4})), token("count"), rig.losing()
    rig.odoo.reconcile([wanted(transfer, (shelf, 4))])
    with pytest.raises(OdooUnknown):
        odoo.count(mug, shelf, None, 10_000, name)
    rig.odoo.validate([close(transfer, 4)])
    assert rig.odoo.find_count(mug, name) is not None  # so it is not sent again: that would put back what has left
    assert rig.raw_on_hand(mug, shelf) == 6


def test_a_count_that_never_arrived_is_not_found(rig: Rig) -> None:
    mug, shelf = stocked(rig, 12)
    assert rig.odoo.find_count(mug, token("count")) is None
    assert rig.raw_on_hand(mug, shelf) == 12
