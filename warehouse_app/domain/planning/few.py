"""The search where a cart takes a few orders only: sets of orders come again and again, so their walks are kept."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from warehouse_app.domain.planning import tables
from warehouse_app.domain.planning.annealing import PRIME
from warehouse_app.domain.planning.engine import SLICES, Cooling, Effort, Found, Search, best_of, both
from warehouse_app.domain.planning.packing import packed
from warehouse_app.domain.planning.problem import Part
from warehouse_app.domain.planning.shape import Carts, Cover, Hall, Parts, Pool, Shelf
from warehouse_app.domain.planning.tables import Groups
from warehouse_app.domain.routing.layout import Layout

_PARTS = 400  # at most
_ON_A_CART = 10  # at most, on average
_STOPS = 4  # at least, on average: smaller orders are better told apart by what lies near them
_LESS = 1e-6  # metres, what a plan must walk less to be better
_PLACES = 14  # 2 to this power: sets whose walk is remembered
_SET_UP = 0.15  # of the time, for putting the first carts into tables
_HOT, _COLD = 0.15, 0.02  # of the length of a block: the heat, in metres
_STIRRED = 0.9  # of the time; the rest is for putting the last plan together
_SHELF = 6000  # sets on it at most
_GATHERED = 4000  # times the carts are put on the shelf, so that it is not full too soon
_ROUNDS = 5  # of heating and cooling, at most
_COOLED = 100  # changes a round needs for each part, times the cube of how many go on a cart: fewer spoil it
_CHANGES_A_TRY = 400  # of putting a plan together from the shelf


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
    shelf: Shelf
    cover: Cover

    @staticmethod
    def of(search: Search, parts: Sequence[Part], groups: Groups, moves: int) -> Few:
        """The carts as they are, ready for so many changes."""
        hall, width = tables.hall_of(search.layout, search.one_way), _width(search, parts, groups)
        carts = _carts_of(hall, groups, len(parts), width)
        pool = _pool_of(search, parts, len(groups), width, moves)
        kept = carts, pool, *shelf_of(len(parts), width, min(_SHELF, moves + 1))
        found = Few(*map(search.engine.as_table, (hall, tables.parts_of(parts), *kept)))
        search.engine.begin(*found[:4])
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
    """Heats and cools some times; after each the best plan is put together of all the carts that were seen."""
    cooling = Cooling(search.clock, search.clock(), effort.left * _STIRRED)
    moves = max(1, round(effort.seconds * search.engine.few_pace / SLICES))
    before = sum(Few.of(search, parts, groups, 0).carts.metres)
    few = Few.of(search, parts, min(groups, packed(parts, search.limits), key=len), moves * SLICES)
    limits, length = search.engine.as_table(search.most()), search.layout.block_length
    rounds, tries = _rounds(few, moves * SLICES), moves * SLICES // _CHANGES_A_TRY
    best, after, now, every = groups, before, 0, 1 + moves * SLICES // _GATHERED
    for turn, heat in cooling.slices(length * _HOT, length * _COLD, _SET_UP, rounds):
        if turn > now:
            best, after = _recombined(search, few, best, after, tries)
        now = turn
        search.engine.stir(*few[:-1], limits, moves, every, heat)
    best, after = _recombined(search, few, best, after, 0 if cooling.late else tries)
    return Found(best, before, after, cooling.late)


def _rounds(few: Few, moves: int) -> int:
    on_a_cart = len(few.carts.of) / len(few.carts.filled)
    return max(1, min(_ROUNDS, int(moves / (_COOLED * len(few.carts.of) * on_a_cart**3))))


def _recombined(search: Search, few: Few, best: Groups, after: float, tries: int) -> tuple[Groups, float]:
    """The best of what there was, the carts as they are now, and what is put together from the shelf; its metres."""
    now = sum(few.carts.metres)
    if now < after:
        best, after = groups_of(few.carts), now
    if not tries or search.engine.recombine(few.shelf, few.cover, after - _LESS, tries) >= after - _LESS:
        return best, after
    chosen = few.cover.chosen[1 : 1 + few.cover.chosen[0]]
    return [on_shelf(few.shelf, int(one)) for one in chosen], sum(few.shelf.metres[one] for one in chosen)


def on_shelf(shelf: Shelf, number: int) -> list[int]:
    """The parts of a set."""
    start = number * shelf.width
    return [int(one) for one in shelf.members[start : start + shelf.filled[number]]]


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


def _pool_of(search: Search, parts: Sequence[Part], carts: int, width: int, effort: int) -> Pool:
    places, pairs, uses = 1 << min(_PLACES, effort.bit_length()), len(parts) ** 2, len(parts) * carts
    return Pool(
        keys=[0] * places, metres=[0.0] * places, some=[0] * (width + 1),
        saved=[0.0] * pairs, saved_keys=[-1] * pairs, added=[0.0] * uses, added_keys=[-1] * uses,
        room=[0.0] * 6, walks=[0], part_keys=_keys(search.seed, len(parts)), cart_keys=[0] * carts,
        masks=_masks(search.layout, parts), chance=[search.seed * 7919 % (PRIME - 1) + 1],
    )  # fmt: skip


def shelf_of(parts: int, width: int, sets: int) -> tuple[Shelf, Cover]:
    """With nothing on it."""
    places = 1 << (2 * sets).bit_length()
    shelf = Shelf([0], [0] * places, [0] * sets, [0.0] * sets, [0] * sets, [0] * (sets * width), width)
    cover = Cover(
        at=[0] * (parts + 1), sets=[0] * (sets * width), price=[0.0] * parts, trial=[0.0] * parts, over=[0.0] * sets,
        barred=[0] * sets, open=[0] * parts, done=[0] * parts, row=[0] * (parts + 1), cursor=[0] * (parts + 1),
        path=[0] * (parts + 1), chosen=[0] * (parts + 1),
    )  # fmt: skip
    return shelf, cover


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
