"""How Odoo reserves: the part of it the floor relies on."""

from __future__ import annotations

from tests.contract.rig import Rig, open_transfer, reserved


def test_a_transfer_with_everything_reserved_is_open_and_nothing_of_it_is_short(rig: Rig) -> None:
    mug, shelf = rig.product("Mug"), rig.bin("A-01-1")
    rig.put(mug, shelf, 5)
    order = rig.order({mug: 3})
    transfer = open_transfer(rig, order)
    assert reserved(transfer) == [(shelf, None, 3000)]
    assert transfer is not None
    assert transfer.short_m == 0
    assert rig.raw_move_states(order) == ["assigned"]
    assert rig.raw_reserved(mug, shelf) == 3


def test_a_transfer_is_assigned_although_only_a_part_is_reserved(rig: Rig) -> None:
    mug, bowl, shelf = rig.product("Mug"), rig.product("Bowl"), rig.bin("A-01-1")
    rig.put(mug, shelf, 2)
    order = rig.order({mug: 3, bowl: 1})
    transfer = open_transfer(rig, order)
    assert reserved(transfer) == [(shelf, None, 2000)]
    assert transfer is not None
    assert transfer.short_m == 2000
    assert rig.raw_picking_states(order) == ["assigned"]
    assert rig.raw_move_states(order) == ["partially_available", "confirmed"]


def test_a_transfer_with_nothing_reserved_is_not_open(rig: Rig) -> None:
    order = rig.order({rig.product("Mug"): 1})
    assert open_transfer(rig, order) is None
    assert rig.raw_picking_states(order) == ["confirmed"]


def test_an_order_that_goes_all_at_once_waits_until_all_is_there(rig: Rig) -> None:
    mug, bowl, shelf = rig.product("Mug"), rig.product("Bowl"), rig.bin("A-01-1")
    rig.put(mug, shelf, 2)
    order = rig.order({mug: 1, bowl: 1}, all_at_once=True)
    assert open_transfer(rig, order) is None
    assert rig.raw_picking_states(order) == ["confirmed"]
    assert rig.raw_reserved(mug, shelf) == 1


def test_of_a_chain_only_the_first_transfer_exists_after_the_order_is_confirmed(rig: Rig) -> None:
    mug, shelf = rig.product("Mug"), rig.bin("A-01-1")
    rig.put(mug, shelf, 1)
    assert len(rig.raw_picking_states(rig.order({mug: 1}))) == 1


def test_what_expires_first_leaves_first_whenever_it_arrived(rig: Rig) -> None:
    tea, near, far = rig.product("Tea", "lot", expires=True), rig.bin("A-01-1"), rig.bin("D-20-1")
    late, soon, undated = rig.lot(tea, "late", 200), rig.lot(tea, "soon", 20), rig.lot(tea, "undated")
    rig.put(tea, near, 5, undated, days_ago=90)
    rig.put(tea, near, 5, late, days_ago=60)
    rig.put(tea, far, 5, soon, days_ago=1)
    transfer = open_transfer(rig, rig.order({tea: 12}))
    assert reserved(transfer) == [(far, soon, 5000), (near, late, 5000), (near, undated, 2000)]


def test_goods_past_their_date_are_not_reserved(rig: Rig) -> None:
    tea, shelf = rig.product("Tea", "lot", expires=True), rig.bin("A-01-1")
    over, fresh = rig.lot(tea, "over", -2), rig.lot(tea, "fresh", 30)
    rig.put(tea, shelf, 5, over)
    rig.put(tea, shelf, 1, fresh)
    order = rig.order({tea: 3})
    assert reserved(open_transfer(rig, order)) == [(shelf, fresh, 1000)]
    assert rig.raw_reserved(tea, shelf) == 1


def test_without_expiry_dates_what_arrived_first_leaves_first(rig: Rig) -> None:
    mug, near, far = rig.product("Mug"), rig.bin("A-01-1"), rig.bin("D-20-1")
    rig.put(mug, near, 2, days_ago=5)
    rig.put(mug, far, 2, days_ago=50)
    assert reserved(open_transfer(rig, rig.order({mug: 3}))) == [(far, None, 2000), (near, None, 1000)]


def test_all_lines_of_one_product_belong_to_one_move(rig: Rig) -> None:
    mug, near, far = rig.product("Mug"), rig.bin("A-01-1"), rig.bin("D-20-1")
    rig.put(mug, near, 2)
    rig.put(mug, far, 2)
    transfer = open_transfer(rig, rig.order({mug: 4}))
    assert transfer is not None
    assert len({line.move for line in transfer.lines}) == 1


def test_every_serial_number_is_a_line_of_one_piece(rig: Rig) -> None:
    drill, shelf = rig.product("Drill", "serial"), rig.bin("A-01-1")
    for number in ("SN1", "SN2", "SN3"):
        rig.put(drill, shelf, 1, rig.lot(drill, number))
    transfer = open_transfer(rig, rig.order({drill: 2}))
    assert transfer is not None
    assert [line.quantity_m for line in transfer.lines] == [1000, 1000]
    assert len({line.lot for line in transfer.lines}) == 2


def test_two_orders_never_get_the_same_goods(rig: Rig) -> None:
    mug, shelf = rig.product("Mug"), rig.bin("A-01-1")
    rig.put(mug, shelf, 3)
    first, second = rig.order({mug: 2}), rig.order({mug: 2})
    assert reserved(open_transfer(rig, first)) == [(shelf, None, 2000)]
    assert reserved(open_transfer(rig, second)) == [(shelf, None, 1000)]
    assert rig.raw_reserved(mug, shelf) == 3
