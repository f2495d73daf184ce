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


def takes(parts: Parts, carts: Carts, limits: list[float], cart: int, off: int, other: int, on: int) -> bool:
    """Whether the cart takes the last parts of the other instead of its own last ones."""
    if carts.filled[cart] - off + on > carts.width:
        return False
    for kind in range(3):
        load = carts.load[cart * 3 + kind]
        end = cart * carts.width + carts.filled[cart]
        for place in range(end - off, end):
            load -= parts.size[carts.members[place] * 3 + kind]
        end = other * carts.width + carts.filled[other]
        for place in range(end - on, end):
            load += parts.size[carts.members[place] * 3 + kind]
        if load > limits[kind]:
            return False
    return True


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
    shuffle(carts, pool, other, on)
    if not takes(parts, carts, limits, one, off, other, on) or not takes(parts, carts, limits, other, on, one, off):
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
