"""What whoever watches the server asks of the store."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Lag:
    """What of one kind waits to be told to Odoo in one warehouse, since when (ms UTC), and what waits for a person."""

    w: int
    kind: str
    waiting: int
    oldest_at: int | None
    unknown: int
    persons: int


@dataclass(frozen=True, slots=True)
class Held:
    """A lease: who does the work, under which number, and until when it is theirs."""

    name: str
    holder: str | None
    fence: int
    until: int


class HealthViews(Protocol):
    """Figures, no names of people and nothing of what was scanned."""

    def mirrored(self) -> str | None:
        """Which Odoo the store was filled from; None where it was filled from none yet."""
        ...

    def lags(self) -> list[Lag]: ...
    def leases(self) -> list[Held]: ...
