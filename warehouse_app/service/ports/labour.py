"""What was walked of late and what is still to be walked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from warehouse_app.domain.labour import Walked


@dataclass(frozen=True, slots=True)
class Ahead:
    """Lines still to be walked: of a wave (`lines` of `of` it had; `metres` of all of it), or of the pool for a
    carrier, in so many `orders`."""

    carrier: str | None
    cutoff_at: int | None
    lines: int
    of: int = 0
    metres: float | None = None
    orders: int = 0


@dataclass(frozen=True, slots=True)
class Compared:
    """A wave that was walked: how long it was to take when it was released, and how long it took, in minutes."""

    carrier: str | None
    cutoff_at: int | None
    forecast: float
    minutes: float


class LabourViews(Protocol):
    """Figures of all pickers together, of nobody alone."""

    def walked(self, w: int, since: int, most: int) -> list[Walked]:
        """Waves walked since then (ms UTC), the newest first."""
        ...

    def compared(self, w: int, since: int) -> list[Compared]:
        """Waves walked since then that were forecast, the newest first."""
        ...

    def on_waves(self, w: int) -> list[Ahead]:
        """Waves that are released or walked."""
        ...

    def in_pool(self, w: int) -> list[Ahead]:
        """By carrier, without a departure."""
        ...
