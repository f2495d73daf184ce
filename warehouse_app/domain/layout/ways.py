"""Distances and ways in a hall some of whose aisles may be walked in one direction only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import pairwise

from warehouse_app.domain.routing.graph import length, nearest_next
from warehouse_app.domain.routing.layout import Layout, Stop

Point = tuple[int, float]  # aisle, metres from the front cross aisle

NOWHERE = 1e9  # metres; in a hall whose one-way aisles lead nowhere


@dataclass(frozen=True, slots=True)
class Table:
    """Metres from each place to each: the start is 0, then the stops, the depot last."""

    metres: Sequence[Sequence[float]]

    @property
    def end(self) -> int:
        return len(self.metres) - 1

    def given(self) -> float:
        """The length in the order of the stops."""
        return length(self.metres, range(1, self.end), 0, self.end)

    def nearest(self) -> list[int]:
        return nearest_next(self.metres, range(1, self.end), 0)


class Ways:
    """`directions` are the one-way aisles: `up` leads away from the front, `down` towards it."""

    def __init__(self, layout: Layout, directions: Mapping[int, str]) -> None:
        self._layout, self._directions = layout, directions
        self._crosses = [node * layout.block_length for node in range(layout.blocks + 1)]
        self.depot: Point = (layout.depot.aisle, self._crosses[layout.depot_node])

    def at(self, stop: Stop) -> Point:
        return stop.aisle, self._layout.along(stop.cell)

    def of(self, stops: Sequence[Stop], start: Stop | None = None) -> Table:
        """Between these stops. A walk begins at the depot where no start is given."""
        away = self._layout.depot.distance
        points = [self.depot if start is None else self.at(start), *map(self.at, stops), self.depot]
        rows = []
        for number, point in enumerate(points):
            found, _ = self._from(point, points)
            leaves = away if number == 0 and start is None else 0.0
            rows.append([found.get(to, NOWHERE) + leaves for to in points])
            rows[-1][-1] += away
        return Table(rows)

    def path(self, one: Point, other: Point) -> list[Point]:
        """The corners of the shortest way, both ends among them."""
        if not self._directions:
            return self._plain(one, other)
        _, before = self._from(one, [one, other])
        way = [other]
        while way[-1] != one and way[-1] in before:
            way.append(before[way[-1]])
        return way[::-1]

    def metres(self, one: Point, other: Point) -> float:
        """How long the shortest way is."""
        corners = self.path(one, other)
        pitch = self._layout.aisle_pitch
        return sum(abs(to[0] - at[0]) * pitch + abs(to[1] - at[1]) for at, to in pairwise(corners))

    def _plain(self, one: Point, other: Point) -> list[Point]:
        if one[0] == other[0]:
            return [one, other]
        cross = min(self._crosses, key=lambda along: abs(one[1] - along) + abs(other[1] - along))
        return [one, (one[0], cross), (other[0], cross), other]

    def _from(self, origin: Point, points: Sequence[Point]) -> tuple[dict[Point, float], dict[Point, Point]]:
        """Dijkstra over the points and the crossings: metres, and where one comes from."""
        spots = self._spots(points)
        far, before, queue = {origin: 0.0}, dict[Point, Point](), [(0.0, origin)]
        while queue:
            metres, here = heappop(queue)
            if metres > far[here]:
                continue
            for there, step in self._steps(here, spots):
                if metres + step < far.get(there, NOWHERE):
                    far[there], before[there] = metres + step, here
                    heappush(queue, (metres + step, there))
        return far, before

    def _spots(self, points: Sequence[Point]) -> dict[int, list[float]]:
        """By aisle, from the front: crossings and points."""
        found: dict[int, set[float]] = defaultdict(set)
        for aisle in range(self._layout.aisles):
            found[aisle].update(self._crosses)
        for aisle, along in points:
            found[aisle].add(along)
        return {aisle: sorted(spots) for aisle, spots in found.items()}

    def _steps(self, here: Point, spots: Mapping[int, Sequence[float]]) -> list[tuple[Point, float]]:
        aisle, along = here
        lane, way = spots[aisle], self._directions.get(aisle)
        at = lane.index(along)
        steps = [(lane[at + 1], "up")] if at + 1 < len(lane) else []
        steps += [(lane[at - 1], "down")] if at else []
        found = [((aisle, to), abs(to - along)) for to, leads in steps if way in (None, leads)]
        if along in self._crosses:
            beside = (one for one in (aisle - 1, aisle + 1) if 0 <= one < self._layout.aisles)
            found += [((one, along), self._layout.aisle_pitch) for one in beside]
        return found
