"""Totes on carts: which stand in which slot, what lies in them, and what was found when somebody looked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from warehouse_app.domain.picking import Done


@dataclass(frozen=True, slots=True)
class Use:
    """A tote as it serves an order on a wave."""

    id: int
    wave: int
    transfer: int
    slot: int
    tote: int
    code: str


class Totes(Protocol):
    def serving(self, transfer: int, code: str) -> Use | None:
        """What this tote of the transfer's warehouse is used for now."""
        ...

    def is_free(self, transfer: int, code: str) -> bool:
        """Registered, and used for nothing."""
        ...

    def bind(self, transfer: int, code: str, event: str) -> None:
        """A further tote of an order, in the slot of its others."""
        ...

    def bound(self, event: str, line: int) -> Done | None:
        """The tote that came by this event, as something an undo takes back."""
        ...

    def code_of(self, event: str) -> str | None:
        """Which tote came by this event."""
        ...

    def unbind(self, event: str) -> None:
        """It never served: nothing lay in it."""
        ...

    def inside(self, transfer: int, code: str) -> Mapping[int, int]:
        """What the picks say lies in the tote: thousandths by line."""
        ...
