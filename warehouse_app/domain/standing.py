"""What is left of an order that is short, in percent of its pieces and of its worth. Half a kit is none.

>>> tea, cup = Part(2000, 0, worth=500), Part(1000, 1000, worth=1500)
>>> left_of([tea, cup]), left_of([Part(2000, 0), Part(2000, 2000)])
((66, 40), (50, 50))
>>> left_of([tea, Part(2000, 0, "Set"), Part(1000, 1000, "Set")])  # the other part of the kit does not ship alone
(40, 40)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """A line of it: so much is wanted, so much of that is missing. `kit` is what was sold, where that is made of
    several things; `worth` of one base unit, in hundredths of the order's money."""

    demand_m: int
    short_m: int
    kit: str | None = None
    worth: int | None = None


def left_of(parts: Sequence[Part]) -> tuple[int, int]:
    """By pieces, and by worth; where that is not known of each line it is as by pieces."""
    broken = {part.kit for part in parts if part.kit is not None and part.short_m}
    had = [0 if part.kit in broken else part.demand_m - part.short_m for part in parts]
    pieces = _percent(sum(had), sum(part.demand_m for part in parts))
    if any(part.worth is None for part in parts):
        return pieces, pieces
    worths = [part.worth or 0 for part in parts]
    whole = sum(part.demand_m * worth for part, worth in zip(parts, worths, strict=True))
    return pieces, _percent(sum(m * worth for m, worth in zip(had, worths, strict=True)), whole)


def _percent(had: int, wanted: int) -> int:
    return had * 100 // wanted if wanted else 0
