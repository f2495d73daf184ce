"""Every location on the map: by the patterns, or where somebody said that it is; and the order by which lists go."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from warehouse_app.domain import route
from warehouse_app.domain.layout.hall import Hall, Spot
from warehouse_app.domain.layout.names import Named

Cells = Mapping[str, tuple[int, int]]  # aisle and cell by the name of a location


def spots_of(hall: Hall, said: Cells, names: Iterable[tuple[str, str | None]]) -> dict[str, Spot]:
    """The places by name, of those that have one. `said` holds against the patterns."""
    found = {}
    for code, barcode in names:
        spot = hall.spot(code, barcode)
        if code in said:
            aisle, cell = said[code]
            named = spot.named if spot else Named(hall.aisles[aisle] if aisle < len(hall.aisles) else "", str(cell + 1))
            spot = Spot(aisle, cell, named)
        if spot is not None:
            found[code] = spot
    return found


def reaching(hall: Hall, said: Cells) -> Hall:
    """The hall, as large as it has to be for what was said."""
    aisles = 1 + max((aisle for aisle, _ in said.values()), default=-1)
    cells = max(hall.cells, 1 + max((cell for _, cell in said.values()), default=-1))
    more = tuple(f"#{number + 1}" for number in range(len(hall.aisles), aisles))
    return replace(hall, aisles=hall.aisles + more, cells=-(-cells // hall.blocks) * hall.blocks)


def ranks_of(spots: Mapping[str, Spot], codes: Iterable[str]) -> dict[str, int]:
    """The rank of every code, from 1: aisle by aisle, from the front, low levels first; the rest by name, last."""

    def place(code: str) -> tuple[object, ...]:
        spot = spots[code]
        return (
            spot.aisle,
            spot.cell,
            route.natural(spot.named.level),
            route.natural(spot.named.slot),
            route.natural(code),
        )

    known = set(codes)
    walk = sorted(known & spots.keys(), key=place) + sorted(known - spots.keys(), key=route.natural)
    return {code: rank for rank, code in enumerate(walk, start=1)}
