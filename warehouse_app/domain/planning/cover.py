"""A whole plan put together from carts that were seen: each part on one of the sets of a shelf, the fewest metres.

Prices for the parts are found by subgradient steps: sets that cost more than their parts' prices by much cannot be in a
plan that is better. What is left is tried depth first, the part with the fewest sets first, in ever wider circles
around the bound the prices give. Like `annealing` it is written for lists and for arrays, as plain loops.
"""

from __future__ import annotations

from warehouse_app.domain.planning.halves import FAR
from warehouse_app.domain.planning.shape import Carts, Cover, Pool, Shelf

STEPS = 160  # of the prices
PATIENCE = 8  # steps without a better bound before they become smaller
CIRCLES = 6  # each twice as wide as the one before


def gather(carts: Carts, pool: Pool, shelf: Shelf) -> None:
    """Puts the carts as they are on the shelf, as long as there is room."""
    for cart in range(len(carts.filled)):
        place = pool.cart_keys[cart] & (len(shelf.place) - 1)
        while shelf.place[place] > 0 and shelf.keys[shelf.place[place] - 1] != pool.cart_keys[cart]:
            place = (place + 1) & (len(shelf.place) - 1)
        if shelf.place[place] == 0 and carts.filled[cart] > 0 and shelf.used[0] < len(shelf.keys):
            number = shelf.used[0]
            shelf.used[0] += 1
            shelf.place[place] = number + 1
            shelf.keys[number], shelf.metres[number] = pool.cart_keys[cart], carts.metres[cart]
            shelf.filled[number] = carts.filled[cart]
            for one in range(carts.filled[cart]):
                shelf.members[number * carts.width + one] = carts.members[cart * carts.width + one]


def index(shelf: Shelf, cover: Cover) -> None:
    """Which sets each part is in."""
    parts = len(cover.price)
    for part in range(parts + 1):
        cover.at[part] = 0
    for number in range(shelf.used[0]):
        for place in range(number * shelf.width, number * shelf.width + shelf.filled[number]):
            cover.at[shelf.members[place]] += 1
    for part in range(parts):
        cover.at[part + 1] += cover.at[part]
    for number in range(shelf.used[0] - 1, -1, -1):
        for place in range(number * shelf.width, number * shelf.width + shelf.filled[number]):
            cover.at[shelf.members[place]] -= 1
            cover.sets[cover.at[shelf.members[place]]] = number


def bound(shelf: Shelf, cover: Cover, price: list[float]) -> float:
    """The metres no plan of these sets comes below, by the prices; `open` tells how often each part is taken then."""
    found = 0.0
    for part in range(len(price)):
        found += price[part]
        cover.open[part] = 0
    for number in range(shelf.used[0]):
        left = shelf.metres[number]
        for place in range(number * shelf.width, number * shelf.width + shelf.filled[number]):
            left -= price[shelf.members[place]]
        cover.over[number] = left
        if left < 0:
            found += left
            for place in range(number * shelf.width, number * shelf.width + shelf.filled[number]):
                cover.open[shelf.members[place]] += 1
    return found


def share(shelf: Shelf, cover: Cover) -> None:
    """Prices to begin with: what a part costs in the cheapest set it is in."""
    for part in range(len(cover.price)):
        cover.trial[part] = FAR
    for number in range(shelf.used[0]):
        each = shelf.metres[number] / shelf.filled[number]
        for place in range(number * shelf.width, number * shelf.width + shelf.filled[number]):
            cover.trial[shelf.members[place]] = min(cover.trial[shelf.members[place]], each)


def settle_prices(shelf: Shelf, cover: Cover, known: float) -> float:
    """The best prices that were found, and the bound they give. `known`: the metres of the best plan there is."""
    share(shelf, cover)
    best, stride, idle = -FAR, 1.0, 0
    for _ in range(STEPS):
        found = bound(shelf, cover, cover.trial)
        idle += 1
        if found > best:
            best, idle = found, 0
            for part in range(len(cover.price)):
                cover.price[part] = cover.trial[part]
        elif idle >= PATIENCE:
            stride, idle = stride / 2, 0
        wrong = 0
        for part in range(len(cover.price)):
            wrong += (1 - cover.open[part]) * (1 - cover.open[part])
        if wrong == 0 or best >= known:
            break
        for part in range(len(cover.price)):
            cover.trial[part] += stride * (1.02 * known - found) * (1 - cover.open[part]) / wrong
    return bound(shelf, cover, cover.price)


def sort_sets(cover: Cover) -> None:
    """The sets of each part, the cheapest by the prices first."""
    for part in range(len(cover.price)):
        for here in range(cover.at[part] + 1, cover.at[part + 1]):
            one, there = cover.sets[here], here
            while there > cover.at[part] and cover.over[cover.sets[there - 1]] > cover.over[one]:
                cover.sets[there] = cover.sets[there - 1]
                there -= 1
            cover.sets[there] = one


