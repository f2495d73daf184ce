"""How much longer a walk gets by one place more, put in where the picker comes by nearest.

>>> from warehouse_app.domain.layout.hall import Hall
>>> hall = Hall(aisles=("A", "B", "C"), cells=10)
>>> detours(hall, [Stop(0, 2), Stop(0, 8)], [Stop(0, 5), Stop(0, 2), Stop(1, 8)])
[0.0, 0.0, 12.0]
>>> detours(hall, [], [Stop(0, 4)])  # the walk is over: there and back
[10.0]
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from warehouse_app.domain.layout.hall import Hall
from warehouse_app.domain.layout.ways import Point, Ways
from warehouse_app.domain.routing.layout import Stop


def detours(hall: Hall, walk: Sequence[Stop], others: Sequence[Stop]) -> list[float]:
    """Metres for each of `others`. `walk` begins where the picker stands, goes by what is still to be taken and ends
    at the depot nearest to its last place; an empty one begins at a depot."""
    ways = [Ways(layout, hall.directions) for layout in hall.layouts]
    doors = [(one.depot, layout.depot.distance) for one, layout in zip(ways, hall.layouts, strict=True)]
    first = ways[0]

    def away(point: Point, back: bool) -> float:
        """From the nearest depot, or back to it."""
        return min((first.metres(point, door) if back else first.metres(door, point)) + far for door, far in doors)

    points = [first.at(stop) for stop in walk]

    def detour(stop: Stop) -> float:
        point = first.at(stop)
        if not points:
            return away(point, back=False) + away(point, back=True)
        between = [
            first.metres(one, point) + first.metres(point, other) - first.metres(one, other)
            for one, other in pairwise(points)
        ]
        last = points[-1]
        between.append(first.metres(last, point) + away(point, back=True) - away(last, back=True))
        return round(max(min(between), 0.0), 3)

    return [detour(stop) for stop in others]
