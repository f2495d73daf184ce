"""Carts of a few large orders: what a set of parts walks is told once and kept, so that most changes cost a look-up.

Like `annealing` it is written for lists and for arrays, as plain loops over flat numbers. The kept sets are the pool
from which `cover` puts a whole plan together.
"""

from __future__ import annotations

import math

from warehouse_app.domain.planning.annealing import PRIME
from warehouse_app.domain.planning.cover import gather
from warehouse_app.domain.planning.halves import FAR, ahead_plainly
from warehouse_app.domain.planning.shape import Carts, Hall, Parts, Pool, Shelf
from warehouse_app.domain.planning.walks import ahead, weigh_bits


def chance(pool: Pool, below: int) -> int:
    """A chance number from 0."""
    pool.chance[0] = pool.chance[0] * 48271 % PRIME
    return pool.chance[0] * below >> 31


def mask_of(hall: Hall, pool: Pool, count: int, block: int) -> int:
    """The stops of the set in a block of an aisle, counted through all aisles."""
    mask = 0
    for place in range(count):
        mask |= pool.masks[pool.some[place] * hall.aisles * hall.blocks + block]
    return mask


def walked(hall: Hall, carts: Carts, pool: Pool, count: int) -> float:
    """The walk past the stops of the first so many parts in `pool.some`."""
    for state in range(hall.states):
        carts.one[state] = FAR
    carts.one[hall.empty] = 0.0
    for aisle in range(hall.aisles):
        if hall.quick == 1:
            ahead_plainly(hall, carts.one, mask_of(hall, pool, count, aisle), aisle)
        else:
            for block in range(hall.blocks):
                at = aisle * hall.blocks + block
                weigh_bits(hall, carts, at, mask_of(hall, pool, count, at))
            ahead(hall, carts, 0, aisle)
    return carts.one[hall.done] + hall.home


def shuffle(carts: Carts, pool: Pool, cart: int, some: int) -> None:
    """So many parts of the cart, by chance, become the last of its list."""
    for last in range(carts.filled[cart] - 1, carts.filled[cart] - 1 - some, -1):
        here, there = cart * carts.width + last, cart * carts.width + chance(pool, last + 1)
        carts.members[here], carts.members[there] = carts.members[there], carts.members[here]


def changed_key(carts: Carts, pool: Pool, cart: int, off: int, other: int, on: int) -> int:
    """The key of the cart without its last parts and with the last ones of the other."""
    key = pool.cart_keys[cart]
    end = cart * carts.width + carts.filled[cart]
    for place in range(end - off, end):
        key ^= pool.part_keys[carts.members[place]]
    end = other * carts.width + carts.filled[other]
    for place in range(end - on, end):
        key ^= pool.part_keys[carts.members[place]]
    return key


def given(parts: Parts, carts: Carts, cart: int, off: int, kind: int) -> float:
    """What the last parts of the cart come to."""
    load, end = 0.0, cart * carts.width + carts.filled[cart]
    for place in range(end - off, end):
        load += parts.size[carts.members[place] * 3 + kind]
    return load


def between(parts: Parts, carts: Carts, first: int, second: int, kind: int, least: float, most: float) -> bool:
    """Whether the parts at both places (-1 = none) come to as much together."""
    load = 0.0
    if first >= 0:
        load += parts.size[carts.members[first] * 3 + kind]
    if second >= 0:
        load += parts.size[carts.members[second] * 3 + kind]
    return least <= load <= most


def exchange(carts: Carts, here: int, there: int) -> None:
    """Two places of the lists."""
    carts.members[here], carts.members[there] = carts.members[there], carts.members[here]


def match(parts: Parts, carts: Carts, pool: Pool, limits: list[float], one: int, off: int, other: int, on: int) -> bool:
    """So many parts that the other can give for the last ones of `one` become the last of its list, by chance.

    Drawn blindly nineteen of twenty changes would not fit, where carts are full. False: there are none.
    """
    filled, start, found, first, second = carts.filled[other], other * carts.width, 0, -1, -1
    if carts.filled[one] - off + on > carts.width or filled - on + off > carts.width:
        return False
    off0, off1, off2 = (
        given(parts, carts, one, off, 0),
        given(parts, carts, one, off, 1),
        given(parts, carts, one, off, 2),
    )
    most0, least0 = limits[0] - carts.load[one * 3] + off0, carts.load[other * 3] + off0 - limits[0]
    most1, least1 = limits[1] - carts.load[one * 3 + 1] + off1, carts.load[other * 3 + 1] + off1 - limits[1]
    most2, least2 = limits[2] - carts.load[one * 3 + 2] + off2, carts.load[other * 3 + 2] + off2 - limits[2]
    for place in range(start, start + filled if on > 0 else start + 1):
        here = place if on > 0 else -1
        for there in range(place + 1, start + filled) if on > 1 else range(-1, 0):
            if (
                between(parts, carts, here, there, 0, least0, most0)
                and between(parts, carts, here, there, 1, least1, most1)
                and between(parts, carts, here, there, 2, least2, most2)
            ):
                found += 1
                if chance(pool, found) == 0:
                    first, second = here, there
    if second >= 0:
        exchange(carts, second, start + filled - 1)
    if first >= 0:
        exchange(carts, first, start + filled - 1 - (on - 1))
    return found > 0


