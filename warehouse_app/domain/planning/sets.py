"""Sets of parts: what one walks is told once and kept, so that most questions cost a look-up.

Written for lists and for arrays, as `annealing` is.
"""

from __future__ import annotations

from warehouse_app.domain.planning.annealing import PRIME
from warehouse_app.domain.planning.halves import FAR, ahead_plainly
from warehouse_app.domain.planning.shape import Carts, Hall, Pool
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


def known(hall: Hall, carts: Carts, pool: Pool, key: int, count: int) -> float:
    """The walk of the first so many parts in `pool.some`, which have this key."""
    if count == 0:
        return 0.0
    spot = key & (len(pool.keys) - 1)
    if pool.keys[spot] != key:
        pool.keys[spot] = key
        pool.metres[spot] = walked(hall, carts, pool, count)
        pool.walks[0] += 1
    return pool.metres[spot]


def saved(hall: Hall, carts: Carts, pool: Pool, cart: int, first: int, last: int) -> float:
    """By how much the cart walks less without the parts at both places; twice the same: without that part."""
    one, other = min(carts.members[first], carts.members[last]), max(carts.members[first], carts.members[last])
    at = one * len(carts.of) + other
    if pool.saved_keys[at] != pool.cart_keys[cart]:
        pool.saved_keys[at] = pool.cart_keys[cart]
        key, count = pool.cart_keys[cart] ^ pool.part_keys[one], 0
        if other != one:
            key ^= pool.part_keys[other]
        for place in range(cart * carts.width, cart * carts.width + carts.filled[cart]):
            if place != first and place != last:
                pool.some[count] = carts.members[place]
                count += 1
        pool.saved[at] = carts.metres[cart] - known(hall, carts, pool, key, count)
    return pool.saved[at]


def added(hall: Hall, carts: Carts, pool: Pool, cart: int, part: int) -> float:
    """By how much the cart would walk more with this part, if it took it."""
    at = part * len(carts.filled) + cart
    if pool.added_keys[at] != pool.cart_keys[cart]:
        pool.added_keys[at] = pool.cart_keys[cart]
        for place in range(carts.filled[cart]):
            pool.some[place] = carts.members[cart * carts.width + place]
        pool.some[carts.filled[cart]] = part
        key = pool.cart_keys[cart] ^ pool.part_keys[part]
        pool.added[at] = known(hall, carts, pool, key, carts.filled[cart] + 1) - carts.metres[cart]
    return pool.added[at]
