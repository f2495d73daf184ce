"""Where locations lie: the hall as somebody saved it, and every location's place in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from warehouse_app.domain.layout import Hall, Spot
from warehouse_app.domain.layout.placing import Cells


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A location; `aisle` and `cell` are None where it is not on the map."""

    id: int
    code: str
    barcode: str | None
    aisle: int | None
    cell: int | None


class LayoutReads(Protocol):
    """Of a unit of work and of views."""

    def hall(self, w: int) -> Hall | None:
        """None where locations go by their names."""
        ...

    def said(self, w: int) -> Cells:
        """Places that somebody gave, against the patterns."""
        ...

    def places(self, w: int) -> list[PlaceRow]:
        """All locations, in the order of the walk."""
        ...


class Layouts(LayoutReads, Protocol):
    """Saved as a whole; older versions stay."""

    def save(self, w: int, code: str, body: Mapping[str, Any], person: int) -> None:
        """The `hall`, or what was `said`."""
        ...

    def place(self, w: int, spots: Mapping[str, Spot], ranks: Mapping[str, int]) -> None:
        """Every location of the warehouse goes where it is now."""
        ...
