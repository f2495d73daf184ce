"""Tasks somebody asks for with one code, and refills that are asked for by themselves."""

from __future__ import annotations

import pytest

from tests.service.world import NOW, World
from warehouse_app.domain.errors import Refused
from warehouse_app.domain.tasks import Task
from warehouse_app.service.ask_for import AskFor, ask_for, asked_in
from warehouse_app.service.ports.odoo import BinStock
from warehouse_app.service.ports.people import Person
from warehouse_app.service.refills import ask_refills, save_reserve
from warehouse_app.service.shipped_rules import ship_rules
from warehouse_app.service.task_list import finds_of


@pytest.fixture
def sam(world: World) -> Person:
    world.store.write(ship_rules)
    return world.store.write(lambda uow: uow.people.add(world.w, "Sam", "B-9", None, None, None, ["supervisor"]))


def tasks(world: World) -> list[Task]:
    return [row.task for row in world.store.read(lambda views: views.tasks.listed(world.w))]


def ask(world: World, by: Person, code: str, kind: str = "", **more: str) -> str:
    return world.store.write(lambda uow: ask_for(asked_in({"kind": kind, "code": code, **more}, by), uow))


def stock(world: World, *rows: tuple[int, int, int], read: tuple[int, ...] = (1, 2, 10)) -> None:
    """(bin, product, pieces), as Odoo has it now."""
    found = [BinStock(product, place, None, None, None, pieces * 1000, 0) for place, product, pieces in rows]
    world.store.write(lambda uow: uow.stock.keep(read, found))


def refill(world: World) -> int:
    return world.store.write(lambda uow: ask_refills(world.w, uow))


def test_one_scan_says_what_is_meant_and_asked_twice_it_is_one_task(world: World, sam: Person) -> None:
    numbers = [ask(world, sam, code) for code in ("4006381333931", "t-0004", "LOC-A-10-1", "T-0004")]
    assert [(task.kind, task.number, task.asked_by) for task in tasks(world)] == [
        (kind, number, sam.id) for kind, number in zip(("refill", "find", "count"), numbers, strict=False)
    ]
    assert numbers[3] == numbers[1]
    assert tasks(world)[0].target == 1, "the bin orders want the goods from"
    ask(world, sam, "T-0004", "move_tote")
    ask(world, sam, "SKU-2", "refill", to="A-10-1", qty="2,5")
    assert [(task.kind, task.tote, task.qty_m, task.target) for task in tasks(world)[3:]] == [
        ("move_tote", "T-0004", None, None),
        ("refill", None, 2500, 3),
    ]


@pytest.mark.parametrize(
    ("kind", "code", "more", "key"),
    [
        ("refill", "nothing", {}, "task.no_goods"),
        ("count", "SKU-1", {}, "task.no_place"),
        ("move_tote", "SKU-1", {}, "task.no_tote"),
        ("refill", "SKU-1", {"to": "Z-1"}, "task.no_place"),
        ("fetch", "SKU-1", {}, "task.kind"),
        ("find", "SKU-1", {"qty": "-1"}, "task.quantity"),
        ("find", "SKU-1", {"qty": "inf"}, "task.quantity"),
        ("find", "SKU-1", {"qty": "1e9"}, "task.quantity"),
        ("find", "SKU-1", {"case": "999"}, "case.unknown"),
    ],
)
def test_what_nobody_knows_is_refused_and_nothing_asked_for(
    world: World, sam: Person, kind: str, code: str, more: dict[str, str], key: str
) -> None:
    with pytest.raises(Refused) as refused:
        ask(world, sam, code, kind, **more)
    assert (refused.value.key, tasks(world)) == (key, [])


def test_a_bench_that_misses_a_tote_sees_who_looks_and_where_it_was(world: World, sam: Person) -> None:
    world.store.write(lambda uow: uow.slots.add(world.w, "problem", "Shelf", ["P-07"]))
    for tote, bench in (("T-0003", None), ("T-0004", "Bench 4"), ("T-0005", "Bench 4")):
        command = AskFor("find", tote, sam, bench=bench)
        world.store.write(lambda uow, command=command: ask_for(command, uow))  # type: ignore[misc]
    where = zip(tasks(world), ("P-07", "LOC-A-10-1", "P-07"), strict=True)
    body = {"qty_m": 0, "from": None, "to": None, "lot": None, "lot_name": None}
    events = [world.event("task_done", body | {"task": task.id, "from_code": code}, wave=None) for task, code in where]
    assert set(world.verdicts(*events)) == {"accepted"}
    rows = world.store.read(lambda views: finds_of(views, world.w, "Bench 4", NOW))
    assert [(row["tote"], row["state"], row["who"], row["at"]) for row in rows] == [
        ("T-0005", "done", "Ana", None),
        ("T-0004", "done", "Ana", "A-10-1"),
    ]
    assert world.store.read(lambda views: views.slots.places(world.w)) == {"T-0003": "P-07"}
    assert world.store.read(lambda views: finds_of(views, world.w, "Bench 5", NOW)) == []


