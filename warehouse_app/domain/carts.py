"""Carts: what could be picked now, and how much of it goes on one cart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from warehouse_app.domain.segments import MIXED


@dataclass(frozen=True, slots=True)
class FreeTransfer:
    """A transfer that could be picked now. `first_rank` is where its walk begins; `units`, `grams` and `ml` are of all
    its goods, as far as known. `priority` is Odoo's with the steps its segment adds; `lane` and the template `wave` are
    of that (`domain/segments`). `zone`: where its goods lie; `since`: when it came (ms UTC), where somebody knows."""

    id: int
    order: str
    carrier: str | None
    deadline: int | None
    priority: int
    lines: int
    first_rank: int
    lane: str = MIXED
    grams: int = 0
    ml: int = 0
    units: int = 0
    wave: str = ""
    zone: str = ""
    since: int | None = None


@dataclass(frozen=True, slots=True)
class Cart:
    """What goes on one cart at most: so many orders, each in a `tote` of its own or all together, so many lines, and,
    where that is set, so many pieces, grams and millilitres."""

    totes: int
    lines: int
    tote_each: bool = True
    grams: int | None = None
    ml: int | None = None
    units: int | None = None

    @classmethod
    def of(cls, mode: str, totes: int, lines: int, grams: int | None = None, ml: int | None = None) -> Cart:
        """By the way of picking: `discrete` takes one order at a time, `batch` has no totes on the cart."""
        return cls(1 if mode == "discrete" else totes, lines, mode != "batch", grams, ml)

    def totes_for(self, orders: int) -> int:
        """How many totes stand on it with so many orders."""
        return orders if self.tote_each else 0

    def takes(self, load: Sequence[FreeTransfer], more: FreeTransfer) -> bool:
        """Whether one more fits. A single order with too many lines goes alone, else it would never go."""
        return not load or (len(load) < self.totes and self._carries([*load, more]))

    def holds(self, load: Sequence[FreeTransfer]) -> bool:
        """Whether all of them go on one cart."""
        return len(load) == 1 or (len(load) <= self.totes and self._carries(load))

    def filled(self, load: Sequence[FreeTransfer]) -> float:
        """How full it is with these, from 0 to 1, by what fills it first."""
        return max(len(load) / self.totes, *(have / most for have, most in self._loads(load)))

    def is_too_small(self, one: FreeTransfer) -> bool:
        """Whether a single order is more than it takes."""
        return not self._carries([one])

    def limits(self) -> dict[str, int]:
        """What of a transfer is limited, and to how much."""
        found = {"lines": self.lines, "units": self.units, "grams": self.grams, "ml": self.ml}
        return {name: most for name, most in found.items() if most is not None}

    def _loads(self, load: Sequence[FreeTransfer]) -> list[tuple[int, int]]:
        return [(sum(getattr(one, name) for one in load), most) for name, most in self.limits().items()]

    def _carries(self, load: Sequence[FreeTransfer]) -> bool:
        return all(have <= most for have, most in self._loads(load))
