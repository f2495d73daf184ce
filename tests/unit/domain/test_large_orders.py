"""A few large orders to a cart: the walk told from bits is the walk, and the search over sets keeps every rule."""

from __future__ import annotations

import random
from collections.abc import Iterable
from functools import cache
from itertools import combinations
from typing import Any

import pytest

from tests.carts import broken_rules
from warehouse_app.domain.planning import cover, few, halves, loading, matching, packing, plan, pool, sets, tables
from warehouse_app.domain.planning.engine import PLAIN, Search
from warehouse_app.domain.planning.search import first_carts
from warehouse_app.domain.planning.shape import Cover, Shelf
from warehouse_app.domain.routing import metres
from warehouse_app.domain.routing.layout import Depot, Layout, Stop
from warehouse_app.service.plan_file import answer_of, task_of

Json = dict[str, Any]


def still() -> float:
    """A clock that stands: the whole search is done."""
    return 0.0


def large(orders: int, units: float = 30, **other: Any) -> Json:
    """Orders of 2 to 25 pieces in a hall of ten aisles."""
    draw = random.Random(orders)
    hall: Json = {"aisles": 10, "cells": 44, "blocks": 1, "aisle_pitch": 5, "cell_pitch": 1, "end_gap": 1.5}
    hall["depot"] = {"aisle": 0, "end": "front", "distance": 0}
    some = [{"id": number, "lines": [line(draw) for _ in range(draw.randint(2, 25))]} for number in range(orders)]
    limits = {"totes": None, "units": units, "weight": None, "volume": None}
    return {"layout": hall, "cart": limits, "orders": some, "seconds": 0.1, "seed": 3} | other


def an_order(number: int, units: float) -> Json:
    """So much at one stop."""
    return {"id": number, "lines": [{"aisle": 0, "cell": number, "units": units, "weight": 0, "volume": 0}]}


def line(draw: random.Random) -> Json:
    """One piece somewhere."""
    return {"aisle": draw.randrange(10), "cell": draw.randrange(44), "units": 1, "weight": 0, "volume": 0}


