"""What a supervisor's answer to a short becomes in a real Odoo 19."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.contract.real import shops
from tests.odoo_server import Farm, RealOdoo
from tests.worker.real_ground import RealGround, Sites
from tests.worker.supervisor import answer, decided, short_of
from tests.worker.yard import Clock, Picker
from warehouse_app.service.ports.store import Store
from warehouse_app.service.ports.telling import FloorTransfer
from warehouse_app.service.shipped_rules import ship_rules

pytestmark = pytest.mark.xdist_group("real-odoo")


@pytest.fixture(scope="module")
def sites(odoo_farm: Farm) -> Iterator[Sites]:
    """One copy of the demo shop for all cases here."""
    odoo = RealOdoo(odoo_farm, odoo_farm.copy("floor_1step"))
    for shop in shops(odoo):
        yield Sites(shop)
    odoo_farm.drop(odoo.database)


def code_of(ground: RealGround, place: int) -> str:
    (row,) = ground.rows("stock.location", [("id", "=", place)], "name", "barcode")
    return str(row["barcode"] or row["name"])


def short(ground: RealGround) -> tuple[Picker, FloorTransfer]:
    """Three of five pieces are picked; Odoo knows, and two are missing."""
    picker, (floor,) = ground.on_a_wave({0: 5})
    short_of(picker, picker.lines[0], 2000)
    ground.settle()
    return picker, floor


def finish(ground: RealGround, picker: Picker) -> None:
    for line in [one for one in ground.sheet(picker)["lines"] if one["picked_m"] + one["short_m"] < one["demand_m"]]:
        picker.pick(line, line["demand_m"] - line["picked_m"])
    picker.walked()
    assert set(picker.send()) == {"accepted"}
    ground.settle()


def raw(ground: RealGround, floor: FloorTransfer) -> list[tuple[int, int]]:
    """(bin, pieces) of what is picked."""
    return sorted((line[0], line[1]) for line in ground.rig.raw_lines(floor.odoo_id) if line[1] and line[2])


def rest(ground: RealGround, floor: FloorTransfer) -> list[dict[str, Any]]:
    """What follows of it in transfers of their own."""
    (picking,) = ground.rows("stock.picking", [("id", "=", floor.odoo_id)], "picking_type_id")
    same = ("picking_type_id", "=", picking["picking_type_id"])
    return ground.rows("stock.picking", [("backorder_id", "=", floor.odoo_id), same], "state")


@pytest.mark.parametrize("steps", [1, 3])
@pytest.mark.parametrize("has_stock", [True, False])
def test_found_goods_are_taken_from_the_other_bin(
    sites: Sites, sqlite_store: Store, clock: Clock, steps: int, has_stock: bool
) -> None:
    ground = sites.ground(sqlite_store, clock, steps)
    picker, floor = short(ground)
    spare = ground.bins[6 if has_stock else 7]
    if has_stock:
        ground.rig.put(ground.products[0], spare, 10)
    answer(ground, "found", code_of(ground, spare))
    ground.clock.now += 1000
    ground.pull()
    finish(ground, picker)
    assert raw(ground, floor) == sorted([(ground.bins[0], 3), (spare, 2)])
    assert ground.picked_there() == ground.picked_here()
    assert (ground.rig.raw_transfer(floor.odoo_id)[0], rest(ground, floor)) == (
        "done" if steps == 3 else "assigned",
        [],
    )
    assert decided(ground) == []


def test_short_it_ships_and_the_rest_follows(sites: Sites, sqlite_store: Store, clock: Clock) -> None:
    chain = sites.ground(sqlite_store, clock, 3)
    picker, floor = short(chain)
    answer(chain, "ship_short")
    finish(chain, picker)
    assert (chain.rig.raw_transfer(floor.odoo_id)[0], raw(chain, floor)) == ("done", [(chain.bins[0], 3)])
    (follows,) = rest(chain, floor)
    moves = chain.rows("stock.move", [("picking_id", "=", follows["id"])], "product_uom_qty")
    assert [move["product_uom_qty"] for move in moves] == [2.0]
    assert decided(chain) == []


def test_cancelled_the_rest_is_cancelled_in_odoo(sites: Sites, sqlite_store: Store, clock: Clock) -> None:
    chain = sites.ground(sqlite_store, clock, 3)
    picker, floor = short(chain)
    answer(chain, "cancel")
    finish(chain, picker)
    assert (chain.rig.raw_transfer(floor.odoo_id)[0], raw(chain, floor)) == ("done", [(chain.bins[0], 3)])
    assert [row["state"] for row in rest(chain, floor) if row["state"] != "cancel"] == []


def test_a_waiting_order_is_not_validated_until_it_is_decided(sites: Sites, sqlite_store: Store, clock: Clock) -> None:
    chain = sites.ground(sqlite_store, clock, 3)
    picker, (waits, goes) = chain.on_a_wave({0: 5}, {1: 2})
    short_of(picker, chain.line(picker, 0), 2000)
    answer(chain, "wait")
    finish(chain, picker)
    assert [chain.rig.raw_transfer(floor.odoo_id)[0] for floor in (waits, goes)] == ["assigned", "done"]
    chain.rig.put(chain.products[0], chain.bins[8], 10)
    chain.admin.call("stock.picking", "action_assign", [waits.odoo_id])
    chain.clock.now += 1000
    chain.pull()
    answer(chain, "ship_short")
    chain.settle()
    assert (chain.rig.raw_transfer(waits.odoo_id)[0], raw(chain, waits)) == ("done", [(chain.bins[0], 3)])
    assert chain.cases() == []


def test_a_cut_bin_and_an_order_that_waits_end_right_though_each_answer_is_lost_once(
    sites: Sites, sqlite_store: Store, clock: Clock
) -> None:
    """Two of five are there, the bin lacks two pieces of the book; the order waits, and ships short in the end."""
    chain = sites.ground(sqlite_store, clock, 3)
    picker, (floor,) = chain.on_a_wave({2: 5}, losing=True)
    chain.store.write(ship_rules)
    line, book = picker.lines[0], chain.rig.raw_on_hand(chain.products[2], chain.bins[2])
    picker.pick(line, 2000)
    told = picker.short(line, 3000)
    told["body"] |= {"reason": "RC-PART", "found_m": (book - 4) * 1000}
    assert set(picker.send()) == {"accepted"}
    chain.settle()
    assert chain.rig.raw_on_hand(chain.products[2], chain.bins[2]) == book - 2
    answer(chain, "wait")
    finish(chain, picker)
    assert chain.rig.raw_transfer(floor.odoo_id)[0] == "assigned"
    numbers = {row.type: row.number for row in chain.store.read(lambda views: views.open_cases(chain.w))}
    cut = chain.rows("stock.move", [("inventory_name", "like", numbers["INV-BIN"]), ("state", "=", "done")], "quantity")
    assert [move["quantity"] for move in cut] == [2.0], "once, under the number of its exception"
    here = [("res_model", "=", "stock.picking"), ("res_id", "=", floor.odoo_id)]
    assert todos(chain, here) == sorted(numbers.values()), "one activity for each exception"
    answer(chain, "ship_short")
    chain.settle()
    assert (chain.rig.raw_transfer(floor.odoo_id)[0], raw(chain, floor)) == ("done", [(chain.bins[2], 2)])
    (follows,) = rest(chain, floor)
    moves = chain.rows("stock.move", [("picking_id", "=", follows["id"])], "product_uom_qty")
    assert [move["product_uom_qty"] for move in moves] == [3.0]
    assert todos(chain, here) == [numbers["INV-BIN"]], "the bin is still to be counted"
    about = [("model", "=", "stock.picking"), ("res_id", "=", floor.odoo_id), ("body", "like", "odoo.case_note")]
    notes = [row["body"] for row in chain.rows("mail.message", about, "body") if numbers["FUL-SHORT"] in row["body"]]
    assert len(notes) == 1, "the one note, beside Odoo's own of the activity that is done"
    assert "button_validate" in chain.lost()


def todos(chain: RealGround, here: list[Any]) -> list[str]:
    """The exceptions that stand as activities there."""
    return sorted(row["summary"].partition(" ")[0] for row in chain.rows("mail.activity", here, "summary"))
