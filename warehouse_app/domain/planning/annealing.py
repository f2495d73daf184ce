"""Carts made better by moving and swapping orders: what a chance change costs is told by the exact walk of both carts.

This is written for two ways of running it: as it stands, on lists, and compiled, on arrays (`warehouse_app.fast`), with
the same result. So it is plain loops over flat numbers, draws its own chance, and everything lies in this one module.
For each cart the states of all walks up to each aisle (`before`) and from it to the end (`after`) are kept: a change
is then only walked through the aisles it touches. Tables: `domain.routing.machine`.
"""

from __future__ import annotations

import math

from warehouse_app.domain.planning.halves import FAR, ahead_plainly, back_plainly, highest, lowest, widest
from warehouse_app.domain.planning.shape import Carts, Hall, Parts

WAYS = 6
PRIME = 2147483647


def draw(carts: Carts, below: int) -> int:
    """A chance number from 0."""
    carts.chance[0] = carts.chance[0] * 48271 % PRIME
    return carts.chance[0] * below >> 31


def weigh_bits(hall: Hall, carts: Carts, block: int, mask: int) -> None:
    """What each way through one block (counted through all aisles and carts) costs; its stops are bits."""
    at = block * WAYS
    carts.ways[at] = 0.0 if mask == 0 else FAR
    carts.ways[at + 3] = carts.ways[at + 4] = carts.ways[at + 5] = FAR
    if mask != 0:
        first, last = lowest(mask), highest(mask)
        carts.ways[at + 3] = 2 * hall.offset[last]
        carts.ways[at + 4] = 2 * (hall.length - hall.offset[first])
        if first < last:
            carts.ways[at + 5] = 2 * (hall.length - hall.offset[widest(mask, first, last)] + hall.offset[0])


def weigh_cells(hall: Hall, carts: Carts, block: int) -> None:
    """The same where a block has too many cells for bits."""
    cells = hall.cells // hall.blocks
    first, last, gap = -1.0, 0.0, 0.0
    for cell in range(cells):
        if carts.stock[block * cells + cell] > 0:
            place = hall.offset[cell]
            if first < 0.0:
                first = place
            else:
                gap = max(gap, place - last)
            last = place
    at = block * WAYS
    carts.ways[at] = 0.0 if first < 0.0 else FAR
    carts.ways[at + 3] = 2 * last if first >= 0.0 else FAR
    carts.ways[at + 4] = 2 * (hall.length - first) if first >= 0.0 else FAR
    carts.ways[at + 5] = 2 * (hall.length - gap) if gap > 0.0 else FAR


def weigh(hall: Hall, carts: Carts, cart: int, aisle: int) -> None:
    """What each way through the blocks of an aisle costs this cart."""
    for block in range(hall.blocks):
        at = (cart * hall.aisles + aisle) * hall.blocks + block
        if hall.bits == 1:
            weigh_bits(hall, carts, at, carts.masks[at])
        else:
            weigh_cells(hall, carts, at)


def through(hall: Hall, carts: Carts, block: int, at: int, forth: bool) -> None:
    """The states in `one` become those after one block of an aisle, whose ways cost what stands from `at` on."""
    source, goal = (hall.through_from, hall.through_to) if forth else (hall.through_to, hall.through_from)
    one, other = carts.one, carts.other
    for state in range(hall.states):
        other[state] = FAR
    for way in range(WAYS):
        metres = carts.ways[at + way]
        if metres < FAR:
            for step in range(hall.through_at[block * WAYS + way], hall.through_at[block * WAYS + way + 1]):
                cost = one[source[step]] + metres
                if cost < other[goal[step]]:
                    other[goal[step]] = cost
    for state in range(hall.states):
        one[state] = other[state]


def along(hall: Hall, carts: Carts, forth: bool) -> None:
    """The same along the cross aisles."""
    source, goal = (hall.along_from, hall.along_to) if forth else (hall.along_to, hall.along_from)
    one, other = carts.one, carts.other
    for state in range(hall.states):
        other[state] = FAR
    for step in range(len(source)):
        cost = one[source[step]] + hall.along_cost[step]
        if cost < other[goal[step]]:
            other[goal[step]] = cost
    for state in range(hall.states):
        one[state] = other[state]


def arrive(hall: Hall, carts: Carts, forth: bool) -> None:
    """The same at the depot, which must be reached."""
    one, other = carts.one, carts.other
    for state in range(hall.states):
        other[state] = FAR
    for state in range(hall.states):
        to = hall.touch[state]
        if to >= 0:
            source, goal = (state, to) if forth else (to, state)
            other[goal] = min(other[goal], one[source])
    for state in range(hall.states):
        one[state] = other[state]


def ahead(hall: Hall, carts: Carts, cart: int, aisle: int) -> None:
    """The states in `one` become those after the aisle."""
    if hall.quick == 1:
        ahead_plainly(hall, carts.one, carts.masks[cart * hall.aisles + aisle], aisle)
        return
    if aisle == hall.depot:
        arrive(hall, carts, True)
    for block in range(hall.blocks):
        through(hall, carts, block, ((cart * hall.aisles + aisle) * hall.blocks + block) * WAYS, True)
    along(hall, carts, True)


def back(hall: Hall, carts: Carts, cart: int, aisle: int) -> None:
    """What is left to walk after the aisle, in `one`, becomes what is left before it."""
    if hall.quick == 1:
        back_plainly(hall, carts.one, carts.masks[cart * hall.aisles + aisle], aisle)
        return
    along(hall, carts, False)
    for block in range(hall.blocks - 1, -1, -1):
        through(hall, carts, block, ((cart * hall.aisles + aisle) * hall.blocks + block) * WAYS, False)
    if aisle == hall.depot:
        arrive(hall, carts, False)


def settle(hall: Hall, carts: Carts, cart: int) -> None:
    """Walks the whole hall for one cart, both ways."""
    row = (hall.aisles + 1) * hall.states
    for state in range(hall.states):
        carts.one[state] = FAR
    carts.one[hall.empty] = 0.0
    for aisle in range(hall.aisles):
        for state in range(hall.states):
            carts.before[cart * row + aisle * hall.states + state] = carts.one[state]
        ahead(hall, carts, cart, aisle)
    carts.metres[cart] = carts.one[hall.done] + hall.home if carts.filled[cart] > 0 else 0.0
    for state in range(hall.states):
        carts.one[state] = FAR
    carts.one[hall.done] = 0.0
    for aisle in range(hall.aisles - 1, -1, -1):
        for state in range(hall.states):
            carts.after[cart * row + (aisle + 1) * hall.states + state] = carts.one[state]
        back(hall, carts, cart, aisle)


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
