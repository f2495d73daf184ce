"""The way from the floor to a real Odoo 19 and back: what an administrator finds there, and who owns what."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.contract.real import shops
from tests.odoo_server import Farm, RealOdoo
from tests.worker.real_ground import RealGround, Sites
from tests.worker.yard import Clock, Picker
from warehouse_app.service.ports.store import Store
from warehouse_app.service.ports.telling import FloorTransfer

pytestmark = pytest.mark.xdist_group("real-odoo")


@pytest.fixture(scope="session")
def sites(odoo_farm: Farm) -> Iterator[Sites]:
    """One copy of the demo shop for all cases here."""
    odoo = RealOdoo(odoo_farm, odoo_farm.copy("floor_1step"))
    for shop in shops(odoo):
        yield Sites(shop)
    odoo_farm.drop(odoo.database)


@pytest.fixture
def ground(sites: Sites, sqlite_store: Store, clock: Clock) -> RealGround:
    """One step: what the picker takes is what is shipped."""
    return sites.ground(sqlite_store, clock, 1)


@pytest.fixture
def chain(sites: Sites, sqlite_store: Store, clock: Clock) -> RealGround:
    """Three steps: pick, pack, ship."""
    return sites.ground(sqlite_store, clock, 3)


def walk(ground: RealGround, losing: bool = False) -> list[FloorTransfer]:
    """Three orders: one with a piece too few and a second thought, one in two parts, one taken back and done again."""
    picker, floors = ground.on_a_wave({0: 5, 1: 3}, {2: 4}, {3: 2}, losing=losing)
    walk_these(ground, picker)
    return floors


def walk_these(ground: RealGround, picker: Picker) -> None:
    """Those three, on the picker's sheet."""
    lines = [ground.line(picker, number) for number in range(4)]
    picker.pick(lines[0], 5000)
    wrong = picker.pick(lines[1], 3000)
    picker.undo(lines[1], wrong)
    picker.send()
    ground.run(30)
    picker.pick(lines[1], 2000)
    picker.short(lines[1], 1000)
    picker.pick(lines[2], 1000)
    again = picker.pick(lines[3], 2000)
    picker.send()
    ground.run(30)
    picker.pick(lines[2], 3000)
    picker.undo(lines[3], again)
    picker.pick(lines[3], 2000)
    picker.walked()
    assert set(picker.send()) == {"accepted"}
    ground.settle()


def looks_as_walked(ground: RealGround, floors: list[FloorTransfer]) -> None:
    """Odoo's raw fields: accepted less reversed, one batch, the worker named once."""
    bins, first = ground.bins, [floor.odoo_id for floor in floors]
    assert ground.picked_there() == ground.picked_here()
    assert [ground.rig.raw_lines(transfer) for transfer in first] == [
        sorted([(bins[0], 5, True, None), (bins[1], 2, True, None)], key=str),
        [(bins[2], 4, True, None)],
        [(bins[3], 2, True, None)],
    ]
    (batch,) = {ground.rig.raw_transfer(transfer)[1] for transfer in first}
    assert batch is not None
    assert len(ground.rows("stock.picking.batch", [("picking_ids", "in", ground.transfers())], "state")) == 1
    assert [ground.rig.raw_notes(transfer, "Picker 1") for transfer in first] == [1, 1, 1]


def test_in_one_step_odoo_holds_what_was_picked_and_nothing_is_validated(ground: RealGround) -> None:
    floors = walk(ground)
    looks_as_walked(ground, floors)
    assert ground.transfers() == [floor.odoo_id for floor in floors]
    assert {ground.rig.raw_transfer(floor.odoo_id)[0] for floor in floors} == {"assigned"}


def test_in_three_steps_the_picks_are_done_and_the_packing_and_the_rest_appear(chain: RealGround) -> None:
    floors = walk(chain)
    looks_as_walked(chain, floors)
    came_of_the_walk(chain, floors)