@pytest.mark.parametrize("end", ["front", "back"])
def test_halves_of_a_walk_meet_anywhere_at_its_length(end: str) -> None:
    draw = random.Random(5)
    for _ in range(60):
        aisles, cells = draw.randint(1, 6), draw.randint(1, 12)
        hall = Layout(aisles, cells, 1, draw.choice([0, 3]), draw.choice([0.5, 2]), 1.5, Depot(aisles // 2, end, 4))
        stops = [Stop(draw.randrange(aisles), draw.randrange(cells)) for _ in range(draw.randint(1, 9))]
        flat = tables.hall_of(hall)
        masks = [sum(1 << cell for cell in {stop.cell for stop in stops if stop.aisle == at}) for at in range(aisles)]
        before, after = [[0.0] + [halves.FAR] * 6], [[halves.FAR, 0.0] + [halves.FAR] * 5]
        for aisle in range(aisles):
            before.append(before[-1].copy())
            halves.ahead_plainly(flat, before[-1], masks[aisle], aisle)
            after.append(after[-1].copy())
            halves.back_plainly(flat, after[-1], masks[aisles - 1 - aisle], aisles - 1 - aisle)
        for one, other in zip(before, reversed(after), strict=True):
            assert min(map(sum, zip(one, other, strict=True))) + flat.home == pytest.approx(metres(hall, stops))


@pytest.mark.parametrize("blocks", [1, 2])
def test_the_walk_of_a_cart_that_was_kept_is_its_walk(blocks: int) -> None:
    task = large(24, units=60)
    task["layout"]["blocks"] = blocks
    asked = task_of(task)
    parts, _ = loading.parts_of(asked.orders, asked.limits)
    groups = first_carts(parts, asked.limits)
    search = Search(asked.layout, asked.limits, PLAIN, 1, still)
    found = few.Few.of(search, parts, groups, 1000)
    start = sum(found.carts.metres)
    longer = pool.stir(*found[:-1], search.most(), 1000, 0, 5.0)
    for cart, group in enumerate(few.groups_of(found.carts, keep_empty=True)):
        stops = [stop for part in group for stop in parts[part].stops]
        assert metres(asked.layout, stops) == pytest.approx(found.carts.metres[cart])
        assert sum(parts[part].load[0] for part in group) == found.carts.load[3 * cart] <= 60
    assert start + longer == pytest.approx(sum(found.carts.metres))


@pytest.mark.parametrize("off", [1, 2])
def test_what_two_full_carts_exchange_is_any_of_what_both_take_and_nothing_else(off: int) -> None:
    asked = task_of(large(16, units=60) | {"cart": {"totes": 6, "units": 60, "weight": 60, "volume": None}})
    parts, _ = loading.parts_of(asked.orders, asked.limits)
    search = Search(asked.layout, asked.limits, PLAIN, 1, still)
    hall, flat, carts, chance = few.Few.of(search, parts, first_carts(parts, asked.limits), 0)[:4]
    one, other, start = 0, 1, carts.width
    gives = carts.members[carts.filled[one] - off : carts.filled[one]]
    lists = [carts.members[: carts.filled[one]], carts.members[start : start + carts.filled[other]]]
    mine, theirs = (sum(parts[part].load[0] for part in group) for group in lists)
    less = sum(parts[part].load[0] for part in gives)
    fitting = {
        frozenset(some)
        for on in range(3)
        for some in combinations(lists[1], on)
        if max(mine - less + (more := sum(parts[part].load[0] for part in some)), theirs + less - more) <= 60
        and max(len(lists[0]) - off + on, len(lists[1]) - on + off) <= carts.width
    }
    seen = set()
    for _ in range(400):
        on = matching.match(hall, flat, carts, chance, search.most(), one, off, other, 1e6)
        if on >= 0:
            seen.add(frozenset(carts.members[start + carts.filled[other] - on : start + carts.filled[other]]))
        assert sorted(carts.members[start : start + carts.filled[other]]) == sorted(lists[1])
    assert seen == fitting != set()
    assert matching.match(hall, flat, carts, chance, search.most(), one, off, other, -1e6) == -1


@pytest.mark.parametrize("blocks", [1, 2])
def test_what_a_cart_saves_and_adds_is_told_from_its_walk_as_it_is_now(blocks: int) -> None:
    task = large(24, units=60)
    task["layout"]["blocks"] = blocks
    asked = task_of(task)
    parts, _ = loading.parts_of(asked.orders, asked.limits)
    search = Search(asked.layout, asked.limits, PLAIN, 1, still)
    found = few.Few.of(search, parts, first_carts(parts, asked.limits), 1000)

    def walk(some: Iterable[int]) -> float:
        return metres(asked.layout, [stop for part in some for stop in parts[part].stops])

    for _ in range(3):
        for cart, group in enumerate(few.groups_of(found.carts, keep_empty=True)):
            start, last = cart * found.carts.width, cart * found.carts.width + len(group) - 1
            less = sets.saved(found.hall, found.carts, found.pool, cart, start, last)
            assert less == pytest.approx(walk(group) - walk(group[1:-1]))
            for part in {*range(len(parts))} - {*group}:
                more = sets.added(found.hall, found.carts, found.pool, cart, part)
                assert more == pytest.approx(walk([*group, part]) - walk(group))
        pool.stir(*found[:-1], search.most(), 500, 0, 5.0)


def a_shelf(draw: random.Random, parts: int) -> tuple[Shelf, Cover]:
    """Random sets of one to three parts, each part alone among them, with random metres."""
    shelf, cover = few.shelf_of(parts, 3, 60)
    sets = [[part] for part in range(parts)] + [draw.sample(range(parts), draw.randint(2, 3)) for _ in range(40)]
    shelf.used[0] = len(sets)
    for number, members in enumerate(sets):
        shelf.members[3 * number : 3 * number + len(members)] = members
        shelf.filled[number], shelf.metres[number] = len(members), float(draw.randint(20, 60))
    return shelf, cover


def least(shelf: Shelf, parts: frozenset[int]) -> float:
    """The fewest metres for these parts, each on one set, by trying all."""

    @cache
    def of(left: frozenset[int]) -> float:
        if not left:
            return 0.0
        fitting = [at for at in range(shelf.used[0]) if min(left) in listed[at] and listed[at] <= left]
        return min(shelf.metres[at] + of(left - listed[at]) for at in fitting)

    listed = [frozenset(few.on_shelf(shelf, at)) for at in range(shelf.used[0])]
    return of(parts)


def test_the_best_plan_is_put_together_of_the_carts_on_the_shelf() -> None:
    draw = random.Random(11)
    for _ in range(20):
        shelf, cover_ = a_shelf(draw, 9)
        best = least(shelf, frozenset(range(9)))
        found = cover.recombine(shelf, cover_, 1000.0, 60_000)
        chosen = cover_.chosen[1 : 1 + cover_.chosen[0]]
        assert sorted(part for at in chosen for part in few.on_shelf(shelf, at)) == list(range(9))
        assert sum(shelf.metres[at] for at in chosen) == best == pytest.approx(found, abs=1e-3)
        assert cover.recombine(shelf, cover_, best - 1e-3, 60_000) == best - 1e-3


def test_each_cart_is_on_the_shelf_once_with_its_walk_until_the_shelf_is_full() -> None:
    task = task_of(large(24, units=60))
    parts, _ = loading.parts_of(task.orders, task.limits)
    search = Search(task.layout, task.limits, PLAIN, 1, still)
    found = few.Few.of(search, parts, first_carts(parts, task.limits), 40)
    pool.stir(*found[:-1], search.most(), 2000, 20, 5.0)
    shelf = found.shelf
    kept = [tuple(sorted(few.on_shelf(shelf, at))) for at in range(shelf.used[0])]
    assert len(kept) == len(shelf.keys) == len(set(kept))
    for at, some in enumerate(kept):
        stops = [stop for part in some for stop in parts[part].stops]
        assert metres(task.layout, stops) == pytest.approx(shelf.metres[at])


@pytest.mark.parametrize("limits", [{"units": 40}, {"units": 75, "totes": 4}, {"units": None, "totes": 3}])
def test_the_search_begins_with_few_carts(limits: Json) -> None:
    task = task_of(large(40) | {"cart": {"totes": None, "units": None, "weight": None, "volume": None} | limits})
    parts, _ = loading.parts_of(task.orders, task.limits)
    groups = packing.packed(parts, task.limits)
    assert sorted(part for group in groups for part in group) == list(range(len(parts)))
    assert max(sum(parts[part].load[0] for part in group) for group in groups) <= (limits["units"] or 10_000)
    assert max(map(len, groups)) <= limits.get("totes", 40)
    assert len(groups) <= len(first_carts(parts, task.limits))


def test_a_cart_is_filled_by_what_fills_it_and_not_by_the_largest_that_fits() -> None:
    orders = [an_order(at, units) for at, units in enumerate((4, 4, 3, 3, 3, 3))]
    task = task_of(large(1, units=10) | {"orders": orders})
    parts, _ = loading.parts_of(task.orders, task.limits)
    groups = packing.packed(parts, task.limits)
    assert sorted(sum(parts[part].load[0] for part in group) for group in groups) == [10, 10]


@pytest.mark.parametrize("limits", [{"units": 30}, {"units": 60, "totes": 4}, {"units": None, "totes": 3}])
def test_large_orders_keep_every_rule_and_walk_less_than_the_sorted_list(limits: Json) -> None:
    task = large(30, seconds=0.2)
    task["cart"] |= limits
    done = plan(task_of(task), still)
    assert broken_rules(task, answer_of(done, 0)) == []
    assert done.metres < 0.95 * plan(task_of(task | {"seconds": 0}), still).metres


def test_large_orders_are_planned_the_same_way_again_by_the_same_seed() -> None:
    assert plan(task_of(large(20)), still) == plan(task_of(large(20)), still)


def test_what_is_searched_by_sets_are_large_orders_on_carts_that_take_a_few() -> None:
    task = task_of(large(20))
    parts, _ = loading.parts_of(task.orders, task.limits)
    assert few.are_few(task.layout, parts, first_carts(parts, task.limits))
    assert not few.are_few(task.layout, parts, [list(range(20))])
