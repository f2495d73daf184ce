"""Another lot, number or package than Odoo reserved: what was taken is what leaves, and what was not is free again."""

from __future__ import annotations

from tests.contract.rig import Rig, opened
from warehouse_app.service.ports.odoo import BinStock, Close, OdooTransfer, WantedLine, WantedTransfer


def goods(transfer: OdooTransfer, pieces: int, lot: int | None, package: int | None = None) -> WantedLine:
    """So many pieces picked for the transfer's first line, of this lot, out of this package."""
    first = transfer.lines[0]
    return WantedLine(first.move, first.product, first.location, lot, pieces * 1000, True, package)


def given_up(transfer: OdooTransfer) -> WantedLine:
    """Nothing of what the first line reserves was taken."""
    first = transfer.lines[0]
    return WantedLine(first.move, first.product, first.location, first.lot, 0, False, first.package)


def tell(rig: Rig, transfer: OdooTransfer, *lines: WantedLine) -> str:
    (answer,) = rig.odoo.reconcile([WantedTransfer(transfer.odoo_id, lines)])
    return answer.status


def ship(rig: Rig, transfer: OdooTransfer, pieces: int) -> str:
    move = transfer.lines[0].move
    (closed,) = rig.odoo.validate([Close(transfer.odoo_id, {move: pieces * 1000}, {move: pieces * 1000})])
    return closed.status


def test_what_lies_in_a_bin_is_told_by_lot_and_package_with_what_is_reserved(rig: Rig) -> None:
    tea, mug, shelf, other = rig.product("Tea", "lot"), rig.product("Mug"), rig.bin("A-01-1"), rig.bin("A-02-1")
    one, two, box = rig.lot(tea, "one"), rig.lot(tea, "two"), rig.package("PACK-77")
    rig.put(tea, shelf, 5, one, days_ago=9)
    rig.put(tea, shelf, 3, two, days_ago=2)
    rig.put(mug, shelf, 4, package=box)
    rig.put(mug, other, 7)
    opened(rig, rig.order({tea: 2}))
    found = sorted(rig.odoo.bin_stock([shelf]), key=lambda row: (row.product, row.lot or 0))
    assert found == sorted(
        [
            BinStock(tea, shelf, one, None, None, 5000, 2000),
            BinStock(tea, shelf, two, None, None, 3000, 0),
            BinStock(mug, shelf, None, box, "PACK-77", 4000, 0),
        ],
        key=lambda row: (row.product, row.lot or 0),
    )
    assert rig.odoo.bin_stock([]) == []


def test_single_lots_are_read_by_their_ids(rig: Rig) -> None:
    tea = rig.product("Tea", "lot")
    one = rig.lot(tea, "one")
    rig.lot(tea, "two")
    (found,) = rig.odoo.read_lots([one, 999_999_999])
    assert (found.odoo_id, found.product) == (one, tea)


def test_another_lot_than_reserved_leaves_and_the_reserved_one_stays(rig: Rig) -> None:
    tea, shelf = rig.product("Tea", "lot"), rig.bin("A-01-1")
    one, two = rig.lot(tea, "one"), rig.lot(tea, "two")
    rig.put(tea, shelf, 5, one, days_ago=9)
    rig.put(tea, shelf, 5, two, days_ago=2)
    transfer = opened(rig, rig.order({tea: 3}))
    assert transfer.lines[0].lot == one
    wishes = (goods(transfer, 3, two), given_up(transfer))
    assert tell(rig, transfer, *wishes) == "written"
    assert tell(rig, transfer, *wishes) == "already"
    assert rig.raw_goods(transfer.odoo_id) == [(two, None, 3, True)]
    assert ship(rig, transfer, 3) == "done"
    left = {row.lot: (row.quantity_m, row.reserved_m) for row in rig.odoo.bin_stock([shelf])}
    assert left == {one: (5000, 0), two: (2000, 0)}


