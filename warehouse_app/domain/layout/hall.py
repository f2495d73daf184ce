"""The hall as it is kept: which names are aisles, how bays follow each other, how far apart all of it is.

Places are numbers: `aisle` from 0 along the front, `cell` from 0 at the front. Lengths in millimetres.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from math import gcd
from typing import Any

from warehouse_app.domain.layout.names import Named, read
from warehouse_app.domain.route import natural
from warehouse_app.domain.routing.layout import Depot, Layout

MOST_AISLES, MOST_CELLS = 200, 500
SIDES = ("one", "both")
ENDS = ("front", "back")
WAYS = ("up", "down")  # away from the front, towards it


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a location is, and what its sign says."""

    aisle: int
    cell: int
    named: Named


@dataclass(frozen=True, slots=True)
class Door:
    """Where carts begin and end: so far from the cross aisle at the `front` or `back` end of an aisle."""

    aisle: int = 0
    end: str = "front"
    mm: int = 0


class TooLarge(ValueError):
    """More aisles or cells than a hall has: the pattern takes something else for them."""


@dataclass(frozen=True, slots=True)
class Hall:
    """`both`: bays 1 and 2 face each other, then 3 and 4. `bays` are their names in order where they are no numbers;
    else `first` is the lowest number and `step` what lies between two. `one_way` is by the name of an aisle."""

    patterns: tuple[str, ...] = ()
    aisles: tuple[str, ...] = ()
    cells: int = 0
    first: int = 0
    step: int = 1
    bays: tuple[str, ...] = ()
    sides: str = "one"
    blocks: int = 1
    aisle_mm: int = 4_000
    cell_mm: int = 1_000
    gap_mm: int = 1_000
    one_way: Mapping[str, str] = field(default_factory=dict)
    doors: tuple[Door, ...] = (Door(),)

    @property
    def layouts(self) -> tuple[Layout, ...]:
        """The hall for walks in metres, once for each depot."""
        pitches = self.aisle_mm / 1000, self.cell_mm / 1000, self.gap_mm / 1000
        return tuple(
            Layout(len(self.aisles), self.cells, self.blocks, *pitches, Depot(one.aisle, one.end, one.mm / 1000))
            for one in self.doors
        )

    @property
    def directions(self) -> dict[int, str]:
        """The one-way aisles by number."""
        return {self.aisles.index(name): way for name, way in self.one_way.items() if name in self.aisles}

    def spot(self, code: str, barcode: str | None = None) -> Spot | None:
        """By its name, else by its barcode; None where it is not in this hall."""
        named = read(code, self.patterns) or (read(barcode, self.patterns) if barcode else None)
        if named is None or named.lane not in self.aisles:
            return None
        cell = self._cell(named.bay)
        return None if cell is None else Spot(self.aisles.index(named.lane), cell, named)

    def _cell(self, bay: str) -> int | None:
        if self.bays:
            at = self.bays.index(bay) if bay in self.bays else -1
        else:
            at, rest = divmod(int(bay) - self.first, self.step) if bay.isdigit() else (-1, 0)
            at = at if not rest else -1
        cell = at // 2 if self.sides == "both" else at
        return cell if 0 <= cell < self.cells else None

    def as_body(self) -> dict[str, Any]:
        """To be kept as JSON."""
        return asdict(self)


def hall_of(body: Mapping[str, Any]) -> Hall:
    """What `as_body` made, maybe with more beside it."""
    doors = tuple(Door(**one) for one in body["doors"])
    known = {name: body[name] for name in Hall.__slots__ if name in body}
    lists = {name: tuple(body[name]) for name in ("patterns", "aisles", "bays")}
    return Hall(**known | lists | {"doors": doors})


def surveyed(plan: Hall, names: Iterable[tuple[str, str | None]]) -> Hall:
    """The plan with the aisles and bays that its patterns find in these names and barcodes.

    Raises:
        WrongPattern: one of the patterns is none.
        TooLarge: more than MOST_AISLES aisles or MOST_CELLS cells in one.
    """
    read_ = (
        read(code, plan.patterns) or (read(barcode, plan.patterns) if barcode else None) for code, barcode in names
    )
    found = [one for one in read_ if one]
    aisles = tuple(sorted({one.lane for one in found}, key=natural))
    bays = {one.bay for one in found}
    plan = replace(plan, aisles=aisles, **_bays(bays, plan))
    if len(aisles) > MOST_AISLES or plan.cells > MOST_CELLS:
        raise TooLarge
    doors = tuple(one for one in plan.doors if one.aisle < len(aisles)) or (Door(),)
    return replace(plan, doors=doors, one_way={name: way for name, way in plan.one_way.items() if name in aisles})


def _bays(bays: set[str], plan: Hall) -> dict[str, Any]:
    if not all(bay.isdigit() for bay in bays):
        names: Sequence[str] = sorted(bays, key=natural)
        return {"bays": tuple(names), "first": 0, "step": 1, "cells": _cells(len(names), plan)}
    numbers = sorted({int(bay) for bay in bays})
    first = numbers[0] if numbers else 0
    step = max(1, gcd(*(one - first for one in numbers))) if plan.sides == "one" else 1
    steps = (numbers[-1] - first) // step + 1 if numbers else 0
    return {"bays": (), "first": first, "step": step, "cells": _cells(steps, plan)}


def _cells(places: int, plan: Hall) -> int:
    """As many in each block."""
    cells = -(-places // 2) if plan.sides == "both" else places
    return -(-cells // plan.blocks) * plan.blocks
