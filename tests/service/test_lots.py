"""The server's own check of lots and numbers: whatever a device says, none counts twice and none is of other goods."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.service.world import World, _product, transfer
from warehouse_app.service.ports.odoo import BinStock, OdooLot
from warehouse_app.service.ports.store import UnitOfWork

GOODS = (1, "4006381333931", "serial"), (2, "4006381333948", "lot")


@pytest.fixture
def numbered(world: World) -> World:
    """Good 1 has single numbers (lots 1 to 4 of Odoo), good 2 a lot (5); all lie in the bins of the wave."""

    def mark(uow: UnitOfWork) -> None:
        uow.catalogue.keep_products([replace(_product(n, code), tracking=tracking) for n, code, tracking in GOODS])
        uow.catalogue.keep_lots([OdooLot(n, 1 if n < 5 else 2, f"L{n}", None) for n in range(1, 6)])
        rows = [BinStock(1 if n < 5 else 2, 1 if n < 5 else 2, n, None, None, 1000, 0) for n in range(1, 6)]
        uow.stock.keep([1, 2], rows)

    world.store.write(mark)
    return world


def test_a_number_counts_once_whichever_line_it_is_picked_for(numbered: World) -> None:
    one, two, _ = numbered.claim()["lines"]
    body = {"line": two["id"], "qty_m": 1000, "location": 1, "product": 1, "lot": 1, "tote": None, "codes": []}
    first = numbered.event("pick", body | {"line": one["id"]})
    assert numbered.verdicts(first) == ["accepted"]
    again, other = numbered.event("pick", body), numbered.event("pick", body | {"lot": 2})
    assert numbered.send(again, other) == [
        {"index": 0, "id": again["id"], "verdict": "conflict", "key": "pick.serial_twice"},
        {"index": 1, "id": other["id"], "verdict": "accepted"},
    ]
    assert numbered.claim()["taken"] == [1, 2]


def test_twice_in_one_upload_is_twice_and_a_number_taken_back_may_count_again(numbered: World) -> None:
    one, two, _ = numbered.claim()["lines"]
    body = {"line": one["id"], "qty_m": 1000, "location": 1, "product": 1, "lot": 1, "tote": None, "codes": []}
    first, again = numbered.event("pick", body), numbered.event("pick", body | {"line": two["id"]})
    back = numbered.undo(one, first)
    third = numbered.event("pick", body | {"line": two["id"]})
    assert numbered.verdicts(first, again, back, third) == ["accepted", "conflict", "accepted", "accepted"]


def test_more_than_a_piece_of_one_number_is_none(numbered: World) -> None:
    line = numbered.claim()["lines"][0]
    body = {"line": line["id"], "qty_m": 2000, "location": 1, "product": 1, "lot": 1, "tote": None, "codes": []}
    assert numbered.verdicts(numbered.event("pick", body)) == ["conflict"]


def test_a_lot_of_other_goods_is_a_conflict_with_a_case_that_names_them(numbered: World) -> None:
    line = numbered.claim()["lines"][0]
    body = {"line": line["id"], "qty_m": 1000, "location": 1, "product": 1, "lot": 5, "tote": None, "codes": []}
    assert [answer["key"] for answer in numbered.send(numbered.event("pick", body))] == ["pick.other_lot"]
    assert len(numbered.cases()) == 1


def test_a_package_that_nobody_knows_is_looked_into_by_a_person(numbered: World) -> None:
    line = numbered.claim()["lines"][2]
    body = {"line": line["id"], "qty_m": 1000, "location": 2, "product": 2, "lot": 5, "tote": None, "codes": []}
    answers = numbered.send(
        numbered.event("pick", body | {"package": 77}), numbered.event("pick", body | {"package": 0})
    )
    assert [answer.get("key") for answer in answers] == ["event.not_applied", None]


def test_what_lies_in_a_bin_is_replaced_and_what_is_not_known_is_left_out(world: World) -> None:
    def look(rows: list[BinStock]) -> list[tuple[int, int | None]]:
        def use_case(uow: UnitOfWork) -> None:
            uow.stock.keep([1], rows)

        world.store.write(use_case)
        facts = world.store.read(lambda views: views.sheet_facts(world.wave))
        assert facts is not None
        return sorted((row.quantity_m, row.package) for row in facts.stock)

    box = BinStock(1, 1, None, 31, "PACK-31", 5000, 0)
    loose, strange = BinStock(1, 1, None, None, None, 9000, 0), BinStock(77, 1, None, None, None, 1, 0)
    assert look([loose, box, strange]) == [(5000, 1), (9000, None)]
    assert look([box]) == [(5000, 1)]
    assert look([]) == []


def test_bins_of_waves_are_looked_into_first_and_then_those_longest_not_seen(world: World) -> None:
    later = transfer(3, (9, 10, 1000))
    goods = [_product(10, "4006381333955")]

    def order(uow: UnitOfWork) -> tuple[list[int], list[int]]:
        uow.catalogue.keep_products(goods)
        uow.catalogue.keep_transfers(world.w, [later])
        before = uow.stock.bins(world.w, 9)
        uow.stock.keep([1], [])
        return before, uow.stock.bins(world.w, 9)

    assert world.store.write(order) == ([1, 2, 10], [2, 1, 10])


def test_the_bench_asks_for_the_lot_that_is_in_the_tote(numbered: World) -> None:
    line = numbered.claim()["lines"][2]
    other = OdooLot(6, 2, "L6", None)
    numbered.store.write(lambda uow: uow.catalogue.keep_lots([other]))
    body = {"line": line["id"], "qty_m": 400, "location": 2, "product": 2, "lot": 6, "tote": None, "codes": []}

    def on_the_bench() -> tuple[list[int | None], set[str]]:
        facts = numbered.store.write(lambda uow: uow.packing.pack_facts(line["transfer"]))
        return [row.lot for row in facts.lines], {lot.name for lot in facts.lots}

    line["transfer"] = next(tote["transfer"] for tote in numbered.claim()["totes"] if tote["code"] == line["tote"])
    numbered.send(numbered.event("pick", body))
    assert on_the_bench() == ([6], {"L6"})
    numbered.send(numbered.event("pick", body | {"lot": 5}))
    assert on_the_bench() == ([None], {"L5", "L6"})
