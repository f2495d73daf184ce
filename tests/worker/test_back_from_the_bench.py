"""Cancelled on the way to the bench: told there, put back by scan, and Odoo has the goods in their bins."""

from __future__ import annotations

from typing import Any

import pytest

from tests.worker.packer import packer
from tests.worker.test_packing import follow, picked, tote, with_boxes
from tests.worker.yard import Clock, Yard
from warehouse_app.domain.errors import Refused
from warehouse_app.service.ports.store import Store
from warehouse_app.service.task_list import offered


def in_bin(yard: Yard, n: int) -> int:
    """Pieces of a product in its own bin, as Odoo's rows say."""
    return yard.rig.raw_on_hand(yard.products[n], yard.bins[n])


@pytest.mark.parametrize("steps", [2, 3])
def test_goods_of_an_order_that_is_cancelled_after_the_walk_go_back_to_their_bins(
    sqlite_store: Store, clock: Clock, steps: int
) -> None:
    yard = with_boxes(sqlite_store, clock, steps)
    picker, (order, other) = picked(yard, {0: 2, 1: 1}, {2: 1})
    before = in_bin(yard, 0), in_bin(yard, 1)
    code = tote(picker, order)
    (packing,) = (row for row in yard.books.pickings.values() if row.order == order and row.state == "assigned")
    yard.rig.someone_cancels(packing.id)
    clock.now += 1000
    yard.pull()
    ben = packer(yard)
    with pytest.raises(Refused, match=r"pack\.gone"):
        ben.open(code)
    assert {why for _, why in yard.cases()} == {"put_back"}
    for _ in range(2):
        task = offered_back(yard, ben.person.id)[0]
        assert task["tote"] == code
        body = {"task": task["id"], "qty_m": task["qty_m"], "from": None, "from_code": None}
        ben.fact("task_done", body | {"to": task["to"]["id"], "lot": task["lot"], "lot_name": None})
        assert ben.send() == [("accepted", None)]
        follow(yard)
    assert offered_back(yard, ben.person.id) == []
    assert yard.cases() == []
    assert (in_bin(yard, 0), in_bin(yard, 1)) == (before[0] + 2, before[1] + 1), "moved once, each"
    assert yard.store.write(lambda uow: uow.packing.in_tote(yard.w, code)) is None, "the tote is free"
    assert ben.open(tote(picker, other))["order"] == other


def test_goods_of_one_product_from_two_bins_go_back_to_both(sqlite_store: Store, clock: Clock) -> None:
    yard = with_boxes(sqlite_store, clock, 2)
    near, far = yard.rig.bin("A-91-1"), yard.rig.bin("A-92-1")
    mug = yard.rig.product("SKU-two-bins")
    yard.rig.put(mug, near, 2)
    yard.rig.put(mug, far, 10)
    yard.products.append(mug)
    _, (order,) = picked(yard, {len(yard.products) - 1: 5})
    (packing,) = (row for row in yard.books.pickings.values() if row.order == order and row.state == "assigned")
    yard.rig.someone_cancels(packing.id)
    clock.now += 1000
    yard.pull()
    ben = packer(yard)
    tasks = offered_back(yard, ben.person.id)
    assert [(task["to"]["code"], task["qty_m"]) for task in tasks] == [("A-91-1", 2000), ("A-92-1", 3000)]
    for left, task in zip((1, 0), tasks, strict=True):
        assert len(yard.cases()) == 1
        body = {"task": task["id"], "qty_m": task["qty_m"], "from": None, "from_code": None, "lot": None}
        ben.fact("task_done", body | {"to": task["to"]["id"], "lot_name": None})
        assert ben.send() == [("accepted", None)]
        follow(yard)
        assert len(yard.cases()) == left, "one exception, over with the last bin"
    assert (yard.rig.raw_on_hand(mug, near), yard.rig.raw_on_hand(mug, far)) == (2, 10)


def offered_back(yard: Yard, person: int) -> list[dict[str, Any]]:
    found = yard.store.read(lambda views: offered(views, yard.w, person))
    return [task for task in found["tasks"] if task["kind"] == "put_back"]


def test_in_one_step_the_tote_of_a_cancelled_order_is_free_when_all_of_it_is_back(
    sqlite_store: Store, clock: Clock
) -> None:
    yard = with_boxes(sqlite_store, clock, 1)
    picker, (order,) = picked(yard, {0: 2})
    code = tote(picker, order)
    yard.rig.someone_cancels(yard.transfers(order)[0])
    clock.now += 1000
    yard.pull()
    ben = packer(yard)
    with pytest.raises(Refused, match=r"pack\.gone"):
        ben.open(code)
    (task,) = offered_back(yard, ben.person.id)
    body = {"task": task["id"], "qty_m": task["qty_m"], "from": None, "from_code": None, "lot": None, "lot_name": None}
    ben.fact("task_done", body | {"to": task["to"]["id"]})
    assert ben.send() == [("accepted", None)]
    assert yard.cases() == []
    assert yard.store.write(lambda uow: uow.packing.in_tote(yard.w, code)) is None
