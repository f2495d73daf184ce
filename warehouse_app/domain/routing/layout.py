"""A hall of parallel aisles with cross aisles in front, at the back and between its blocks. Lengths in metres."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Stop(NamedTuple):
    """A cell of an aisle, both from 0; cell 0 is nearest the front."""

    aisle: int
    cell: int


@dataclass(frozen=True, slots=True)
class Depot:
    """Where a walk begins and ends: so far from the cross aisle at the `front` or `back` end of an aisle."""

    aisle: int
    end: str
    distance: float


@dataclass(frozen=True, slots=True)
class Layout:
    """Cells are `cell_pitch` apart, the first and the last of a block `end_gap` from the cross aisle there.

    Each block has the same number of cells.
    """

    aisles: int
    cells: int
    blocks: int
    aisle_pitch: float
    cell_pitch: float
    end_gap: float
    depot: Depot

    @property
    def block_cells(self) -> int:
        return self.cells // self.blocks

    @property
    def block_length(self) -> float:
        """From cross aisle to cross aisle."""
        return (self.block_cells - 1) * self.cell_pitch + 2 * self.end_gap

    @property
    def depot_node(self) -> int:
        """The cross aisle at the depot, counted from 0 at the front."""
        return 0 if self.depot.end == "front" else self.blocks

    def offset(self, cell: int) -> float:
        """From the cross aisle at the front of the cell's block."""
        return self.end_gap + cell % self.block_cells * self.cell_pitch

    def along(self, cell: int) -> float:
        """From the front cross aisle."""
        return cell // self.block_cells * self.block_length + self.offset(cell)

    def mark(self, cell: int) -> int:
        """Numbers the cells and cross aisles along an aisle from the front, so that none share one."""
        return cell // self.block_cells + cell + 1

    def cross_mark(self, node: int) -> int:
        """The same for a cross aisle."""
        return node * (self.block_cells + 1)

    def between(self, one: Stop, other: Stop) -> float:
        """The shortest walk from one cell to another."""
        return self._between((one.aisle, self.along(one.cell)), (other.aisle, self.along(other.cell)))

    def home(self, stop: Stop) -> float:
        """The shortest walk from a cell to the depot."""
        depot = self.depot.aisle, self.depot_node * self.block_length
        return self._between((stop.aisle, self.along(stop.cell)), depot) + self.depot.distance

    def _between(self, one: tuple[int, float], other: tuple[int, float]) -> float:
        (aisle, here), (other_aisle, there) = one, other
        if aisle == other_aisle:
            return abs(here - there)
        crossings = (cross * self.block_length for cross in range(self.blocks + 1))
        detour = min(abs(here - cross) + abs(there - cross) for cross in crossings)
        return detour + abs(aisle - other_aisle) * self.aisle_pitch