def bar(shelf: Shelf, cover: Cover, number: int) -> float:
    """The set may no longer be taken, for one reason more; by how much the bound of what is free rises."""
    cover.barred[number] += 1
    if cover.barred[number] > 1:
        return 0.0
    for place in range(number * shelf.width, number * shelf.width + shelf.filled[number]):
        cover.open[shelf.members[place]] -= 1
    return max(0.0, -cover.over[number])


def free(shelf: Shelf, cover: Cover, number: int) -> float:
    """One reason less; by how much the bound of what is free falls."""
    cover.barred[number] -= 1
    if cover.barred[number] > 0:
        return 0.0
    for place in range(number * shelf.width, number * shelf.width + shelf.filled[number]):
        cover.open[shelf.members[place]] += 1
    return max(0.0, -cover.over[number])


def take(shelf: Shelf, cover: Cover, number: int) -> float:
    """The set is taken, and no other with a part of it; by how much the bound rises."""
    more = cover.over[number]
    for place in range(number * shelf.width, number * shelf.width + shelf.filled[number]):
        part = shelf.members[place]
        cover.done[part] = 1
        for at in range(cover.at[part], cover.at[part + 1]):
            more += bar(shelf, cover, cover.sets[at])
    return more


def put_back(shelf: Shelf, cover: Cover, number: int) -> float:
    """The opposite; by how much the bound falls."""
    less = cover.over[number]
    for place in range(number * shelf.width, number * shelf.width + shelf.filled[number]):
        part = shelf.members[place]
        cover.done[part] = 0
        for at in range(cover.at[part], cover.at[part + 1]):
            less += free(shelf, cover, cover.sets[at])
    return less


def narrowest(cover: Cover) -> int:
    """The part on no set yet that has the fewest to choose from; -1 when each is on one."""
    found, least = -1, len(cover.over) + 1
    for part in range(len(cover.price)):
        if cover.done[part] == 0 and cover.open[part] < least:
            found, least = part, cover.open[part]
    return found


def circle(shelf: Shelf, cover: Cover, below: float, width: float) -> None:
    """All is free but the sets that alone would lead out of the circle."""
    for part in range(len(cover.price)):
        cover.done[part] = 0
        cover.open[part] = cover.at[part + 1] - cover.at[part]
    for number in range(shelf.used[0]):
        cover.barred[number] = 0
        if below + cover.over[number] >= width:
            bar(shelf, cover, number)


def next_set(shelf: Shelf, cover: Cover, depth: int, room: float) -> int:
    """The next set to try at this depth; -1 when there is none that costs less than there is room for."""
    end = cover.at[cover.row[depth] + 1]
    while cover.cursor[depth] < end:
        number = cover.sets[cover.cursor[depth]]
        cover.cursor[depth] += 1
        if cover.over[number] >= room:
            return -1
        if cover.barred[number] == 0:
            return number
    return -1


def descend(shelf: Shelf, cover: Cover, below: float, width: float, tries: int) -> float:
    """Tries plans that walk less than `width`, the bound being `below`; what the best walks, else `width`."""
    circle(shelf, cover, below, width)
    depth, cover.row[0] = 0, narrowest(cover)
    cover.cursor[0] = cover.at[cover.row[0]]
    while depth >= 0 and tries > 0:
        number = next_set(shelf, cover, depth, width - below)
        if number < 0:
            depth -= 1
            if depth >= 0:
                below -= put_back(shelf, cover, cover.path[depth])
            continue
        tries -= 1
        below += take(shelf, cover, number)
        cover.path[depth] = number
        part = narrowest(cover)
        if part < 0 and below < width:
            width = below - 1e-6
            cover.chosen[0] = depth + 1
            for place in range(depth + 1):
                cover.chosen[place + 1] = cover.path[place]
        if part < 0 or below >= width or cover.open[part] == 0:
            below -= put_back(shelf, cover, number)
        else:
            depth += 1
            cover.row[depth], cover.cursor[depth] = part, cover.at[part]
    return width


def recombine(shelf: Shelf, cover: Cover, known: float, tries: int) -> float:
    """Metres of the best plan of sets on the shelf, its sets in `chosen`; `known` when none walks less than that."""
    cover.chosen[0] = 0
    index(shelf, cover)
    below = settle_prices(shelf, cover, known)
    sort_sets(cover)
    for wider in range(CIRCLES - 1, -1, -1):
        width = below + (known - below) / (1 << wider)
        found = descend(shelf, cover, below, width, tries // CIRCLES)
        if found < width:
            return found
    return known
