"""What two full carts may exchange: what both take, and of that what may pay.

Drawn blindly nineteen of twenty exchanges would not fit, and nine of ten that fit make the walks much longer. How much
is told beforehand from what each cart walks with or without a part, as if parts did not share their ways: of those
that are worth making, next to all are told right. Written for lists and for arrays, as `annealing` is.
"""

from __future__ import annotations

from warehouse_app.domain.planning.sets import added, chance, saved
from warehouse_app.domain.planning.shape import Carts, Hall, Parts, Pool


def given(parts: Parts, carts: Carts, first: int, last: int, kind: int) -> float:
    """What the parts at both places come to; twice the same: that part."""
    load = parts.size[carts.members[first] * 3 + kind]
    if first != last:
        load += parts.size[carts.members[last] * 3 + kind]
    return load


def exchange(carts: Carts, here: int, there: int) -> None:
    """Two places of the lists."""
    carts.members[here], carts.members[there] = carts.members[there], carts.members[here]


def make_room(parts: Parts, carts: Carts, pool: Pool, limits: list[float], one: int, off: int, other: int) -> None:
    """What the other cart may give, at most and at least, for the last parts of `one`, so that both take it."""
    end = one * carts.width + carts.filled[one]
    for kind in range(3):
        load = given(parts, carts, end - off, end - 1, kind)
        pool.room[kind] = limits[kind] - carts.load[one * 3 + kind] + load
        pool.room[3 + kind] = carts.load[other * 3 + kind] + load - limits[kind]


def both_take(parts: Parts, carts: Carts, pool: Pool, first: int, last: int) -> bool:
    """Whether the parts at both places are what both carts take."""
    for kind in range(3):
        load = given(parts, carts, first, last, kind)
        if load > pool.room[kind] or load < pool.room[3 + kind]:
            return False
    return True


def pays(hall: Hall, carts: Carts, pool: Pool, one: int, other: int, first: int, last: int, most: float) -> bool:
    """Whether `one` may take the parts at both places of the other, told by each alone: it is seldom wrong."""
    left = most + saved(hall, carts, pool, other, first, last)
    if left >= 0.0:
        left -= added(hall, carts, pool, one, carts.members[first])
    if left >= 0.0 and first != last:
        left -= added(hall, carts, pool, one, carts.members[last])
    return left >= 0.0


def left_to_pay(hall: Hall, carts: Carts, pool: Pool, one: int, off: int, other: int, most: float) -> float:
    """Of `most` metres more, what is left when the last parts of `one` have gone to the other."""
    last = one * carts.width + carts.filled[one] - 1
    most += saved(hall, carts, pool, one, last - off + 1, last)
    for place in range(last - off + 1, last + 1):
        most -= added(hall, carts, pool, other, carts.members[place])
    return most


def for_nothing(carts: Carts, pool: Pool, off: int, other: int, left: float) -> bool:
    """Whether the other takes them and gives none."""
    takes = max(pool.room[3], pool.room[4], pool.room[5]) <= 0.0 and carts.filled[other] + off <= carts.width
    return takes and left >= 0.0


def for_these(
    hall: Hall,
    parts: Parts,
    carts: Carts,
    pool: Pool,
    one: int,
    off: int,
    other: int,
    first: int,
    last: int,
    left: float,
) -> bool:
    """Whether the other gives the parts at both places for them."""
    on = 1 if first == last else 2
    if max(carts.filled[one] - off + on, carts.filled[other] - on + off) > carts.width:
        return False
    return both_take(parts, carts, pool, first, last) and pays(hall, carts, pool, one, other, first, last, left)


def bring_last(carts: Carts, cart: int, first: int, last: int) -> int:
    """The parts at both places become the last of the list (-1 = none); how many."""
    end = cart * carts.width + carts.filled[cart] - 1
    if first < 0:
        return 0
    exchange(carts, last, end)
    if first == last:
        return 1
    exchange(carts, first, end - 1)
    return 2


def match(
    hall: Hall, parts: Parts, carts: Carts, pool: Pool, limits: list[float], one: int, off: int, other: int, most: float
) -> int:
    """How many parts of the other, by chance, go for the last ones of `one`; they become the last of its list.

    -1: there are none that both take and that, as far as can be told without walking, make the walks longer by no more
    than `most`.
    """
    make_room(parts, carts, pool, limits, one, off, other)
    left = left_to_pay(hall, carts, pool, one, off, other, most)
    found, here, there = 0, -1, -1
    if for_nothing(carts, pool, off, other, left):
        found = 1
    for first in range(other * carts.width, other * carts.width + carts.filled[other]):
        for last in range(first, other * carts.width + carts.filled[other]):
            if for_these(hall, parts, carts, pool, one, off, other, first, last, left):
                found += 1
                if chance(pool, found) == 0:
                    here, there = first, last
    return bring_last(carts, other, here, there) if found > 0 else -1
