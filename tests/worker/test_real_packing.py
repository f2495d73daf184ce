"""Packing against a real Odoo 19: what an administrator finds there after the bench and the truck."""

from __future__ import annotations

import pytest

from tests.worker.packer import Packer, packer
from tests.worker.real_ground import RealGround, Sites
from tests.worker.yard import Clock, Picker
from warehouse_app.service.ports.store import Store
from warehouse_app.service.ports.telling import FloorTransfer

pytestmark = [pytest.mark.xdist_group("real-odoo"), pytest.mark.slow]


def follow(ground: RealGround) -> None:
    ground.settle()
    ground.clock.now += 2000
    ground.pull()
    ground.settle()


def shipped(ground: RealGround, picker: Picker, floors: list[FloorTransfer]) -> Packer:
    """Two orders picked, packed, loaded: the first into two boxes, of the second one piece is missing."""
    for line in picker.lines[:-1]:
        picker.pick(line, line["demand_m"])
    short = picker.lines[-1]
    picker.pick(short, short["demand_m"] - 1000)
    picker.short(short, 1000)
    picker.walked()
    assert set(picker.send()) == {"accepted"}
    follow(ground)
    ben, boxes = packer(ground), []
    for at, tote in enumerate(picker.sheet["totes"]):
        ben.open(tote["code"])
        boxes += ben.pack_all(boxes=2 - at, weights=[1240, 860])
    follow(ground)
    for name in boxes:
        ben.loaded(name)
    ben.send()
    follow(ground)
    return ben


@pytest.mark.parametrize("steps", [1, 2, 3])
@pytest.mark.parametrize("losing", [False, True], ids=["all well", "answers lost"])
def test_an_administrator_finds_everything_once(
    sites: Sites, sqlite_store: Store, clock: Clock, steps: int, losing: bool
) -> None:
    ground = sites.ground(sqlite_store, clock, steps)
    boxes = ground.rows("stock.package.type", [], "name")
    assert boxes
    picker, floors = ground.on_a_wave({0: 4, 1: 2}, {2: 3}, losing=losing)
    shipped(ground, picker, floors)
    if losing:
        assert ground.lost() >= {"load", "button_validate", "web_save_multi"}
    rows = ground.rows(
        "stock.picking", [("id", "in", ground.transfers())], "state", "backorder_id", "picking_type_code", "sale_id"
    )
    rest = [row for row in rows if row["backorder_id"]]
    done = [row for row in rows if not row["backorder_id"]]
    assert {row["state"] for row in done} == {"done"}
    assert len(done) == 2 * steps
    assert len(rest) == 1
    moves = ground.rows("stock.move", [("picking_id", "=", rest[0]["id"])], "product_uom_qty")
    assert [move["product_uom_qty"] for move in moves] == [1.0]
    left = [row["id"] for row in done if row["picking_type_code"] == "outgoing"]
    lines = ground.rows("stock.move.line", [("picking_id", "in", left)], "quantity", "result_package_id", "picking_id")
    weighed = {
        row["id"]: (round(row["shipping_weight"] * 1000), row["package_type_id"])
        for row in ground.rows(
            "stock.package", [("id", "in", [line["result_package_id"] for line in lines])],
            "shipping_weight", "package_type_id",
        )
    }  # fmt: skip
    assert sorted(weight for weight, _ in weighed.values()) == [860, 1240, 1240]
    assert all(kind for _, kind in weighed.values())
    assert sorted(line["quantity"] for line in lines) == [1.0, 1.0, 2.0, 2.0, 2.0]
    _papers_once(ground, left)
    packed_in = [row["id"] for row in done if row["id"] not in _walked(ground, floors, steps)]
    noted = [transfer for transfer in packed_in if ground.rig.raw_notes(transfer, "Ben")]
    assert len(noted) == 2
    assert [ground.rig.raw_notes(transfer, "Ben") for transfer in noted] == [1, 1]
    assert {kind for kind, _ in ground.cases()} <= {"FUL-SHORT"}


def _papers_once(ground: RealGround, deliveries: list[int]) -> None:
    """Every delivery names the tracking numbers of its boxes and has a label for each, and no other document has."""
    rows = ground.rows("stock.picking", [("id", "in", ground.transfers())], "carrier_tracking_ref")
    refs = {row["id"]: row["carrier_tracking_ref"] or "" for row in rows}
    assert {id_ for id_, ref in refs.items() if ref} == set(deliveries)
    numbers = sorted(number for ref in refs.values() if ref for number in ref.split(","))
    assert len(numbers) == len(set(numbers)) == 3
    here = [("res_model", "=", "stock.picking"), ("res_id", "in", ground.transfers())]
    papers = ground.rows("ir.attachment", [*here, ("name", "like", ".pdf")], "name", "res_id")
    assert sorted(paper["name"].removesuffix(".pdf") for paper in papers) == numbers
    assert all(paper["name"].removesuffix(".pdf") in refs[paper["res_id"]].split(",") for paper in papers)


def _walked(ground: RealGround, floors: list[FloorTransfer], steps: int) -> list[int]:
    return [] if steps == 1 else [floor.odoo_id for floor in floors]
