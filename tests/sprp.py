"""The published walks of `tests/data/sprp`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from warehouse_app.domain.routing.layout import Depot, Layout, Stop

CASES = Path(__file__).parent / "data" / "sprp" / "cases.txt"


class Case(NamedTuple):
    """One case with one block or two, and its proven length."""

    name: str
    layout: Layout
    stops: list[Stop]
    optimum: float


def cases(blocks: int) -> Iterator[Case]:
    """All 288."""
    for line in CASES.read_text("ascii").splitlines():
        name, aisles, cells, pitch, aisle, end, *optima, stops = line.split(" ", 8)
        depot = Depot(int(aisle), end, 0)
        layout = Layout(int(aisles), int(cells), blocks, float(pitch), 1, 1, depot)
        yield Case(name, layout, list(_stops(stops)), float(optima[blocks - 1]))


def _stops(text: str) -> Iterator[Stop]:
    for part in text.split():
        aisle, _, cells = part.partition(":")
        yield from (Stop(int(aisle), int(cell)) for cell in cells.split(","))
