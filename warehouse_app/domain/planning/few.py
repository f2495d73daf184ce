"""The search where a cart takes a few orders only: sets of orders come again and again, so their walks are kept."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from warehouse_app.domain.planning import tables
from warehouse_app.domain.planning.annealing import PRIME
from warehouse_app.domain.planning.engine import SLICES, Cooling, Effort, Found, Search, best_of, both
from warehouse_app.domain.planning.problem import Part
from warehouse_app.domain.planning.shape import Carts, Hall, Parts, Pool
from warehouse_app.domain.planning.tables import Groups
from warehouse_app.domain.routing.layout import Layout

_PARTS = 400  # at most
_ON_A_CART = 10  # at most, on average
_STOPS = 4  # at least, on average: smaller orders are better told apart by what lies near them
_PLACES = 18  # 2 to this power: sets whose walk is remembered
_SET_UP = 0.15  # of the time, for putting the first carts into tables
_HOT, _COLD = 1 / 5, 1 / 50  # of the length of a block: the heat, in metres


def are_few(layout: Layout, parts: Sequence[Part], groups: Groups) -> bool:
    """Whether this search is the better one."""
    if layout.block_cells > tables.CELLS:
        return False
    stops = sum(len(part.stops) for part in parts)
    return len(parts) <= min(_PARTS, _ON_A_CART * len(groups)) and stops >= _STOPS * len(parts)


class Few(NamedTuple):
    """What `pool` works on."""

    hall: Hall
    parts: Parts
    carts: Carts
    pool: Pool

    @staticmethod
    def of(search: Search, parts: Sequence[Part], groups: Groups, moves: int) -> Few:
        """The carts as they are, ready for so many changes."""
        hall, width = tables.hall_of(search.layout), _width(search, parts, groups)
        carts = _carts_of(hall, groups, len(parts), width)
        pool = _pool_of(search, parts, len(groups), width, moves)
        found = Few(*map(search.engine.as_table, (hall, tables.parts_of(parts), carts, pool)))
        search.engine.begin(*found)
        return found


def better_few(search: Search, parts: Sequence[Part], groups: Groups, effort: Effort) -> tuple[Groups, bool]:
    """The groups after the search, and whether the clock cut the search short. Never worse than they were.

    Where there are two cores each searches by a seed of its own, and the better answer counts.
    """
    if effort.left <= 0:
        return groups, True
    jobs = [partial(_stirred, one, parts, groups, effort) for one in search.alone_or_twice()]
    best = best_of(both(search.engine, jobs))
    return (best.groups if best.after < best.before else groups), best.late


def _stirred(search: Search, parts: Sequence[Part], groups: Groups, effort: Effort) -> Found:
    cooling = Cooling(search.clock, search.clock(), effort.left)
    moves = max(1, round(effort.seconds * search.engine.few_pace / SLICES))
    few = Few.of(search, parts, groups, moves * SLICES)
    limits, length = search.engine.as_table(search.most()), search.layout.block_length
    before = sum(few.carts.metres)
    for heat in cooling.slices(length * _HOT, length * _COLD, _SET_UP):
        search.engine.stir(*few, limits, moves, heat)
    return Found(groups_of(few.carts), before, sum(few.carts.metres), cooling.late)


def _width(search: Search, parts: Sequence[Part], groups: Groups) -> int:
    """How many parts a cart can hold."""
    most = search.limits.totes or len(parts)
    for kind, limit in enumerate(search.most()):
        load, count = 0.0, 0
        for one in sorted(part.load[kind] for part in parts):
            load += one
            count += load <= limit
        most = min(most, count)
    return min(max(most, *map(len, groups)), len(parts), 4 * max(map(len, groups)))


def _carts_of(hall: Hall, groups: Groups, parts: int, width: int) -> Carts:
    """The carts as they are; one of them at a time is walked, so there is room for the stops of one."""
    number = len(groups)
    members = [0] * (number * width)
    for cart, group in enumerate(groups):
        members[cart * width : cart * width + len(group)] = group
    walks = tables.carts_of(hall, tables.parts_of([]), 1, 1, 1)
    return walks._replace(
        of=tables.where_of(groups, parts), members=members, filled=[len(group) for group in groups],
        load=[0.0] * (3 * number), metres=[0.0] * number, width=width,
    )  # fmt: skip


def _pool_of(search: Search, parts: Sequence[Part], carts: int, width: int, moves: int) -> Pool:
    places = 1 << min(_PLACES, moves.bit_length())
    return Pool(
        keys=[0] * places, metres=[0.0] * places, some=[0] * width, part_keys=_keys(search.seed, len(parts)),
        cart_keys=[0] * carts, masks=_masks(search.layout, parts), chance=[search.seed * 7919 % (PRIME - 1) + 1],
    )  # fmt: skip


def _masks(layout: Layout, parts: Sequence[Part]) -> list[int]:
    """The cells of each part, as bits, by aisle and block."""
    row = layout.aisles * layout.blocks
    masks = [0] * (len(parts) * row)
    for number, part in enumerate(parts):
        for stop in part.stops:
            block, cell = divmod(stop.cell, layout.block_cells)
            masks[number * row + stop.aisle * layout.blocks + block] |= 1 << cell
    return masks


def _keys(seed: int, parts: int) -> list[int]:
    """A chance number of 62 bits for each part: the key of a set is what they are taken together, bit by bit."""
    draws = [seed * 48611 % (PRIME - 1) + 1]
    for _ in range(2 * parts):
        draws.append(draws[-1] * 69621 % PRIME)
    return [draws[at] << 31 | draws[at + 1] for at in range(1, 2 * parts, 2)]


def groups_of(carts: Carts, keep_empty: bool = False) -> Groups:
    """Who is on which cart."""
    listed = [carts.members[at * carts.width : at * carts.width + count] for at, count in enumerate(carts.filled)]
    return [[int(one) for one in group] for group in listed if len(group) or keep_empty]
