"""Cut in Odoo after the pick (two and three steps): told at the bench, put back by scan, and moved in Odoo, once."""

from __future__ import annotations

import pytest

from tests.worker.packer import Packer, packer
from tests.worker.test_back_from_the_bench import in_bin, offered_back
from tests.worker.test_packing import follow, picked, tote, with_boxes
from tests.worker.yard import Clock, Picker, Yard
from warehouse_app.demo.reservation import give_back, touch
from warehouse_app.service.ports.store import Store


@pytest.fixture(params=[2, 3])
def yard(request: pytest.FixtureRequest, sqlite_store: Store, clock: Clock) -> Yard:
    return with_boxes(sqlite_store, clock, request.param)


def ordered(yard: Yard) -> tuple[Picker, str]:
    """Three of one and one of another, picked, and before the bench."""
    picker, (order,) = picked(yard, {0: 3, 1: 1})
    return picker, order


def cut(yard: Yard, order: str, to_m: int, reserved: bool = True) -> None:
    """Somebody lowers the first row; Odoo may let its reservation go with it."""
    row = next(row for row in yard.books.pickings.values() if row.order == order and row.state == "assigned")
    move = row.moves[0]
    move.demand_m = to_m
    for line in list(move.lines):
        give_back(yard.books, move, line, line.quantity_m - to_m if reserved else None)
    touch(yard.books, row)
    yard.clock.now += 1000
    yard.pull()


def puts_back(yard: Yard, ben: Packer) -> None:
    """All that the bench offers, to the place it names."""
    (task,) = offered_back(yard, ben.person.id)
    body = {"task": task["id"], "qty_m": task["qty_m"], "from": None, "from_code": None}
    ben.fact("task_done", body | {"to": task["to"]["id"], "lot": task["lot"], "lot_name": None})
    assert ben.send() == [("accepted", None)]
    follow(yard)


@pytest.mark.parametrize("losing", [False, True], ids=["all well", "answers lost"])
def test_what_was_cut_is_told_at_the_bench_goes_back_by_scan_and_odoo_has_it_there_once(
    yard: Yard, losing: bool
) -> None:
    picker, order = ordered(yard)
    before = in_bin(yard, 0)
    cut(yard, order, 2000)
    ben = packer(yard)
    sheet = ben.open(tote(picker, order))
    assert [line["demand_m"] for line in sheet["lines"]] == [2000, 1000]
    assert [note["args"]["count"] for note in sheet["notes"] if note["key"] == "pack.note.put_back"] == ["1"]
    if losing:
        yard.port = yard.rig.losing()
    puts_back(yard, ben)
    assert in_bin(yard, 0) == before + 1, "moved once"
    assert offered_back(yard, ben.person.id) == []
    assert yard.cases() == []
    ben.open(tote(picker, order))
    (box,) = ben.pack_all()
    follow(yard)
    ben.loaded(box)
    ben.send()
    follow(yard)
    assert yard.rig.raw_shipped(order) == 3
    assert in_bin(yard, 0) == before + 1


def test_cut_again_the_one_task_grows_and_a_row_that_is_gone_goes_back_whole(yard: Yard) -> None:
    picker, order = ordered(yard)
    before = in_bin(yard, 0)
    cut(yard, order, 2000)
    cut(yard, order, 0, reserved=False)
    ben = packer(yard)
    assert [task["qty_m"] for task in offered_back(yard, ben.person.id)] == [3000]
    puts_back(yard, ben)
    assert in_bin(yard, 0) == before + 3
    assert yard.cases() == []
    assert [line["demand_m"] for line in ben.open(tote(picker, order))["lines"]] == [1000]


def test_a_reservation_that_goes_is_no_cut(yard: Yard) -> None:
    _, order = ordered(yard)
    cut(yard, order, 3000, reserved=False)
    assert yard.cases() == []
    assert offered_back(yard, packer(yard).person.id) == []


def test_what_is_in_a_box_by_then_is_a_case_for_a_person(yard: Yard) -> None:
    picker, order = ordered(yard)
    ben = packer(yard)
    ben.open(tote(picker, order))
    ben.pack_all()
    cut(yard, order, 2000)
    assert ("ORD-CHANGED", "boxed") in yard.cases()
    assert offered_back(yard, ben.person.id) == []
