"""Batches that were made in Odoo, and become waves as they are."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from warehouse_app.domain.carts import FreeTransfer


class Adopting(Protocol):
    """Batches by Odoo's ids, transfers and waves by ours. A wave is untaken until somebody claims it the first time."""

    def note(self, transfers: Mapping[int, int | None]) -> None:
        """In which batch Odoo has them. Passed over where it is one of ours, and once somebody walks them."""
        ...

    def asked(self, w: int) -> list[int]:
        """Batches of transfers that nobody walks yet."""
        ...

    def let_go(self, batches: Collection[int]) -> None:
        """They are over, or gone: their transfers may go on any cart."""
        ...

    def misplaced(self, w: int) -> Mapping[int, Sequence[int]]:
        """By untaken wave the transfers on it that are in another batch in Odoo, or in its batch no more."""
        ...

    def free(self, w: int, batch: int | None = None) -> Mapping[int, Sequence[FreeTransfer]]:
        """By batch (of this one, or of all) what could be released of it, the most urgent first."""
        ...

    def wave_of(self, batch: int) -> int | None:
        """The untaken wave that it became."""
        ...

    def keep(self, wave: int, batch: int, name: str) -> None:
        """The wave is this batch."""
        ...

    def is_adopted(self, wave: int) -> bool:
        """Whether the wave was made in Odoo."""
        ...
