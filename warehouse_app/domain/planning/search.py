"""The search: from carts cut out of a sorted list to better ones, within a time by the clock."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf

from warehouse_app.domain.planning import tables
from warehouse_app.domain.planning.engine import PLAIN, SLICES, Clock, Cooling, Effort, Engine, Search
from warehouse_app.domain.planning.few import are_few, better_few
from warehouse_app.domain.planning.loading import fits, plus
from warehouse_app.domain.planning.problem import Limits, Part
from warehouse_app.domain.planning.tables import Groups

__all__ = ["PLAIN", "Clock", "Effort", "Engine", "Search", "better_carts", "first_carts"]

_TABLES = 40_000_000  # numbers held at most; beyond, the first carts are the answer
_SET_UP = 0.3  # of the time, for putting the first carts into tables
_COLD = 1 / 125  # of the length of a block: the heat in the end, in metres
_HOTTER = 8.0  # in the beginning, by so many times
_PATIENT = 2000.0  # changes tried for each part when the search begins hot


def first_carts(parts: Sequence[Part], limits: Limits) -> Groups:
    """The parts sorted by their last aisle, then to and fro by their first, cut where a cart is full."""

    def place(number: int) -> tuple[int, ...]:
        stops = parts[number].stops
        first, last = stops[0].aisle, stops[-1].aisle
        aisles, farthest = len({stop.aisle for stop in stops}), max(stop.cell for stop in stops)
        return last, first if last % 2 else -first, aisles, farthest, number

    groups: Groups = []
    load = (0.0, 0.0, 0.0)
    for number in sorted(range(len(parts)), key=place):
        more = plus(load, parts[number].load)
        if not groups or len(groups[-1]) >= (limits.totes or inf) or not fits(more, limits.load):
            groups.append([])
            more = parts[number].load
        groups[-1].append(number)
        load = more
    return groups


def better_carts(search: Search, parts: Sequence[Part], groups: Groups, effort: Effort) -> tuple[Groups, bool]:
    """The groups after the search, and whether the clock cut the search short. Never worse than they were."""
    if len(groups) < 2:
        return groups, False
    if are_few(search.layout, parts, groups):
        return better_few(search, parts, groups, effort)
    return _better_many(search, parts, groups, effort)


def _better_many(search: Search, parts: Sequence[Part], groups: Groups, effort: Effort) -> tuple[Groups, bool]:
    cooling = Cooling(search.clock, search.clock(), effort.left)
    layout, number = search.layout, len(groups) + max(1, len(groups) // 20)
    slow = len(parts) * search.engine.fill_part_s
    if slow * 2 > effort.left or number * layout.aisles * layout.cells > _TABLES:
        return groups, True
    hall, flat = tables.hall_of(layout), tables.parts_of(parts)
    width = search.limits.totes or min(len(parts), 4 * max(map(len, groups)))
    carts = tables.carts_of(hall, flat, number, min(width, len(parts)), search.seed)
    limits, where = search.most(), tables.where_of(groups, len(parts))
    hall, flat, carts, limits, where = map(search.engine.as_table, (hall, flat, carts, limits, where))
    search.engine.fill(hall, flat, carts, where)
    before = sum(carts.metres)
    moves = effort.seconds * search.engine.pace
    cold = layout.block_length * _COLD
    hot = cold * (1 + _HOTTER * min(1.0, moves / len(parts) / _PATIENT))
    for heat in cooling.slices(hot, cold, _SET_UP):
        search.engine.anneal(hall, flat, carts, limits, max(1, round(moves / SLICES)), heat)
    worse = sum(carts.metres) > before
    return (groups if worse else tables.groups_of(carts.of, number)), cooling.late