def came_of_the_walk(chain: RealGround, floors: list[FloorTransfer]) -> None:
    """The picks are validated once, each has its packing, and the missing piece waits in a pick of its own."""
    picks = [floor.odoo_id for floor in floors]
    rows = chain.rows("stock.picking", [("id", "in", chain.transfers())], "state", "backorder_id", "picking_type_id")
    assert {row["id"]: row["state"] for row in rows if row["id"] in picks} == dict.fromkeys(picks, "done")
    (rest,) = (row for row in rows if row["backorder_id"])
    assert rest["backorder_id"] == picks[0]
    moves = chain.rows("stock.move", [("picking_id", "=", rest["id"])], "product_id", "product_uom_qty")
    assert [(move["product_id"], move["product_uom_qty"]) for move in moves] == [(chain.products[1], 1.0)]
    packing = [row["id"] for row in rows if row["id"] not in picks and not row["backorder_id"]]
    assert len(packing) == 3
    moves = chain.rows("stock.move", [("picking_id", "in", packing)], "product_id", "quantity")
    expected = [(chain.products[n], pieces) for n, pieces in enumerate((5.0, 2.0, 4.0, 2.0))]
    assert sorted((move["product_id"], move["quantity"]) for move in moves) == sorted(expected)
    assert {floor.state for floor in map(chain.now, floors)} == {"done"}


@pytest.mark.parametrize("steps", [1, 3])
def test_with_every_answer_lost_once_nothing_is_doubled_and_nothing_missing(
    sites: Sites, sqlite_store: Store, clock: Clock, steps: int
) -> None:
    ground = sites.ground(sqlite_store, clock, steps)
    floors = walk(ground, losing=True)
    assert ground.lost() >= {"load", "write", "action_confirm", "web_save_multi"}
    assert ("button_validate" in ground.lost()) == (steps == 3)
    looks_as_walked(ground, floors)
    if steps == 3:
        came_of_the_walk(ground, floors)


def half_told(ground: RealGround) -> tuple[Picker, FloorTransfer]:
    """Five pieces of good 0 are picked and Odoo knows; two of good 1 are still to be found."""
    picker, (floor,) = ground.on_a_wave({0: 5, 1: 2})
    picker.pick(ground.line(picker, 0), 5000)
    picker.send()
    ground.settle()
    return picker, floor


def raw(ground: RealGround, floor: FloorTransfer) -> set[tuple[int, int, bool]]:
    return {line[:3] for line in ground.rig.raw_lines(floor.odoo_id)}


def test_somebody_cancels_a_transfer_the_goods_are_to_be_put_back(ground: RealGround) -> None:
    picker, floor = half_told(ground)
    ground.rig.someone_cancels(floor.odoo_id)
    ground.pull()
    assert ground.now(floor).state == "cancelled"
    assert ground.cases() == [("ORD-CHANGED", "put_back")]
    assert ground.sheets(picker) == ["2"]
    picker.pick(ground.line(picker, 0), 1000)
    picker.send()
    ground.settle()
    assert ground.rig.raw_transfer(floor.odoo_id)[0] == "cancel"
    assert not ground.picked_there()


def test_somebody_unreserves_what_nobody_touched_it_is_walked_again_when_it_is_back(ground: RealGround) -> None:
    picker, (floor, other) = ground.on_a_wave({0: 5, 1: 2}, {2: 3})
    ground.rig.someone_unreserves(floor.odoo_id)
    ground.pull()
    assert ground.now(floor).lines == ()
    assert (ground.now(other).lines, ground.sheets(picker)) == (other.lines, ["2"])
    ground.admin.call("stock.picking", "action_assign", [floor.odoo_id])
    ground.pull()
    assert {line.id for line in ground.now(floor).lines} == {line.id for line in floor.lines}
    assert ground.sheets(picker) == ["2", "3"]
    assert ground.cases() == []


def test_somebody_moves_an_untouched_line_to_another_bin_the_sheet_follows(ground: RealGround) -> None:
    picker, (floor,) = ground.on_a_wave({0: 5, 1: 2})
    move, place = ground.move(floor, 0), ground.bins[5]
    ground.rig.put(ground.products[0], place, 50)
    lines = ground.admin.find("stock.move.line", [("move_id", "=", move)])
    ground.admin.call("stock.move.line", "write", lines, {"location_id": place})
    ground.pull()
    assert {line.place.location for line in ground.now(floor).lines} == {place, ground.bins[1]}
    assert ground.sheets(picker) == ["2"]
    assert ground.cases() == []


