"""The search: from carts cut out of a sorted list to better ones, within a time by the clock.

How many changes are tried follows from the seconds that are given, by a pace each engine keeps with ease. So the same
seed gives the same plan on any machine that keeps up; one that does not cools down by the clock and says so.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import inf
from typing import Any

from warehouse_app.domain.planning import annealing, tables
from warehouse_app.domain.planning.loading import fits, plus
from warehouse_app.domain.planning.problem import Limits, Part
from warehouse_app.domain.planning.tables import Groups
from warehouse_app.domain.routing.layout import Layout

_SLICES = 200  # how often the search looks at the clock
_TABLES = 40_000_000  # numbers held at most; beyond, the first carts are the answer
_SET_UP = 0.3  # of the time, for putting the first carts into tables
_PATIENT = 2000.0  # changes tried for each part when the search begins hot

Clock = Callable[[], float]


@dataclass(frozen=True)
class Engine:
    """A way of running `annealing`: how many changes a second are promised, and what filling the carts takes."""

    pace: float
    fill_part_s: float
    as_table: Callable[[Any], Any]
    fill: Callable[..., None]
    anneal: Callable[..., float]


PLAIN = Engine(3000, 0.0006, lambda table: table, annealing.fill, annealing.anneal)


@dataclass(frozen=True)
class Search:
    """What all bands share. `end` is a time of the clock."""

    layout: Layout
    limits: Limits
    engine: Engine
    seed: int
    clock: Clock


@dataclass(frozen=True)
class Effort:
    """So many changes are tried, but no more seconds are spent."""

    moves: int
    seconds: float


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
    begun = search.clock()
    layout, number = search.layout, len(groups) + max(1, len(groups) // 20)
    slow = len(parts) * search.engine.fill_part_s
    if len(groups) < 2:
        return groups, False
    if slow * 2 > effort.seconds or number * layout.aisles * layout.cells > _TABLES:
        return groups, True
    hall, flat = tables.hall_of(layout), tables.parts_of(parts)
    width = search.limits.totes or min(len(parts), 4 * max(map(len, groups)))
    carts = tables.carts_of(hall, flat, number, min(width, len(parts)), search.seed)
    hall, flat, carts = (search.engine.as_table(table) for table in (hall, flat, carts))
    where = [0] * len(parts)
    for cart, group in enumerate(groups):
        for part in group:
            where[part] = cart
    search.engine.fill(hall, flat, carts, search.engine.as_table(where))
    before = sum(carts.metres)
    cut_short = _cool(search, hall, flat, carts, len(parts), begun, effort)
    worse = sum(carts.metres) > before
    return (groups if worse else tables.groups_of(carts.of, number)), cut_short


def _cool(search: Search, hall: Any, flat: Any, carts: Any, parts: int, begun: float, effort: Effort) -> bool:
    """Anneals slice by slice; True when the clock was ahead of the changes that were promised."""
    limit = search.engine.as_table([most * (1 + 1e-9) if most < inf else annealing.FAR for most in search.limits.load])
    cold = search.layout.block_length / 125
    hot = cold * (1 + 8 * min(1.0, effort.moves / parts / _PATIENT))
    slice_moves = max(1, round(effort.moves / _SLICES))
    done, late = 0.0, False
    while done < 1:
        spent = ((search.clock() - begun) / effort.seconds - _SET_UP) / (1 - _SET_UP)
        late = late or spent > done
        done = max(done, spent)
        heat = hot * (cold / hot) ** min(done, 1.0)
        if done < 1:
            search.engine.anneal(hall, flat, carts, limit, slice_moves, heat, heat)
        done += 1 / _SLICES
    return late
