"""Layout, parts and carts as the flat numbers that `annealing` works on."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import chain

from warehouse_app.domain.planning.annealing import PRIME
from warehouse_app.domain.planning.halves import FAR
from warehouse_app.domain.planning.problem import Part
from warehouse_app.domain.planning.shape import Carts, Hall, Parts
from warehouse_app.domain.planning.walks import WAYS
from warehouse_app.domain.routing.layout import Layout
from warehouse_app.domain.routing.machine import machine

Groups = list[list[int]]  # the parts on each cart

CELLS = 61  # of a block, at most: more are no bits of one number


def hall_of(layout: Layout, one_way: Collection[int] = ()) -> Hall:
    """The layout and what each step of a walk makes of each state. `one_way` are aisles nobody turns round in."""
    how = machine(layout.blocks)
    through = [
        [(state, to) for state, to in enumerate(table[way]) if to >= 0] for table in how.through for way in range(WAYS)
    ]
    steps = list(chain.from_iterable(through))
    along = [(state, to, ways * layout.aisle_pitch) for state, row in enumerate(how.along) for to, ways in row]
    return Hall(
        aisles=layout.aisles,
        cells=layout.cells,
        blocks=layout.blocks,
        states=len(how.states),
        empty=how.empty,
        done=how.done,
        length=float(layout.block_length),
        home=2.0 * layout.depot.distance,
        depot=layout.depot.aisle,
        depot_front=int(layout.depot_node == 0),
        bits=int(layout.block_cells <= CELLS),
        quick=int(layout.block_cells <= CELLS and layout.blocks == 1 and not one_way),
        pitch=float(layout.aisle_pitch),
        touch=list(how.touch[layout.depot_node]),
        offset=[layout.offset(cell) for cell in range(layout.block_cells)],
        through_at=[sum(map(len, through[:place])) for place in range(len(through) + 1)],
        through_from=[state for state, _ in steps],
        through_to=[to for _, to in steps],
        along_from=[state for state, _, _ in along],
        along_to=[to for _, to, _ in along],
        along_cost=[cost for _, _, cost in along],
        only=[int(aisle in one_way) for aisle in range(layout.aisles)],
    )


def parts_of(parts: Sequence[Part]) -> Parts:
    """The parts, and which of them have their stops near each other."""
    stops = [stop for part in parts for stop in part.stops]
    owner = [number for number, part in enumerate(parts) for _ in part.stops]
    by_place = sorted(range(len(stops)), key=lambda one: stops[one])
    spot = [0] * len(stops)
    for place, one in enumerate(by_place):
        spot[one] = place
    at = [0]
    for part in parts:
        at.append(at[-1] + len(part.stops))
    return Parts(
        at=at,
        aisle=[stop.aisle for stop in stops],
        cell=[stop.cell for stop in stops],
        size=[float(one) for part in parts for one in part.load],
        near=[owner[one] for one in by_place],
        spot=spot,
    )


def carts_of(hall: Hall, parts: Parts, number: int, width: int, seed: int) -> Carts:
    """So many empty carts. `width` = parts on a cart at most."""
    orders = len(parts.at) - 1
    walks = number * (hall.aisles + 1) * hall.states
    return Carts(
        of=[0] * orders,
        slot=[0] * orders,
        members=[0] * (number * width),
        filled=[0] * number,
        load=[0.0] * (number * 3),
        stock=[0] * (number * hall.aisles * hall.cells),
        masks=[0] * (number * hall.aisles * hall.blocks),
        ways=[0.0, hall.length, 2 * hall.length, FAR, FAR, FAR] * (number * hall.aisles * hall.blocks),
        before=[0.0] * walks,
        after=[0.0] * walks,
        metres=[0.0] * number,
        one=[0.0] * hall.states,
        other=[0.0] * hall.states,
        chance=[seed * 7919 % (PRIME - 1) + 1],
        width=width,
    )


def where_of(groups: Groups, parts: int) -> list[int]:
    """The cart of each part."""
    where = [0] * parts
    for cart, group in enumerate(groups):
        for part in group:
            where[part] = cart
    return where


def groups_of(where: Sequence[int], number: int) -> Groups:
    """Who is on which cart, empty carts left out."""
    found: Groups = [[] for _ in range(number)]
    for part, cart in enumerate(where):
        found[int(cart)].append(part)
    return [group for group in found if group]