def changed(hall: Hall, carts: Carts, pool: Pool, cart: int, off: int, other: int, on: int) -> float:
    """The walk of the cart without its last parts and with the last ones of the other."""
    stay = carts.filled[cart] - off
    if stay + on == 0:
        return 0.0
    key = changed_key(carts, pool, cart, off, other, on)
    spot = key & (len(pool.keys) - 1)
    if pool.keys[spot] != key:
        for place in range(stay):
            pool.some[place] = carts.members[cart * carts.width + place]
        start = other * carts.width + carts.filled[other] - on
        for place in range(on):
            pool.some[stay + place] = carts.members[start + place]
        pool.keys[spot] = key
        pool.metres[spot] = walked(hall, carts, pool, stay + on)
    return pool.metres[spot]


def load_of(parts: Parts, carts: Carts, pool: Pool, cart: int) -> None:
    """Adds up what is on the cart."""
    pool.cart_keys[cart] = 0
    for kind in range(3):
        carts.load[cart * 3 + kind] = 0.0
    for place in range(cart * carts.width, cart * carts.width + carts.filled[cart]):
        part = carts.members[place]
        pool.cart_keys[cart] ^= pool.part_keys[part]
        for kind in range(3):
            carts.load[cart * 3 + kind] += parts.size[part * 3 + kind]


def swap(parts: Parts, carts: Carts, pool: Pool, one: int, off: int, other: int, on: int) -> None:
    """The last parts of both carts change places."""
    here, there = one * carts.width + carts.filled[one] - off, other * carts.width + carts.filled[other] - on
    for place in range(max(off, on)):
        carts.members[here + place], carts.members[there + place] = (
            carts.members[there + place],
            carts.members[here + place],
        )
    carts.filled[one] += on - off
    carts.filled[other] += off - on
    load_of(parts, carts, pool, one)
    load_of(parts, carts, pool, other)


def attempt_swap(hall: Hall, parts: Parts, carts: Carts, pool: Pool, limits: list[float], heat: float) -> float:
    """Some parts of two carts change places, or not; by how much all walks became longer."""
    one, other = chance(pool, len(carts.filled)), chance(pool, len(carts.filled))
    kind = chance(pool, 20)
    off = 1 if kind < 13 else 2
    on = 0 if kind < 3 else 1 if kind < 17 else 2
    if one == other or carts.filled[one] < off or carts.filled[other] < on:
        return 0.0
    shuffle(carts, pool, one, off)
    if not match(parts, carts, pool, limits, one, off, other, on):
        return 0.0
    allowed = -heat * math.log((chance(pool, PRIME - 1) + 1) / PRIME)
    mine = changed(hall, carts, pool, one, off, other, on)
    theirs = changed(hall, carts, pool, other, on, one, off)
    more = mine + theirs - carts.metres[one] - carts.metres[other]
    if more > allowed:
        return 0.0
    swap(parts, carts, pool, one, off, other, on)
    carts.metres[one], carts.metres[other] = mine, theirs
    return more


def stir(
    hall: Hall,
    parts: Parts,
    carts: Carts,
    pool: Pool,
    shelf: Shelf,
    limits: list[float],
    moves: int,
    every: int,
    heat: float,
) -> float:
    """So many attempts at this heat, in metres; by how much the walks became longer.

    After each `every` attempts the carts are put on the shelf, not at all with 0.
    """
    more = 0.0
    for move in range(moves):
        more += attempt_swap(hall, parts, carts, pool, limits, heat)
        if every > 0 and move % every == 0:
            gather(carts, pool, shelf)
    return more


def begin(hall: Hall, parts: Parts, carts: Carts, pool: Pool) -> None:
    """Walks the carts as they are."""
    for cart in range(len(carts.filled)):
        load_of(parts, carts, pool, cart)
        carts.metres[cart] = changed(hall, carts, pool, cart, 0, cart, 0)
