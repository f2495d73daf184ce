"""Orders onto carts: every limit kept, the urgent first, little walked, the same again by the same seed."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.carts import broken_rules
from warehouse_app.domain.planning import annealing, halves, loading, plan
from warehouse_app.domain.planning.problem import Plan
from warehouse_app.domain.planning.search import first_carts
from warehouse_app.domain.planning.tables import carts_of, hall_of, parts_of
from warehouse_app.domain.routing import metres
from warehouse_app.service.plan_file import WrongPlan, answer_of, task_of

Json = dict[str, Any]


def still() -> float:
    """A clock that stands: the whole search is done."""
    return 0.0


def running(step: float) -> Callable[[], float]:
    """A clock that goes on by so much whenever it is looked at."""
    ticks = count()
    return lambda: next(ticks) * step


def a_day(orders: int, seconds: float = 0.2, **cart: Any) -> Json:
    """A shop's orders in a hall of 6 aisles."""
    draw = random.Random(orders)
    hall: Json = {"aisles": 6, "cells": 20, "blocks": 1, "aisle_pitch": 4, "cell_pitch": 1, "end_gap": 1}
    hall["depot"] = {"aisle": 0, "end": "front", "distance": 0}
    some = [
        {"id": number, "lines": [a_line(draw.randrange(6), draw.randrange(20)) for _ in range(draw.choice([1, 1, 2]))]}
        for number in range(orders)
    ]
    limits = {"totes": 8, "units": None, "weight": None, "volume": None} | cart
    return {"layout": hall, "cart": limits, "orders": some, "seconds": seconds, "seed": 3}


def a_line(aisle: int, cell: int, units: float = 1, weight: float = 0, volume: float = 0) -> Json:
    """What is taken at one stop."""
    return {"aisle": aisle, "cell": cell, "units": units, "weight": weight, "volume": volume}


def planned(task: Json, clock: Callable[[], float] = still) -> Plan:
    """The plan of a file."""
    return plan(task_of(task), clock)


def rules(task: Json, done: Plan) -> list[str]:
    """What the plan breaks."""
    return broken_rules(task, answer_of(done, 0))


@st.composite
def files(draw: st.DrawFn) -> Json:
    """Small files of any kind, with orders that fit no cart among them."""
    blocks = draw(st.sampled_from([1, 2]))
    aisles, cells = draw(st.integers(1, 4)), blocks * draw(st.integers(1, 4))
    depot = {"aisle": draw(st.integers(0, aisles - 1)), "end": draw(st.sampled_from(["front", "back"])), "distance": 2}
    hall = {"aisles": aisles, "cells": cells, "blocks": blocks, "aisle_pitch": 3, "cell_pitch": 1, "end_gap": 1}
    amounts = st.integers(0, 9)
    line = st.builds(a_line, st.integers(0, aisles - 1), st.integers(0, cells - 1), amounts, amounts, amounts)
    order = st.fixed_dictionaries(
        {
            "lines": st.lists(line, max_size=4),
            "priority": st.integers(0, 1),
            "cutoff": st.none() | st.integers(-50, 200),
            "zone": st.sampled_from([None, "cold"]),
        }
    )
    orders = [one | {"id": f"S{number}"} for number, one in enumerate(draw(st.lists(order, max_size=12)))]
    limits = {name: draw(st.none() | st.integers(1, 12)) for name in ("totes", "units", "weight", "volume")}
    return {"layout": hall | {"depot": depot}, "cart": limits, "orders": orders, "seconds": 0.05, "seed": 1}


@given(task=files())
@settings(max_examples=60)
def test_no_rule_is_broken_whatever_is_asked(task: Json) -> None:
    assert rules(task, planned(task)) == []


def test_the_search_walks_less_than_the_sorted_list() -> None:
    task = a_day(120)
    sorted_only, searched = planned(task | {"seconds": 0}), planned(task | {"seconds": 2})
    assert rules(task, searched) == []
    assert searched.metres < 0.93 * sorted_only.metres


def test_the_same_seed_gives_the_same_plan() -> None:
    assert planned(a_day(60)) == planned(a_day(60), running(0.00001))
    assert planned(a_day(60)) != planned(a_day(60) | {"seed": 4})


def test_a_clock_that_is_ahead_ends_the_search_and_is_told() -> None:
    late = planned(a_day(60), running(0.01))
    assert late.cut_short
    assert not planned(a_day(60)).cut_short
    assert rules(a_day(60), late) == []


def test_with_no_time_there_is_an_answer() -> None:
    assert rules(a_day(60), planned(a_day(60, seconds=0))) == []