def test_a_bin_that_holds_less_than_orders_want_is_filled_up_from_the_reserve_and_nobody_picks_there(
    world: World, sam: Person
) -> None:
    stock(world, (1, 1, 4), (2, 2, 9), (10, 1, 50))
    assert refill(world) == 0, "no reserve is named"
    line = world.claim()["lines"][0]["id"]
    assert "A-10-1" in [one.code for one in world.store.write(lambda uow: uow.bins.elsewhere(line))]
    world.store.write(lambda uow: save_reserve("*-10-?", sam, uow))
    assert "A-10-1" not in [one.code for one in world.store.write(lambda uow: uow.bins.elsewhere(line))]
    assert refill(world) == 1
    assert refill(world) == 1, "the same one"
    (task,) = tasks(world)
    assert (task.kind, task.qty_m, task.origin, task.target, task.asked_by) == ("refill", 1000, 3, 1, None)
    assert task.due_at is not None


def test_what_lies_in_totes_is_still_in_odoos_book_of_the_bin(world: World, sam: Person) -> None:
    stock(world, (1, 1, 5), (10, 1, 50))
    world.store.write(lambda uow: save_reserve("*-10-?", sam, uow))
    line = world.claim()["lines"][0]
    assert world.verdicts(world.pick(line, 3000)) == ["accepted"]
    assert (refill(world), tasks(world)) == (0, [])
    stock(world, (1, 1, 4), (10, 1, 50))
    refill(world)
    assert [task.qty_m for task in tasks(world)] == [1000]


def test_a_refill_nobody_needs_any_more_is_asked_for_no_longer_but_by_whom_it_was_asked(
    world: World, sam: Person
) -> None:
    stock(world, (1, 1, 4), (2, 2, 0), (10, 1, 50))
    world.store.write(lambda uow: save_reserve("*-10-?", sam, uow))
    ask(world, sam, "SKU-2", "refill")
    refill(world)
    assert len(tasks(world)) == 2
    stock(world, (1, 1, 5), (2, 2, 9), (10, 1, 50))
    refill(world)
    assert [task.product for task in tasks(world)] == [2]


def test_what_is_on_its_way_in_odoos_books_or_in_somebodys_hand_is_not_asked_for_again(
    world: World, sam: Person
) -> None:
    stock(world, (1, 1, 4), (10, 1, 50))
    world.store.write(lambda uow: save_reserve("*-10-?", sam, uow))
    refill(world)
    (task,) = tasks(world)
    assert world.verdicts(world.event("task_taken", {"task": task.id}, wave=None)) == ["accepted"]
    assert refill(world) == 0
    done = {"task": task.id, "qty_m": 1000, "from": 3, "from_code": None, "to": 1, "lot": None, "lot_name": None}
    assert world.verdicts(world.event("task_done", done, wave=None)) == ["accepted"]
    assert (refill(world), tasks(world)) == (0, [])


@pytest.mark.parametrize("text", ["*", "**,A-*", "?", "x" * 41, ",".join(["A-*"] * 21)])
def test_a_pattern_that_would_be_everything_or_too_long_is_no_reserve(world: World, sam: Person, text: str) -> None:
    with pytest.raises(Refused, match=r"reserve\.pattern"):
        world.store.write(lambda uow: save_reserve(text, sam, uow))


def test_the_reserve_is_read_seldom_and_after_the_bins_of_orders(world: World, sam: Person) -> None:
    world.store.write(lambda uow: save_reserve("*-10-?", sam, uow))
    assert sorted(world.store.write(lambda uow: uow.stock.bins(world.w, 9))) == [1, 2, 10]
    stock(world)
    assert sorted(world.store.write(lambda uow: uow.stock.bins(world.w, 9))) == [1, 2]
    assert len(world.store.write(lambda uow: uow.stock.bins(world.w, 1))) == 1
