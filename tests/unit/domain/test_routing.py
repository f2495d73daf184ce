"""The shortest walk: published cases with proven lengths, all orders on small halls, good walks elsewhere."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import pairwise, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sprp import cases
from warehouse_app.domain.route import natural
from warehouse_app.domain.routing import graph, metres, route
from warehouse_app.domain.routing.layout import Depot, Layout, Stop
from warehouse_app.domain.routing.machine import machine


def walked(layout: Layout, stops: Sequence[Stop], start: Stop | None = None) -> float:
    """How far it is past the stops in this order, and to the depot."""
    if not stops:
        return layout.home(start) if start else 0.0
    begin = layout.home(stops[0]) if start is None else layout.between(start, stops[0])
    return begin + sum(layout.between(one, other) for one, other in pairwise(stops)) + layout.home(stops[-1])


@st.composite
def halls(draw: st.DrawFn) -> Layout:
    """Small halls of one block, two or seldom three, with the depot anywhere along the front or the back."""
    blocks = draw(st.sampled_from([1, 1, 1, 2, 2, 2, 2, 3]))
    aisles = draw(st.integers(1, 4))
    depot = Depot(draw(st.integers(0, aisles - 1)), draw(st.sampled_from(["front", "back"])), draw(st.integers(0, 3)))
    pitch, cell, gap = draw(st.integers(1, 9)), draw(st.integers(1, 3)), draw(st.integers(0, 3))
    return Layout(aisles, blocks * draw(st.integers(1, 5)), blocks, pitch, cell, gap, depot)


def stops_in(layout: Layout) -> st.SearchStrategy[Stop]:
    """Any cell."""
    return st.builds(Stop, st.integers(0, layout.aisles - 1), st.integers(0, layout.cells - 1))


@pytest.mark.parametrize("blocks", [1, 2])
def test_each_published_case_has_its_proven_length(blocks: int) -> None:
    longer = [case.name for case in cases(blocks) if abs(metres(case.layout, case.stops) - case.optimum) > 1e-6]
    assert sum(1 for _ in cases(blocks)) == 288
    assert longer == []


@pytest.mark.parametrize("blocks", [1, 2])
def test_the_order_told_is_as_long_as_the_length_told(blocks: int) -> None:
    for case in cases(blocks):
        found = route(case.layout, case.stops)
        assert set(found.stops) == set(case.stops)
        assert walked(case.layout, found.stops) == pytest.approx(found.metres), case.name


@given(data=st.data())
def test_no_order_of_a_few_stops_is_shorter_from_wherever_the_picker_stands(data: st.DataObject) -> None:
    layout = data.draw(halls())
    stops = data.draw(st.lists(stops_in(layout), unique=True, max_size=4))
    start = data.draw(st.none() | stops_in(layout))
    found = route(layout, stops, start)
    best = min(walked(layout, order, start) for order in permutations(stops))
    assert found.metres == pytest.approx(best)
    assert walked(layout, found.stops, start) == pytest.approx(best)
    assert metres(layout, stops, start) == pytest.approx(best)
    assert sorted(found.stops) == sorted(stops)


@given(data=st.data())
def test_it_is_never_longer_than_the_order_of_the_names(data: st.DataObject) -> None:
    layout = data.draw(halls())
    stops = data.draw(st.lists(stops_in(layout), unique=True, max_size=40))
    by_name = sorted(stops, key=lambda stop: natural(f"A{stop.aisle}-{stop.cell}"))
    assert metres(layout, stops) <= walked(layout, by_name) + 1e-9


def test_no_stop_is_no_walk_and_a_stop_named_twice_is_one() -> None:
    hall = Layout(3, 10, 1, 4, 1, 1, Depot(0, "front", 5))
    assert route(hall, []).metres == 0
    assert route(hall, [Stop(1, 2)] * 3) == route(hall, [Stop(1, 2)])


def test_after_a_short_the_walk_goes_on_from_where_the_picker_stands() -> None:
    hall = Layout(3, 10, 1, 4, 1, 1, Depot(0, "front", 2))
    left = route(hall, [Stop(2, 9), Stop(1, 1)], Stop(2, 8))
    assert left.stops == (Stop(2, 9), Stop(1, 1))
    assert left.metres == 1 + (1 + 4 + 9) + (2 + 4 + 2)


def test_half_a_walk_has_few_states() -> None:
    assert [len(machine(blocks).states) for blocks in (1, 2)] == [7, 25]


@given(data=st.data())
def test_in_any_place_it_is_never_worse_than_as_given_nor_than_going_to_the_nearest(data: st.DataObject) -> None:
    size = data.draw(st.integers(2, 9))
    lengths = st.lists(st.integers(0, 50), min_size=size, max_size=size)
    table = data.draw(st.lists(lengths, min_size=size, max_size=size))
    given_order = list(range(1, size - 1))
    order, length = graph.walk(table, given_order, 0, size - 1)
    nearest = graph.nearest_next(table, given_order, 0)
    assert sorted(order) == given_order
    assert length == graph.length(table, order, 0, size - 1)
    assert length <= graph.length(table, given_order, 0, size - 1)
    assert length <= graph.length(table, nearest, 0, size - 1)


def test_in_any_place_it_is_close_to_the_shortest() -> None:
    draw = random.Random(7)
    gaps = []
    for _ in range(60):
        places = [(draw.random(), draw.random()) for _ in range(8)]
        table = [[abs(x - u) + abs(y - v) for u, v in places] for x, y in places]
        best = min(graph.length(table, order, 0, 0) for order in permutations(range(1, 7)))
        gaps.append(graph.walk(table, range(1, 7), 0, 0)[1] / best - 1)
    assert sum(gaps) / len(gaps) < 0.03
