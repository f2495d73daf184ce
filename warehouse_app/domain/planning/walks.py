"""The walk of each cart, in any hall of aisles: what each aisle costs, and the states up to it and from it on.

For each cart the states of all walks up to each aisle (`before`) and from it to the end (`after`) are kept: a change
is then only walked through the aisles it touches. Tables: `domain.routing.machine`. Plain loops over flat numbers, as
in `annealing`.
"""

from __future__ import annotations

from warehouse_app.domain.planning.halves import FAR, ahead_plainly, back_plainly, highest, lowest, widest
from warehouse_app.domain.planning.shape import Carts, Hall

WAYS = 6


def weigh_bits(hall: Hall, carts: Carts, block: int, mask: int) -> None:
    """What each way through one block (counted through all aisles and carts) costs; its stops are bits."""
    at = block * WAYS
    carts.ways[at] = 0.0 if mask == 0 else FAR
    carts.ways[at + 3] = carts.ways[at + 4] = carts.ways[at + 5] = FAR
    if mask != 0 and hall.only[block // hall.blocks % hall.aisles] == 0:
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
    if hall.only[block // hall.blocks % hall.aisles] == 1:
        carts.ways[at + 3] = carts.ways[at + 4] = carts.ways[at + 5] = FAR


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
