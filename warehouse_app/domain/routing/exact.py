"""The shortest walk in parallel aisles, exact for any number of blocks: one pass over the aisles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from warehouse_app.domain.routing.aisle import Costs, costs, costs_from, counts
from warehouse_app.domain.routing.layout import Layout, Stop
from warehouse_app.domain.routing.machine import machine
from warehouse_app.domain.routing.tour import Edges, Node, stops_of

Values = dict[int, float]  # metres by state
Choice = tuple[int, int]  # the state before, and the way taken from it


@dataclass(frozen=True, slots=True)
class Route:
    """Each place once, in the order of the walk, and its length from where it begins to the depot."""

    stops: tuple[Stop, ...]
    metres: float


@dataclass(slots=True)
class _Pass:
    """One pass over the aisles: the cells of the stops, and what was chosen at each step."""

    layout: Layout
    places: Mapping[tuple[int, int], list[int]]
    start: Stop | None
    steps: list[tuple[str, int, int, dict[int, Choice]]] = field(default_factory=list)


def route(layout: Layout, stops: Iterable[Stop], start: Stop | None = None) -> Route:
    """From the depot, or from where the picker stands (`start`), past all stops and to the depot."""
    wanted = set(stops)
    if not wanted and start is None:
        return Route((), 0.0)
    run = _Pass(layout, _places(layout, wanted, start), start)
    value = _forward(run)
    edges = _edges(run)
    begin: Node = (layout.depot.aisle, layout.cross_mark(layout.depot_node))
    if start is not None:
        begin = (start.aisle, layout.mark(start.cell))
    passed = stops_of(edges, begin, {(stop.aisle, layout.mark(stop.cell)): stop for stop in wanted})
    return Route(passed, value + (2 if start is None else 1) * layout.depot.distance)


def metres(layout: Layout, stops: Iterable[Stop], start: Stop | None = None) -> float:
    """Only how long it is."""
    wanted = set(stops)
    if not wanted and start is None:
        return 0.0
    ends = 2 if start is None else 1
    return _forward(_Pass(layout, _places(layout, wanted, start), start)) + ends * layout.depot.distance


def _places(layout: Layout, stops: set[Stop], start: Stop | None) -> dict[tuple[int, int], list[int]]:
    """Cells by aisle and block, rising."""
    found = defaultdict(set)
    for stop in stops | ({start} if start is not None else set()):
        found[stop.aisle, stop.cell // layout.block_cells].add(stop.cell)
    return {place: sorted(cells) for place, cells in found.items()}


def _forward(run: _Pass) -> float:
    """The length of the best walk; the choices on the way are left in `run`."""
    layout = run.layout
    how = machine(layout.blocks, run.start is not None)
    touched = {layout.depot.aisle, *(aisle for aisle, _ in run.places)}
    first, last = min(touched), max(touched)
    values: Values = {how.empty: 0.0}
    for aisle in range(first, last + 1):
        if aisle == layout.depot.aisle:
            values = _at_depot(run, how.touch[layout.depot_node], values)
        for block in range(layout.blocks):
            values = _through(run, how.through[block], values, aisle, block)
        values = _along(run, how.along, values, aisle)
    return values[how.done]


def _at_depot(run: _Pass, after: tuple[int, ...], values: Values) -> Values:
    cheapest_last = sorted(values, key=values.__getitem__, reverse=True)
    choices = {after[state]: (state, 0) for state in cheapest_last if after[state] >= 0}
    run.steps.append(("depot", 0, 0, choices))
    return {state: values[before] for state, (before, _) in choices.items()}


def _through(run: _Pass, after: tuple[tuple[int, ...], ...], values: Values, aisle: int, block: int) -> Values:
    best: Values = {}
    choices: dict[int, Choice] = {}
    for way, cost in _costs(run, aisle, block):
        table = after[way]
        for state, value in values.items():
            to = table[state]
            if to >= 0 and (to not in best or value + cost < best[to]):
                best[to] = value + cost
                choices[to] = state, way
    run.steps.append(("through", aisle, block, choices))
    return best


def _costs(run: _Pass, aisle: int, block: int) -> Costs:
    offsets, length = [run.layout.offset(cell) for cell in run.places.get((aisle, block), [])], run.layout.block_length
    here = _start_in(run, aisle, block)
    return costs(offsets, length) if here is None else costs_from(here, offsets, length)


def _start_in(run: _Pass, aisle: int, block: int) -> int | None:
    """Its place among the cells of that piece, if it is there."""
    start = run.start
    if start is None or (start.aisle, start.cell // run.layout.block_cells) != (aisle, block):
        return None
    return run.places[aisle, block].index(start.cell)


def _along(run: _Pass, after: tuple[tuple[tuple[int, int], ...], ...], values: Values, aisle: int) -> Values:
    pitch = run.layout.aisle_pitch
    best: Values = {}
    choices: dict[int, Choice] = {}
    for state, value in values.items():
        for to, ways in after[state]:
            cost = value + ways * pitch
            if to not in best or cost < best[to]:
                best[to] = cost
                choices[to] = state, 0
    run.steps.append(("along", aisle, 0, choices))
    return best


def _edges(run: _Pass) -> Edges:
    """The pieces of the best walk, from the choices of the pass."""
    layout = run.layout
    how = machine(layout.blocks, run.start is not None)
    edges: Edges = []
    state = how.done
    for kind, aisle, block, choices in reversed(run.steps):
        before, way = choices[state]
        if kind == "through":
            edges += _pieces(run, aisle, block, way)
        elif kind == "along":
            edges += _crossings(layout, aisle, how.states[state])
        state = before
    return edges


def _pieces(run: _Pass, aisle: int, block: int, way: int) -> Edges:
    layout, cells = run.layout, run.places.get((aisle, block), [])
    spots = [layout.cross_mark(block), *map(layout.mark, cells), layout.cross_mark(block + 1)]
    often = counts(way, [layout.offset(cell) for cell in cells], _start_in(run, aisle, block))
    return [
        ((aisle, spots[place]), (aisle, spots[place + 1])) for place, count in enumerate(often) for _ in range(count)
    ]


def _crossings(layout: Layout, aisle: int, after: tuple[tuple[int, int], ...]) -> Edges:
    return [
        ((aisle, layout.cross_mark(node)), (aisle + 1, layout.cross_mark(node)))
        for node, (part, odd) in enumerate(after)
        if part
        for _ in range(1 if odd else 2)
    ]
