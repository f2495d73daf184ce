"""What detectors ask for: one read each. Nothing in here writes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from warehouse_app.domain.detectors.floor import FreeOrder, StandingTote, TakenWave


class DetectingViews(Protocol):
    """Facts of a warehouse."""

    def standing_totes(self, w: int) -> Sequence[StandingTote]: ...
    def taken_waves(self, w: int) -> Sequence[TakenWave]: ...
    def free_orders(self, w: int) -> Sequence[FreeOrder]:
        """Without their truck."""
        ...

    def newest(self, what: str, w: int) -> int:
        """The newest number of `order` or `transfer`; 0 while there is none."""
        ...

    def cursor(self, name: str) -> int | None: ...
    def open_keys(self, w: int, beginning: str) -> frozenset[str]:
        """Finding keys of cases that are not over."""
        ...

    def ended_keys(self, w: int, beginning: str, since: int) -> frozenset[str]:
        """Finding keys of cases that a person ended since (ms UTC)."""
        ...
