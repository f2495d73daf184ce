"""A wave from paper against a real Odoo 19: what an administrator finds there."""

from __future__ import annotations

import pytest

from tests.worker.paper import at_bench, printed
from tests.worker.real_ground import Sites
from tests.worker.test_real_packing import follow
from tests.worker.yard import Clock
from warehouse_app.service.ports.store import Store

pytestmark = [pytest.mark.xdist_group("real-odoo"), pytest.mark.slow]


def test_what_was_entered_from_paper_and_packed_is_what_left(sites: Sites, sqlite_store: Store, clock: Clock) -> None:
    ground = sites.ground(sqlite_store, clock, steps=1)
    order = ground.order({0: 4, 1: 2})
    ground.open()
    ground.release()
    (wave,) = printed(ground)
    short, other = (row["number"] for row in wave.rows)
    ben = at_bench(ground)
    ben.open(wave.head["number"])
    ben.enter(short, 1_000)
    ben.enter(other)
    ben.walked()
    assert set(ben.send()) == {"accepted"}
    assert [kind for kind, _ in ground.cases()] == ["FUL-SHORT"]
    follow(ground)
    ben.open(wave.head["number"])
    ben.box_what_was_counted()
    follow(ground)
    left, rest = sorted(
        ground.rows("stock.picking", [("id", "in", ground.transfers(order))], "state", "backorder_id"),
        key=lambda row: bool(row["backorder_id"]),
    )
    assert (left["state"], rest["backorder_id"]) == ("done", left["id"])
    lines = ground.rows("stock.move.line", [("picking_id", "=", left["id"])], "quantity", "result_package_id")
    assert sorted(line["quantity"] for line in lines) == [1.0, 2.0]
    assert all(line["result_package_id"] for line in lines)
    assert ground.picked_there() == ground.picked_here()
