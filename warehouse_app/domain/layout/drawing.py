"""The hall as a drawing: where its aisles, cells and depots are, and the way of a walk. Lengths in decimetres."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from warehouse_app.domain.layout.hall import Door, Hall
from warehouse_app.domain.layout.walking import Walk
from warehouse_app.domain.layout.ways import Point, Ways
from warehouse_app.domain.routing.layout import Stop

EDGE = 25  # around all of it
Corner = tuple[int, int]  # from the left, from the top


@dataclass(frozen=True, slots=True)
class Lane:
    """An aisle; `way` is empty, `up` or `down`."""

    name: str
    x: int
    way: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """Front at the bottom. `cells` are corners of squares, `cell` wide; `crosses` is how far down cross aisles are."""

    width: int
    height: int
    lanes: tuple[Lane, ...]
    cells: tuple[Corner, ...]
    cell: int
    crosses: tuple[int, ...]
    doors: tuple[Corner, ...]


def drawn(hall: Hall, taken: Iterable[Stop]) -> Drawing:
    """`taken` are the cells that have a location."""
    layout = hall.layouts[0]
    doors = tuple(_door(hall, number) for number in range(len(hall.doors)))
    cell = max(2, min(hall.cell_mm // 100, hall.aisle_mm // 250))
    found: list[Corner] = []
    for x, y in (corner_of(hall, stop) for stop in sorted(set(taken))):
        found += [(x - cell // 2 - cell, y - cell // 2), (x + cell // 2, y - cell // 2)]
    ends = [_corner(hall, (0, node * layout.block_length))[1] for node in range(layout.blocks, -1, -1)]
    lanes = [(name, _corner(hall, (aisle, 0.0))[0]) for aisle, name in enumerate(hall.aisles)]
    return Drawing(
        width=lanes[-1][1] + EDGE,
        height=max(ends[-1], *(y for _, y in doors)) + EDGE,
        lanes=tuple(Lane(name, x, hall.one_way.get(name, "")) for name, x in lanes),
        cells=tuple(found),
        cell=cell,
        crosses=tuple(ends),
        doors=doors,
    )


def way_of(hall: Hall, walk: Walk) -> list[Corner]:
    """The corners of a walk from its depot and back, as `drawn` draws the hall."""
    if not walk.stops:
        return []
    ways = Ways(hall.layouts[walk.door], hall.directions)
    points = [ways.depot, *map(ways.at, walk.stops), ways.depot]
    passed: list[Point] = [points[0]]
    for one, other in pairwise(points):
        passed += ways.path(one, other)[1:]
    door = _door(hall, walk.door)
    return _straight([door, *(_corner(hall, point) for point in passed), door])


def corner_of(hall: Hall, stop: Stop) -> Corner:
    """Where a cell is drawn."""
    return _corner(hall, (stop.aisle, hall.layouts[0].along(stop.cell)))


def _corner(hall: Hall, point: Point) -> Corner:
    layout = hall.layouts[0]
    aisle, along = point
    back = layout.blocks * layout.block_length
    return EDGE + round(aisle * layout.aisle_pitch * 10), _above(hall) + EDGE + round((back - along) * 10)


def _door(hall: Hall, number: int) -> Corner:
    door, layout = hall.doors[number], hall.layouts[number]
    x, y = _corner(hall, (door.aisle, layout.depot_node * layout.block_length))
    return x, y + _away(door) if door.end == "front" else y - _away(door)


def _above(hall: Hall) -> int:
    """Room for depots at the back."""
    return max((_away(door) for door in hall.doors if door.end == "back"), default=0)


def _away(door: Door) -> int:
    """However far the benches are, the map stays a map of the aisles."""
    return min(door.mm // 100, 60)


def _straight(corners: Sequence[Corner]) -> list[Corner]:
    """Without those in the middle of a straight piece."""
    found: list[Corner] = []
    for corner in corners:
        if found and corner == found[-1]:
            continue
        if len(found) > 1 and _between(found[-2], found[-1], corner):
            found.pop()
        found.append(corner)
    return found


def _between(one: Corner, middle: Corner, other: Corner) -> bool:
    return any(
        one[1 - axis] == middle[1 - axis] == other[1 - axis]
        and min(one[axis], other[axis]) <= middle[axis] <= max(one[axis], other[axis])
        for axis in (0, 1)
    )
