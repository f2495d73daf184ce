"""Bins that run out before their orders are picked, and the reserve they are filled up from. Ids are ours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Thin:
    """A bin that holds `lacks_m` less of some goods than orders are to get from there.

    `case` is a short that waits for them, `cutoff_at` the first truck (ms UTC).
    """

    location: int
    product: int
    lacks_m: int
    case: int | None
    cutoff_at: int | None


@dataclass(frozen=True, slots=True)
class InReserve:
    """So much lies there for nobody, as Odoo had it."""

    location: int
    free_m: int


class Refills(Protocol):
    def mark(self, w: int, patterns: Sequence[str]) -> None:
        """The places whose code is of one of these patterns are the reserve, no others."""
        ...

    def thin(self, w: int) -> Sequence[Thin]:
        """Pick bins that do not hold what is wanted from them and whose goods nobody brings already."""
        ...

    def stocked(self, w: int, product: int) -> Sequence[InReserve]:
        """Where in the reserve the goods lie, the most first; not in packages, nor by lot."""
        ...

    def pick_bin(self, w: int, product: int) -> int | None:
        """The bin from which orders want the goods, or wanted them last."""
        ...