def test_the_first_truck_is_served_first_and_within_a_truck_the_higher_priority() -> None:
    task = a_day(64)
    for order in task["orders"]:
        order |= {"cutoff": None if order["id"] < 16 else 300 - 100 * (order["id"] // 32), "priority": order["id"] % 2}
    carts = [{*cart.orders} for cart in planned(task).carts]
    assert set().union(*carts[:2]) == {one for one in range(32, 64) if one % 2}
    assert set().union(*carts[:4]) == {*range(32, 64)}
    assert set().union(*carts[-2:]) == {*range(16)}
    assert all(len({one % 2 for one in cart}) == 1 for cart in carts)


def test_one_urgent_order_shares_its_cart_and_the_cart_goes_first() -> None:
    task = a_day(40)
    task["orders"][7]["cutoff"] = 5
    first = planned(task).carts[0]
    assert 7 in first.orders
    assert len(first.orders) == 8


def test_an_order_too_large_for_a_cart_is_split_and_no_cart_has_two_of_its_totes() -> None:
    task = a_day(0, units=10) | {"orders": [{"id": "big", "lines": [a_line(0, 1, 25), a_line(3, 3, 4)]}]}
    done = planned(task)
    assert [cart.orders for cart in done.carts] == [("big",)] * 3
    assert rules(task, done) == []


def test_what_no_cart_takes_is_told() -> None:
    heavy = {"id": 1, "lines": [a_line(2, 3, units=2, weight=50)]}
    done = planned(a_day(0, weight=20) | {"orders": [heavy, {"id": 2, "lines": []}]})
    assert done.unplanned == {1: "one unit at aisle 2, cell 3 is more than a cart takes (weight)", 2: "it has no lines"}


def test_no_order_is_no_cart() -> None:
    assert planned(a_day(0)) == Plan(())


@pytest.mark.parametrize("blocks", [1, 2])
def test_what_the_search_believes_a_cart_walks_is_what_it_walks(blocks: int) -> None:
    task = task_of(a_day(50) | {"layout": a_day(0)["layout"] | {"blocks": blocks}})
    parts, _ = loading.parts_of(task.orders, task.limits)
    hall, flat = hall_of(task.layout), parts_of(parts)
    groups = first_carts(parts, task.limits)
    carts = carts_of(hall, flat, len(groups) + 1, 8, 5)
    where = [next(cart for cart, group in enumerate(groups) if part in group) for part in range(len(parts))]
    annealing.fill(hall, flat, carts, where)
    start = sum(carts.metres)
    longer = annealing.anneal(hall, flat, carts, [halves.FAR] * 3, 3000, 1.0)
    for cart, believed in enumerate(carts.metres):
        stops = [stop for part, on in enumerate(carts.of) if on == cart for stop in parts[part].stops]
        assert metres(task.layout, stops) == pytest.approx(believed)
    assert start + longer == pytest.approx(sum(carts.metres))


def broken() -> Iterator[tuple[str, Json | list[int]]]:
    """Files with one wrong field each, by its name."""
    good = a_day(2)
    hall, order = good["layout"], good["orders"][0]
    yield "the file", []
    yield "layout", {"cart": {}, "orders": []}
    yield "layout.aisles", good | {"layout": hall | {"aisles": "6"}}
    yield "layout.cells", good | {"layout": hall | {"cells": 19, "blocks": 2}}
    yield "layout.blocks", good | {"layout": hall | {"blocks": 3}}
    yield "layout.cell_pitch", good | {"layout": hall | {"cell_pitch": -1}}
    yield "layout.depot.end", good | {"layout": hall | {"depot": {"aisle": 0, "end": "left", "distance": 0}}}
    yield "layout.depot.aisle", good | {"layout": hall | {"depot": {"aisle": 6, "end": "front", "distance": 0}}}
    yield "cart.totes", good | {"cart": {"totes": 1.5}}
    yield "orders", good | {"orders": {}}
    yield "orders[0].id", good | {"orders": [{"lines": []}]}
    yield "orders[1].id", good | {"orders": [order, order]}
    yield "orders[0].cutoff", good | {"orders": [order | {"cutoff": "soon"}]}
    yield "orders[0].lines[0].aisle", good | {"orders": [order | {"lines": [a_line(6, 0)]}]}
    yield "orders[0].lines[0].cell", good | {"orders": [order | {"lines": [{"aisle": 1}]}]}
    yield "orders[0].lines[1].units", good | {"orders": [order | {"lines": [a_line(0, 0), a_line(0, 0, units=-1)]}]}
    yield "seconds", good | {"seconds": float("nan")}
    yield "seed", good | {"seed": 0.5}


@pytest.mark.parametrize(("field", "task"), list(broken()))
def test_a_wrong_field_is_named(field: str, task: Any) -> None:
    with pytest.raises(WrongPlan) as wrong:
        task_of(task)
    assert str(wrong.value).startswith(f"{field}:")
