"""Where locations lie: the hall as somebody saved it, and every location's place in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from warehouse_app.domain.layout import Hall, Spot
from warehouse_app.domain.layout.placing import Cells
from warehouse_app.domain.pool_plan import Known, PlannedCart
from warehouse_app.domain.routing.layout import Stop


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A location; `aisle` and `cell` are None where it is not on the map."""

    id: int
    code: str
    barcode: str | None
    aisle: int | None
    cell: int | None


@dataclass(frozen=True, slots=True)
class PoolPlan:
    """Carts as they were planned for a pool.

    `rules` tells the hall and the cart from any other, `kinds` what each transfer was (no two kinds share a cart), with
    a mark of where and how much it was; `whole_at` (ms UTC) when all of it was planned last, `patched` how many came,
    went or changed since.
    """

    rules: str
    carts: tuple[PlannedCart, ...]
    kinds: Mapping[int, Known]
    whole_at: int
    patched: int = 0


class LayoutReads(Protocol):
    """Of a unit of work and of views."""

    def hall(self, w: int) -> Hall | None:
        """None where locations go by their names."""
        ...

    def said(self, w: int) -> Cells:
        """Places that somebody gave, against the patterns."""
        ...

    def reserve(self, w: int) -> Sequence[str]:
        """Patterns of the codes of places from which nobody picks."""
        ...

    def places(self, w: int) -> list[PlaceRow]:
        """All locations, in the order of the walk."""
        ...

    def cells(self, w: int) -> list[Stop]:
        """Those of the map that have a location."""
        ...

    def stops(self, w: int) -> Mapping[int, tuple[Stop, ...]]:
        """The places on the map of what is to be taken, by transfer in no wave."""
        ...

    def waiting(self) -> tuple[int, int]:
        """How many open transfers are in no wave, and the newest of them: cheap to ask again and again."""
        ...

    def plan(self, w: int) -> PoolPlan | None: ...


class Layouts(LayoutReads, Protocol):
    """Saved as a whole; older versions stay."""

    def save(self, w: int, code: str, body: Mapping[str, Any], person: int) -> None:
        """The `hall`, what was `said`, or the `reserve`."""
        ...

    def keep_plan(self, w: int, plan: PoolPlan) -> None:
        """In place of the one before."""
        ...

    def place(self, w: int, spots: Mapping[str, Spot], ranks: Mapping[str, int]) -> None:
        """Every location of the warehouse goes where it is now."""
        ...
