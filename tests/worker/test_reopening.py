"""A box that is opened again: what moves to another one is there in Odoo, and no order ships with a box open."""

from __future__ import annotations

from random import Random

import pytest

from tests.worker.packer import Packer, packer, parcel_name
from tests.worker.test_packing import follow, picked, states, tote, with_boxes
from tests.worker.yard import Clock, Yard
from warehouse_app.domain.errors import Refused
from warehouse_app.service.ports.store import Store


@pytest.mark.parametrize("steps", [1, 3])
def test_goods_moved_between_boxes_are_in_the_new_one_in_odoo(sqlite_store: Store, clock: Clock, steps: int) -> None:
    yard = with_boxes(sqlite_store, clock, steps)
    picker, (order,) = picked(yard, {0: 3, 1: 1})
    ben = packer(yard)
    three, one = sorted(ben.open(tote(picker, order))["lines"], key=lambda line: -line["demand_m"])
    first, second = parcel_name(), parcel_name()
    moved = ben.boxed(first, three, 1000)
    ben.boxed(first, three, 2000)
    ben.close(first, 900)
    ben.send()
    yard.settle()
    ben.fact("box_opened", {"parcel": first})
    ben.unboxed(three, moved)
    ben.close(first, 700)
    ben.boxed(second, three, 1000)
    ben.boxed(second, one, 1000)
    ben.close(second, 500)
    ben.packed()
    assert set(ben.send()) == {("accepted", None)}
    follow(yard)
    there = {row.name: row.weight_g for row in yard.books.packages.values()}
    assert sorted(weight or 0 for weight in there.values()) == [500, 700], "weighed anew, and made once"
    packed = yard.books.pickings[yard.floor(order).odoo_id] if steps == 1 else None
    rows = [row for row in yard.books.pickings.values() if row.order == order and row.state == "done"]
    lines = [line for move in (packed or rows[-1]).moves for line in move.lines]
    boxes = sorted((yard.books.packages[line.result_package or 0].weight_g, line.quantity_m) for line in lines)
    assert boxes == [(500, 1000), (500, 1000), (700, 2000)]


def test_a_box_that_is_open_again_is_not_loaded_and_its_order_does_not_leave(sqlite_store: Store, clock: Clock) -> None:
    yard = with_boxes(sqlite_store, clock, 1)
    picker, (order,) = picked(yard, {0: 2})
    ben = packer(yard)
    (line,) = ben.open(tote(picker, order))["lines"]
    name = parcel_name()
    ben.boxed(name, line, 1000)
    ben.close(name)
    ben.fact("box_opened", {"parcel": name})
    ben.loaded(name)
    ben.packed()
    ben.fact("box_opened", {"parcel": parcel_name()})
    verdicts = [key for verdict, key in ben.send() if verdict != "accepted"]
    assert verdicts == ["pack.not_closed", "pack.box_open", "pack.box_not_closed"]
    ben.close(name)
    ben.loaded(name)
    ben.fact("box_opened", {"parcel": name})
    assert ben.send()[-1] == ("conflict", "pack.box_loaded")


@pytest.mark.parametrize("seed", range(3))
def test_whatever_benches_do_no_order_is_shipped_with_an_open_box(sqlite_store: Store, clock: Clock, seed: int) -> None:
    random, yard = Random(seed), with_boxes(sqlite_store, clock, 1)
    picker, orders = picked(yard, {0: 2}, {1: 3}, {2: 1, 3: 1})
    benches = [packer(yard, name) for name in ("Ben", "Bea")]
    names: dict[str, list[str]] = {order: [] for order in orders}
    for _ in range(60):
        ben, order = random.choice(benches), random.choice(orders)
        _one_thing(ben, random, tote(picker, order), names[order])
        if random.random() < 0.1:
            yard.run(20)
        assert _shipped_open(yard, orders) == []


def _one_thing(ben: Packer, random: Random, code: str, names: list[str]) -> None:
    """Anything a bench may send, right or not."""
    try:
        ben.open(code, take=random.random() < 0.5)
    except Refused:
        return
    for _ in range(random.randint(1, 3)):
        name = random.choice(names) if names and random.random() < 0.7 else parcel_name()
        what = random.choice(["boxed", "boxed", "close", "open", "packed", "load"])
        if what == "boxed":
            names.append(name)
            ben.boxed(name, random.choice(ben.lines), 1000)
        elif what == "close":
            ben.close(name)
        elif what == "open":
            ben.fact("box_opened", {"parcel": name})
        elif what == "load":
            ben.loaded(name)
        else:
            ben.packed()
    ben.send()


def _shipped_open(yard: Yard, orders: list[str]) -> list[str]:
    """Orders that left the bench, or that Odoo has as done, with goods in a box that is not closed."""
    found = []
    for order in orders:
        floor = yard.floor(order)
        boxes = yard.store.write(lambda uow, id_=floor.id: uow.packing.parcels(id_))  # type: ignore[misc]
        is_gone = floor.packed or ("OUT", "done") in states(yard, order)
        if is_gone and any(box.state == "open" and box.content_m for box in boxes):
            found.append(order)
    return found
