"""Half a walk in a hall of one block, as seven numbers: the metres for each kind of it (`domain.routing.machine`).

Kinds, by number: nothing yet, all done, both cross aisles reached an odd number of times, or an even number and joined,
the front one alone, the back one alone, both but apart. The stops of an aisle are bits of one number, `mask`.
Plain loops over flat numbers, as in `annealing`.
"""

from __future__ import annotations

from warehouse_app.domain.planning.shape import Hall

FAR = 1e18
NOTHING, DONE, ODD, EVEN, FRONT, BACK, APART = range(7)


def lowest(mask: int) -> int:
    """The place of the lowest bit; there is one."""
    return (mask & -mask).bit_length() - 1


def highest(mask: int) -> int:
    """The place of the highest bit; there is one."""
    return mask.bit_length() - 1


def widest(mask: int, first: int, last: int) -> int:
    """How many cells lie at most from a bit to the next one; there are two."""
    free = ~mask & ((1 << last) - (1 << first))
    steps, wide = 1, free & free >> 1
    wide &= wide >> 2
    wide &= wide >> 4
    if wide != 0:  # eight at once: most walks have a gap that wide
        steps, free = 8, wide
    while free != 0:
        free &= free >> 1
        steps += 1
    return steps


def ahead_plainly(hall: Hall, one: list[float], mask: int, aisle: int) -> None:
    """The halves before an aisle, in `one`, become those after it and its way to the next."""
    nothing, done, odd, even = one[NOTHING], one[DONE], one[ODD], one[EVEN]
    front, back, apart = one[FRONT], one[BACK], one[APART]
    if aisle == hall.depot:
        if hall.depot_front == 1:
            front, apart, back = min(front, nothing), min(apart, back), FAR
        else:
            back, apart, front = min(back, nothing), min(apart, front), FAR
        nothing = done = FAR
    some = min(nothing, front, back, apart)
    through, twice = hall.length, 2 * hall.length
    if mask == 0:
        odd, even = min(odd, min(some, even) + through), min(even, odd + through, some + twice)
    else:
        first, last = lowest(mask), highest(mask)
        fore, aft, gap = 2 * hall.offset[last], twice - 2 * hall.offset[first], FAR
        if first < last:
            gap = twice - 2 * (hall.offset[widest(mask, first, last)] - hall.offset[0])
        least = min(fore, aft, gap)
        odd, even = min(odd + least, min(some, even) + through), min(even + least, odd + through, some + twice)
        apart = min(nothing + gap, front + min(aft, gap), back + min(fore, gap), apart + least)
        front, back = min(nothing, front) + fore, min(nothing, back) + aft
        nothing = done = FAR
    on = 2 * hall.pitch
    one[NOTHING], one[DONE], one[ODD], one[EVEN] = nothing, min(done, even, front, back), odd + on, even + 2 * on
    one[FRONT], one[BACK], one[APART] = min(front, even) + on, min(back, even) + on, apart + 2 * on


def back_plainly(hall: Hall, one: list[float], mask: int, aisle: int) -> None:
    """What is left to walk after an aisle, in `one`, becomes what is left before it."""
    on, through, twice = 2 * hall.pitch, hall.length, 2 * hall.length
    nothing, done, odd, apart = one[NOTHING], one[DONE], one[ODD] + on, one[APART] + 2 * on
    even = min(done, one[FRONT] + on, one[BACK] + on, one[EVEN] + 2 * on)
    front, back = min(done, one[FRONT] + on), min(done, one[BACK] + on)
    cross = min(odd + through, even + twice)
    if mask == 0:
        odd, even = min(odd, even + through), min(even, odd + through)
        nothing, front, back, apart = min(nothing, cross), min(front, cross), min(back, cross), min(apart, cross)
    else:
        first, last = lowest(mask), highest(mask)
        fore, aft, gap = 2 * hall.offset[last], twice - 2 * hall.offset[first], FAR
        if first < last:
            gap = twice - 2 * (hall.offset[widest(mask, first, last)] - hall.offset[0])
        least = min(fore, aft, gap)
        odd, even = min(odd + least, even + through), min(even + least, odd + through)
        nothing = min(front + fore, back + aft, apart + gap, cross)
        front = min(front + fore, apart + min(aft, gap), cross)
        back = min(back + aft, apart + min(fore, gap), cross)
        apart, done = min(apart + least, cross), FAR
    if aisle == hall.depot:
        done = FAR
        if hall.depot_front == 1:
            nothing, back = front, apart
        else:
            nothing, front = back, apart
    one[NOTHING], one[DONE], one[ODD], one[EVEN] = nothing, done, odd, even
    one[FRONT], one[BACK], one[APART] = front, back, apart
