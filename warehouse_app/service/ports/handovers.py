"""Shifts that were handed over, and what of a shift is still in somebody's hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class ToteLeft:
    """A tote with goods of an order in it: so much is picked and not packed."""

    code: str
    order: str
    goods_m: int


@dataclass(frozen=True, slots=True)
class HandoverRow:
    """One that was signed. `left` is the picture both signed, `cases` how many exceptions changed hands."""

    id: int
    at: int
    leaver: str | None
    taker: str | None
    cases: int
    left: Mapping[str, Any]


class Handovers(Protocol):
    def give_cases(self, w: int, leaver: int, taker: int) -> Sequence[int]:
        """Whatever the one had taken and is not over is the other's now; its ids."""
        ...

    def add(self, w: int, leaver: int, taker: int, cases: int, left: Mapping[str, Any]) -> int: ...


class HandoverViews(Protocol):
    def totes_left(self, w: int) -> Sequence[ToteLeft]: ...
    def signed(self, w: int, limit: int) -> Sequence[HandoverRow]:
        """The newest first."""
        ...