def test_a_part_of_each_lot_leaves_as_it_was_taken(rig: Rig) -> None:
    tea, shelf = rig.product("Tea", "lot"), rig.bin("A-01-1")
    one, two = rig.lot(tea, "one"), rig.lot(tea, "two")
    rig.put(tea, shelf, 5, one, days_ago=9)
    rig.put(tea, shelf, 5, two, days_ago=2)
    transfer = opened(rig, rig.order({tea: 3}))
    assert tell(rig, transfer, goods(transfer, 2, one), goods(transfer, 1, two)) == "written"
    assert rig.raw_goods(transfer.odoo_id) == sorted([(one, None, 2, True), (two, None, 1, True)], key=str)
    assert ship(rig, transfer, 3) == "done"
    left = {row.lot: row.quantity_m for row in rig.odoo.bin_stock([shelf])}
    assert left == {one: 3000, two: 4000}


def test_a_number_that_another_order_has_reserved_is_taken_and_that_order_gets_another(rig: Rig) -> None:
    drill, shelf = rig.product("Drill", "serial"), rig.bin("A-01-1")
    numbers = [rig.lot(drill, f"SN{n}") for n in range(3)]
    for number in numbers:
        rig.put(drill, shelf, 1, number)
    mine, other = opened(rig, rig.order({drill: 1})), opened(rig, rig.order({drill: 1}))
    wanted, taken = mine.lines[0].lot, other.lines[0].lot
    assert tell(rig, mine, goods(mine, 1, taken), given_up(mine)) == "written"
    assert rig.raw_goods(mine.odoo_id) == [(taken, None, 1, True)]
    assert ship(rig, mine, 1) == "done"
    ((lot, _, pieces, picked),) = rig.raw_goods(other.odoo_id)
    assert (pieces, picked) == (1, False)
    assert lot in {*numbers} - {taken}
    assert wanted in numbers


def test_two_orders_that_swapped_their_numbers_leave_with_what_they_have(rig: Rig) -> None:
    drill, shelf = rig.product("Drill", "serial"), rig.bin("A-01-1")
    for n in range(2):
        rig.put(drill, shelf, 1, rig.lot(drill, f"SN{n}"))
    one, two = opened(rig, rig.order({drill: 1})), opened(rig, rig.order({drill: 1}))
    first, second = one.lines[0].lot, two.lines[0].lot
    wishes = [
        WantedTransfer(one.odoo_id, (goods(one, 1, second), given_up(one))),
        WantedTransfer(two.odoo_id, (goods(two, 1, first), given_up(two))),
    ]
    assert [answer.status for answer in rig.odoo.reconcile(wishes)] == ["written", "written"]
    assert ship(rig, one, 1) == ship(rig, two, 1) == "done"
    assert rig.raw_goods(one.odoo_id) == [(second, None, 1, True)]
    assert rig.raw_goods(two.odoo_id) == [(first, None, 1, True)]
    assert rig.raw_on_hand(drill, shelf) == 0


def test_goods_out_of_another_package_leave_it_and_the_reserved_one_stays_full(rig: Rig) -> None:
    mug, shelf = rig.product("Mug"), rig.bin("A-01-1")
    one, two = rig.package("PACK-1"), rig.package("PACK-2")
    rig.put(mug, shelf, 4, package=one, days_ago=9)
    rig.put(mug, shelf, 4, package=two, days_ago=2)
    transfer = opened(rig, rig.order({mug: 4}))
    reserved = transfer.lines[0].package
    (other,) = {one, two} - {reserved}
    wishes = (goods(transfer, 4, None, other), given_up(transfer))
    assert tell(rig, transfer, *wishes) == "written"
    assert tell(rig, transfer, *wishes) == "already"
    assert rig.raw_goods(transfer.odoo_id) == [(None, other, 4, True)]
    assert rig.raw_lines(transfer.odoo_id) == [(shelf, 4, True, None)], "they go into the tote, out of the package"
    assert ship(rig, transfer, 4) == "done"
    assert [(row.package, row.quantity_m) for row in rig.odoo.bin_stock([shelf])] == [(reserved, 4000)]
