"""A good walk where there are no plain aisles: any table of distances, also one-way ones. Never worse than as given.

>>> line = [abs(one - other) for one in range(5) for other in range(5)]
>>> walk([line[at : at + 5] for at in range(0, 25, 5)], [3, 1, 4, 2], 0, 0)
([1, 2, 3, 4], 8)
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

Table = Sequence[Sequence[float]]

_LONGEST = 3  # stops that are moved together
_LEAST = 1e-9


def walk(table: Table, stops: Sequence[int], start: int, end: int) -> tuple[list[int], float]:
    """From `start` past all `stops` to `end`: their order, and its length. `table[one][other]` is a distance."""
    best = min((list(stops), nearest_next(table, stops, start)), key=lambda order: length(table, order, start, end))
    path = [start, *best, end]
    while _turned(table, path) or _moved(table, path):
        pass
    return path[1:-1], length(table, path[1:-1], start, end)


def length(table: Table, stops: Sequence[int], start: int, end: int) -> float:
    """How long it is in this order."""
    return sum(table[one][other] for one, other in pairwise([start, *stops, end]))


def nearest_next(table: Table, stops: Sequence[int], start: int) -> list[int]:
    """Always to the nearest that is left."""
    left, here, order = list(stops), start, []
    while left:
        here = min(left, key=table[here].__getitem__)
        left.remove(here)
        order.append(here)
    return order


def _turned(table: Table, path: list[int]) -> bool:
    """Walks one piece the other way round, where that is shorter."""
    for first in range(1, len(path) - 2):
        there = back = 0.0
        for last in range(first + 1, len(path) - 1):
            there += table[path[last - 1]][path[last]]
            back += table[path[last]][path[last - 1]]
            before, after = path[first - 1], path[last + 1]
            now = table[before][path[first]] + there + table[path[last]][after]
            if table[before][path[last]] + back + table[path[first]][after] < now - _LEAST:
                path[first : last + 1] = path[first : last + 1][::-1]
                return True
    return False


def _moved(table: Table, path: list[int]) -> bool:
    """Moves up to three neighbours to a better place."""
    for size in range(1, _LONGEST + 1):
        for first in range(1, len(path) - size):
            piece, rest = path[first : first + size], path[:first] + path[first + size :]
            freed = _added(table, path[first - 1], piece, path[first + size])
            for place in range(1, len(rest)):
                if _added(table, rest[place - 1], piece, rest[place]) < freed - _LEAST:
                    path[:] = rest[:place] + piece + rest[place:]
                    return True
    return False


def _added(table: Table, before: int, piece: list[int], after: int) -> float:
    return table[before][piece[0]] + table[piece[-1]][after] - table[before][after]
