"""Carts of a few large orders, which change places one or two at a time.

Like `annealing` it is written for lists and for arrays, as plain loops over flat numbers. The carts that are seen go to
a shelf, from which `cover` puts a whole plan together.
"""

from __future__ import annotations

import math

from warehouse_app.domain.planning.annealing import PRIME
from warehouse_app.domain.planning.cover import gather
from warehouse_app.domain.planning.matching import match
from warehouse_app.domain.planning.sets import chance, known
from warehouse_app.domain.planning.shape import Carts, Hall, Parts, Pool, Shelf

A_WALK = 2  # attempts that take as long as telling a walk


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


def changed(hall: Hall, carts: Carts, pool: Pool, cart: int, off: int, other: int, on: int) -> float:
    """The walk of the cart without its last parts and with the last ones of the other."""
    stay = carts.filled[cart] - off
    if stay + on == 0:
        return 0.0
    key = changed_key(carts, pool, cart, off, other, on)
    for place in range(stay):
        pool.some[place] = carts.members[cart * carts.width + place]
    start = other * carts.width + carts.filled[other] - on
    for place in range(on):
        pool.some[stay + place] = carts.members[start + place]
    return known(hall, carts, pool, key, stay + on)


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
    off = 1 if chance(pool, 3) > 0 else 2
    if one == other or carts.filled[one] < off:
        return 0.0
    shuffle(carts, pool, one, off)
    allowed = -heat * math.log((chance(pool, PRIME - 1) + 1) / PRIME)
    on = match(hall, parts, carts, pool, limits, one, off, other, allowed)
    if on < 0:
        return 0.0
    mine = changed(hall, carts, pool, one, off, other, on)
    theirs = changed(hall, carts, pool, other, on, one, off)
    longer = mine + theirs - carts.metres[one] - carts.metres[other]
    if longer > allowed:
        return 0.0
    swap(parts, carts, pool, one, off, other, on)
    carts.metres[one], carts.metres[other] = mine, theirs
    return longer


def stir(
    hall: Hall,
    parts: Parts,
    carts: Carts,
    pool: Pool,
    shelf: Shelf,
    limits: list[float],
    effort: int,
    every: int,
    heat: float,
) -> float:
    """Attempts at this heat, in metres; by how much the walks became longer.

    An attempt counts 1, each walk it tells `A_WALK` more, until it is so much `effort`. After each `every` of it the
    carts are put on the shelf, not at all with 0.
    """
    longer, spent, gathered = 0.0, 0, 0
    while spent < effort:
        pool.walks[0] = 0
        longer += attempt_swap(hall, parts, carts, pool, limits, heat)
        spent += 1 + A_WALK * pool.walks[0]
        if every > 0 and spent >= gathered:
            gather(carts, pool, shelf)
            gathered += every
    return longer


def begin(hall: Hall, parts: Parts, carts: Carts, pool: Pool) -> None:
    """Walks the carts as they are."""
    for cart in range(len(carts.filled)):
        load_of(parts, carts, pool, cart)
        carts.metres[cart] = changed(hall, carts, pool, cart, 0, cart, 0)
