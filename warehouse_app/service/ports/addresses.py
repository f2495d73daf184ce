"""Where boxes go, as the store has it, and what decides that in Odoo."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Going:
    """A transfer of ours whose boxes go where Odoo's transfer `by` goes: itself, or what follows it in the chain.

    `ship_to` is as we have it, None where we have none (any more). `agreed`: 1 where the transfers of its order went
    where that goes when it was last looked at, 0 where not, None before.
    """

    id: int
    by: int
    ship_to: Mapping[str, str] | None
    order: int | None = None
    agreed: int | None = None
    open: bool = True


class Addresses(Protocol):
    """Part of `Following`."""

    def here(self, w: int, since: int) -> set[int]:
        """Odoo's ids of the transfers that are open, or that decide where boxes go which were closed after `since` and
        are on no truck."""
        ...

    def going(self, odoo_ids: Collection[int]) -> list[Going]:
        """Ours that go where these go."""
        ...

    def doubted(self, w: int) -> set[int]:
        """What decides where the boxes go whose labels an open case says are old ones, in Odoo's ids."""
        ...

    def ship_to(self, transfer: int) -> Mapping[str, str] | None:
        """Where its boxes go, as we have it."""
        ...

    def address(self, transfer: int, ship_to: Mapping[str, str], whole: bool) -> None:
        """Labels that are drawn from now on show this; `whole`: nothing of it is missing."""
        ...

    def agree(self, order: int, agreed: bool) -> None:
        """Its open transfers go where it goes, or one does not."""
        ...