def test_somebody_unreserves_a_transfer_half_picked_what_is_in_the_tote_stays(ground: RealGround) -> None:
    picker, floor = half_told(ground)
    ground.rig.someone_unreserves(floor.odoo_id)
    ground.pull()
    assert [(line.picked_m, line.demand_m) for line in ground.now(floor).lines] == [(5000, 5000)]
    ground.settle()
    assert ground.picked_there() == ground.picked_here()
    assert ground.sheets(picker) == ["2"]
    assert ground.cases() == []


def test_somebody_edits_a_touched_line_it_is_not_overwritten_until_it_is_put_right(ground: RealGround) -> None:
    picker, floor = half_told(ground)
    ground.clock.now += 60_000
    ground.rig.someone_picks(floor.odoo_id, 3)
    for _ in range(2):
        ground.pull()
    picker.pick(ground.line(picker, 1), 2000)
    picker.send()
    ground.settle()
    assert ground.cases() == [("ORD-CHANGED", "foreign")]
    assert (ground.bins[0], 3, True) in raw(ground, floor)
    ground.rig.someone_picks(floor.odoo_id, 5)
    ground.pull()
    ground.settle()
    assert ground.cases() == []
    assert ground.picked_there() == ground.picked_here()


def test_somebody_wants_less_what_is_too_much_is_to_be_put_back(ground: RealGround) -> None:
    _, floor = half_told(ground)
    ground.admin.call("stock.move", "write", [ground.move(floor, 0)], {"product_uom_qty": 2})
    ground.pull()
    rows = ground.store.read(lambda views: views.open_cases(ground.w))
    assert [(case.type, case.facts["why"], case.facts["qty_m"]) for case in rows] == [("ORD-CHANGED", "put_back", 3000)]
    ground.settle()
    assert (ground.bins[0], 5, True) in raw(ground, floor)


def test_somebody_wants_more_or_less_of_what_nobody_touched_the_sheet_follows(ground: RealGround) -> None:
    picker, (floor,) = ground.on_a_wave({0: 5, 1: 2})
    ground.admin.call("stock.move", "write", [ground.move(floor, 0)], {"product_uom_qty": 8})
    ground.admin.call("stock.move", "write", [ground.move(floor, 1)], {"product_uom_qty": 1})
    ground.admin.call("stock.picking", "action_assign", [floor.odoo_id])
    ground.pull()
    assert sorted(line.demand_m for line in ground.now(floor).lines) == [1000, 8000]
    assert ground.now(floor).planned == {ground.move(floor, 0): 8000, ground.move(floor, 1): 1000}
    assert ground.sheets(picker) == ["2"]
    assert ground.cases() == []


def test_somebody_validates_a_transfer_it_is_recorded_and_never_written_again(ground: RealGround) -> None:
    picker, (floor,) = ground.on_a_wave({0: 5, 1: 2})
    line = ground.line(picker, 0)
    ground.rig.someone_validates(floor.odoo_id)
    shipped = raw(ground, floor)
    ground.pull()
    assert (ground.now(floor).state, ground.cases()) == ("done", [("ORD-CHANGED", "foreign")])
    picker.pick(line, 4000)
    assert picker.send() == ["conflict"]
    ground.settle()
    assert raw(ground, floor) == shipped == {(ground.bins[0], 5, True), (ground.bins[1], 2, True)}


def test_somebody_validates_a_pick_before_it_was_told_nothing_is_written_and_a_person_is_asked(
    chain: RealGround,
) -> None:
    picker, floor = half_told(chain)
    picker.pick(chain.line(picker, 1), 1000)
    picker.send()
    chain.rig.someone_validates(floor.odoo_id)
    picker.walked()
    picker.send()
    chain.settle()
    assert chain.now(floor).state == "done"
    assert raw(chain, floor) == {(chain.bins[0], 5, True)}
    assert ("ORD-CHANGED", "late") in chain.cases()


def test_somebody_changes_carrier_and_priority_the_floor_follows(ground: RealGround) -> None:
    _, (floor,) = ground.on_a_wave({0: 5})
    ground.admin.call("stock.picking", "write", [floor.odoo_id], {"priority": "1", "carrier_id": False})
    ground.pull()
    assert (ground.now(floor).carrier, ground.now(floor).priority) == (None, 1)
    assert ground.cases() == []
