"""The search: from carts cut out of a sorted list to better ones, within a time by the clock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from math import inf

from warehouse_app.domain.planning import tables
from warehouse_app.domain.planning.engine import (
    PLAIN,
    SLICES,
    Clock,
    Cooling,
    Effort,
    Engine,
    Found,
    Search,
    best_of,
    both,
)
from warehouse_app.domain.planning.few import are_few, better_few
from warehouse_app.domain.planning.loading import fits, plus
from warehouse_app.domain.planning.problem import Limits, Part
from warehouse_app.domain.planning.tables import Groups

__all__ = ["PLAIN", "Clock", "Effort", "Engine", "Search", "better_carts", "first_carts"]

_TABLES = 40_000_000  # numbers held at most; beyond, the first carts are the answer
_SET_UP = 0.3  # of the time, for putting the first carts into tables
_COLD = 1 / 125  # of the length of a block: the heat in the end, in metres
_HOTTER = 5.0  # in the beginning, by so many times
_ROUNDS = 6  # of searching two halves
_HURRY_S = 4.0  # with less, filling the tables again costs more than another border gives
_HALVED = 60  # carts, at least: fewer are not worth a second core
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
    """Where there are two cores, each takes half of many carts, round by round with another border."""
    number = len(groups) + max(1, len(groups) // 20)
    slow = len(parts) * search.engine.fill_part_s * 2 > effort.left
    if slow or number * search.layout.aisles * search.layout.cells > _TABLES:
        return groups, True
    rounds = 1
    if search.engine.beside and len(groups) >= _HALVED:
        rounds = _ROUNDS if effort.seconds >= _HURRY_S else 2
    end, late, best = search.clock() + effort.left, False, groups
    cold = search.layout.block_length * _COLD
    hot = cold * (1 + _HOTTER * min(1.0, effort.seconds * search.engine.pace / len(parts) / _PATIENT))
    before = after = 0.0
    for turn in range(rounds):
        heats = hot * (cold / hot) ** (turn / rounds), hot * (cold / hot) ** ((turn + 1) / rounds)
        share = Effort(effort.seconds / rounds, max(0.001, end - search.clock()) / (rounds - turn))
        if rounds == 1:
            found = [_best_of_two(search, parts, groups, share, heats)]
        else:
            found = _of_halves(replace(search, seed=search.seed + turn), parts, best, share, heats, turn)
        best = [group for one in found for group in one.groups]
        late = late or any(one.late for one in found)
        after = sum(one.after for one in found)
        before = before or sum(one.before for one in found)
    return (best if after < before else groups), late


def _best_of_two(
    search: Search, parts: Sequence[Part], groups: Groups, effort: Effort, heats: tuple[float, float]
) -> Found:
    jobs = [partial(_annealed, one, parts, groups, effort, heats) for one in search.alone_or_twice()]
    return best_of(both(search.engine, jobs))


def _of_halves(
    search: Search, parts: Sequence[Part], groups: Groups, effort: Effort, heats: tuple[float, float], turn: int
) -> list[Found]:
    halves = _halves(parts, groups, turn)
    done = both(search.engine, [partial(_annealed, search, parts, half, effort, heats) for half in halves])
    return [one or Found(half, inf, 0.0, True) for one, half in zip(done, halves, strict=True)]


def _halves(parts: Sequence[Part], groups: Groups, turn: int) -> list[Groups]:
    """The carts in the order of the aisles they mostly go to, cut in the middle or at both quarters."""

    def place(group: list[int]) -> tuple[float, int]:
        aisles = [stop.aisle for part in group for stop in parts[part].stops]
        return sum(aisles) / len(aisles), min(group)

    ordered, quarter = sorted(groups, key=place), len(groups) // 4
    if turn % 2:
        return [ordered[quarter:-quarter], ordered[:quarter] + ordered[-quarter:]]
    return [ordered[: 2 * quarter], ordered[2 * quarter :]]


def _annealed(
    search: Search, every: Sequence[Part], groups: Groups, effort: Effort, heats: tuple[float, float]
) -> Found:
    """These carts after changes among themselves, while the heat falls."""
    cooling, engine = Cooling(search.clock, search.clock(), effort.left), search.engine
    those = [part for group in groups for part in group]
    parts, spot = [every[one] for one in those], {one: at for at, one in enumerate(those)}
    number = len(groups) + max(1, len(groups) // 20)
    hall, flat = tables.hall_of(search.layout, search.one_way), tables.parts_of(parts)
    width = search.limits.totes or min(len(parts), 4 * max(map(len, groups)))
    carts = tables.carts_of(hall, flat, number, min(width, len(parts)), search.seed)
    where = tables.where_of([[spot[one] for one in group] for group in groups], len(parts))
    hall, flat, carts, limits, where = map(engine.as_table, (hall, flat, carts, search.most(), where))
    engine.fill(hall, flat, carts, where)
    before = sum(carts.metres)
    moves = max(1, round(effort.seconds * engine.pace / SLICES))
    for _, heat in cooling.slices(*heats, _SET_UP):
        engine.anneal(hall, flat, carts, limits, moves, heat)
    found = [[those[one] for one in group] for group in tables.groups_of(carts.of, number)]
    return Found(found, before, sum(carts.metres), cooling.late)
