"""Carts made better by moving and swapping orders: what a chance change costs is told by the exact walk of both carts.

This is written for two ways of running it: as it stands, on lists, and compiled, on arrays (`warehouse_app.fast`), with
the same result. So it is plain loops over flat numbers, and draws its own chance.
"""

from __future__ import annotations

import math

from warehouse_app.domain.planning.halves import FAR, ahead_plainly
from warehouse_app.domain.planning.shape import Carts, Hall, Parts
from warehouse_app.domain.planning.walks import ahead, settle, weigh

PRIME = 2147483647


def draw(carts: Carts, below: int) -> int:
    """A chance number from 0."""
    carts.chance[0] = carts.chance[0] * 48271 % PRIME
    return carts.chance[0] * below >> 31


def stack(hall: Hall, parts: Parts, carts: Carts, part: int, cart: int, by: int) -> None:
    """Puts the stops of a part on a cart (`by` 1) or takes them off (-1)."""
    cells = hall.cells // hall.blocks
    for stop in range(parts.at[part], parts.at[part + 1]):
        aisle = cart * hall.aisles + parts.aisle[stop]
        cell = parts.cell[stop]
        carts.stock[aisle * hall.cells + cell] += by
        if carts.stock[aisle * hall.cells + cell] == (1 if by > 0 else 0):
            if hall.bits == 1:
                carts.masks[aisle * hall.blocks + cell // cells] ^= 1 << cell % cells
            if hall.quick == 0:
                weigh(hall, carts, cart, parts.aisle[stop])


def restock(hall: Hall, parts: Parts, carts: Carts, cart: int, off: int, on: int) -> None:
    """Takes the stops of one part off and puts those of another on (-1 = none)."""
    if off >= 0:
        stack(hall, parts, carts, off, cart, -1)
    if on >= 0:
        stack(hall, parts, carts, on, cart, 1)


def changed_mask(hall: Hall, parts: Parts, carts: Carts, cart: int, aisle: int, off: int, on: int) -> int:
    """The stops of a cart in an aisle, as bits, with one part off and another on (-1 = none)."""
    mask, row = carts.masks[cart * hall.aisles + aisle], (cart * hall.aisles + aisle) * hall.cells
    if off >= 0:
        for stop in range(parts.at[off], parts.at[off + 1]):
            if parts.aisle[stop] == aisle and carts.stock[row + parts.cell[stop]] == 1:
                mask ^= 1 << parts.cell[stop]
    if on >= 0:
        for stop in range(parts.at[on], parts.at[on + 1]):
            if parts.aisle[stop] == aisle:
                mask |= 1 << parts.cell[stop]
    return mask


def walk(hall: Hall, parts: Parts, carts: Carts, cart: int, off: int, on: int) -> float:
    """The walk of a cart with one part off and another on (-1 = none); only the aisles between are walked again."""
    first, last = hall.aisles, -1
    if off >= 0:
        first, last = parts.aisle[parts.at[off]], parts.aisle[parts.at[off + 1] - 1]
    if on >= 0:
        first, last = min(first, parts.aisle[parts.at[on]]), max(last, parts.aisle[parts.at[on + 1] - 1])
    row = cart * (hall.aisles + 1) * hall.states
    for state in range(hall.states):
        carts.one[state] = carts.before[row + first * hall.states + state]
    for aisle in range(first, last + 1):
        if hall.quick == 1:
            ahead_plainly(hall, carts.one, changed_mask(hall, parts, carts, cart, aisle, off, on), aisle)
        else:
            ahead(hall, carts, cart, aisle)
    best = FAR
    for state in range(hall.states):
        best = min(best, carts.one[state] + carts.after[row + (last + 1) * hall.states + state])
    return best + hall.home


def fits(parts: Parts, carts: Carts, limits: list[float], cart: int, off: int, on: int) -> bool:
    """Whether the cart takes `on` instead of `off` (-1 = none)."""
    if on < 0:
        return True
    if off < 0 and carts.filled[cart] >= carts.width:
        return False
    for kind in range(3):
        load = carts.load[cart * 3 + kind] + parts.size[on * 3 + kind]
        if off >= 0:
            load -= parts.size[off * 3 + kind]
        if load > limits[kind]:
            return False
    return True


def changed_walk(hall: Hall, parts: Parts, carts: Carts, cart: int, off: int, on: int) -> float:
    """The same for any hall; 0 when nothing is left on the cart."""
    if on < 0 and carts.filled[cart] == 1:
        return 0.0
    if hall.quick == 1:
        return walk(hall, parts, carts, cart, off, on)
    restock(hall, parts, carts, cart, off, on)
    metres = walk(hall, parts, carts, cart, off, on)
    restock(hall, parts, carts, cart, on, off)
    return metres


def leave(parts: Parts, carts: Carts, part: int) -> None:
    """The part is no more on the list of its cart."""
    cart = carts.of[part]
    carts.filled[cart] -= 1
    moved = carts.members[cart * carts.width + carts.filled[cart]]
    carts.members[cart * carts.width + carts.slot[part]] = moved
    carts.slot[moved] = carts.slot[part]
    for kind in range(3):
        carts.load[cart * 3 + kind] -= parts.size[part * 3 + kind]


def join(parts: Parts, carts: Carts, part: int, cart: int) -> None:
    """The part is on the list of this cart."""
    carts.of[part] = cart
    carts.slot[part] = carts.filled[cart]
    carts.members[cart * carts.width + carts.filled[cart]] = part
    carts.filled[cart] += 1
    for kind in range(3):
        carts.load[cart * 3 + kind] += parts.size[part * 3 + kind]


def target(parts: Parts, carts: Carts, part: int) -> int:
    """A cart that passes near the part, sometimes any."""
    if draw(carts, 50) == 0:
        return draw(carts, len(carts.filled))
    stop = parts.at[part] + draw(carts, parts.at[part + 1] - parts.at[part])
    reach = 8 << 3 * draw(carts, 3)
    place = parts.spot[stop] + draw(carts, 2 * reach + 1) - reach
    return carts.of[parts.near[min(max(place, 0), len(parts.near) - 1)]]


def attempt(hall: Hall, parts: Parts, carts: Carts, limits: list[float], heat: float) -> float:
    """One chance move or swap; by how much all walks became longer, 0 where it was not made."""
    part = draw(carts, len(carts.of))
    home, cart = carts.of[part], target(parts, carts, part)
    if cart == home:
        return 0.0
    other = -1
    if carts.filled[cart] > 0 and (carts.filled[cart] >= carts.width or draw(carts, 2) == 0):
        other = carts.members[cart * carts.width + draw(carts, carts.filled[cart])]
    if not (fits(parts, carts, limits, cart, other, part) and fits(parts, carts, limits, home, part, other)):
        return 0.0
    allowed = -heat * math.log((draw(carts, PRIME - 1) + 1) / PRIME)
    more = changed_walk(hall, parts, carts, home, part, other) - carts.metres[home]
    more += changed_walk(hall, parts, carts, cart, other, part) - carts.metres[cart]
    if more > allowed:
        return 0.0
    restock(hall, parts, carts, home, part, other)
    restock(hall, parts, carts, cart, other, part)
    leave(parts, carts, part)
    if other >= 0:
        leave(parts, carts, other)
        join(parts, carts, other, home)
    join(parts, carts, part, cart)
    settle(hall, carts, home)
    settle(hall, carts, cart)
    return more


def anneal(hall: Hall, parts: Parts, carts: Carts, limits: list[float], moves: int, heat: float) -> float:
    """So many attempts at this heat, in metres; by how much the walks became longer."""
    more = 0.0
    for _ in range(moves):
        more += attempt(hall, parts, carts, limits, heat)
    return more


def fill(hall: Hall, parts: Parts, carts: Carts, where: list[int]) -> None:
    """Puts each part on the cart told by `where`; the carts were empty."""
    for part in range(len(where)):
        join(parts, carts, part, where[part])
        stack(hall, parts, carts, part, where[part], 1)
    for cart in range(len(carts.filled)):
        settle(hall, carts, cart)
