"""What waits for a person because Odoo did not take it, as the page shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Named:
    """What an entry is about, as people name it; empty where it has no such thing.

    `number` is of the wave, box or return; `place` and `to` are codes of bins. `transfer` is our id.
    """

    number: str = ""
    name: str = ""
    order: str = ""
    product: str = ""
    place: str = ""
    to: str = ""
    transfer: int | None = None


@dataclass(frozen=True, slots=True)
class UndeliveredRow:
    """`since` is when it was given up (ms UTC), `attempts` how often it was told since it was last begun anew.

    `sent`: it was sent once and nobody knows what became of that (counts only).
    """

    id: int
    kind: str
    subject: str
    since: int
    attempts: int
    error: str | None
    named: Named
    sent: bool = False

    @property
    def about(self) -> int:
        """Our id of the subject."""
        return int(self.subject.rpartition(":")[2])


class UndeliveredViews(Protocol):
    """Part of `Views`."""

    def undelivered(self, w: int) -> list[UndeliveredRow]:
        """Everything that waits for a person in this warehouse, the oldest first."""
        ...
