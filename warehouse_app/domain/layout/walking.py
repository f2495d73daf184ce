"""In which order a picker passes places of a hall, and how far that is: exact where aisles are walked both ways."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from warehouse_app.domain.layout.hall import Hall
from warehouse_app.domain.layout.ways import Ways
from warehouse_app.domain.routing import route
from warehouse_app.domain.routing.graph import length, walk
from warehouse_app.domain.routing.layout import Layout, Stop

_SEARCHED = 60  # stops; with more of them a walk through one-way aisles is the better of two simple ones


@dataclass(frozen=True, slots=True)
class Walk:
    """The cells in order, the length in metres, and which depot it ends at."""

    stops: tuple[Stop, ...]
    metres: float
    door: int


def in_order(hall: Hall, stops: Iterable[Stop], start: Stop | None = None) -> Walk:
    """From a depot, or from where the picker stands, past all of them and to a depot; the depot nearest for it."""
    wanted = tuple(dict.fromkeys(stops))
    walks = (_walk(hall, layout, wanted, start) for layout in hall.layouts)
    found = [Walk(passed, metres, door) for door, (passed, metres) in enumerate(walks)]
    return min(found, key=lambda one: (one.metres, one.door))


def as_given(hall: Hall, stops: Sequence[Stop], start: Stop | None = None) -> float:
    """How far it is to walk them in the order they are given."""
    wanted = tuple(dict.fromkeys(stops))
    if not wanted:
        return 0.0
    return min(Ways(layout, hall.directions).of(wanted, start).given() for layout in hall.layouts)


def _walk(hall: Hall, layout: Layout, wanted: tuple[Stop, ...], start: Stop | None) -> tuple[tuple[Stop, ...], float]:
    if not wanted:
        return (), 0.0
    if not hall.directions:
        found = route(layout, wanted, start)
        return found.stops, found.metres
    table = Ways(layout, hall.directions).of(wanted, start)
    numbers = list(range(1, len(wanted) + 1))
    if len(wanted) > _SEARCHED:
        order = min((numbers, table.nearest()), key=lambda one: length(table.metres, one, 0, table.end))
    else:
        order, _ = walk(table.metres, numbers, 0, table.end)
    return tuple(wanted[one - 1] for one in order), length(table.metres, order, 0, table.end)
