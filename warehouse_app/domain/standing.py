"""What is left of an order that is short, in percent of its pieces and of its worth. Half a kit is none.

>>> tea, cup = Part(2000, 0, worth=500), Part(1000, 1000, worth=1500)
>>> left_of([tea, cup]), left_of([Part(2000, 0), Part(2000, 2000)])
((66, 40), (50, 50))
>>> left_of([tea, Part(2000, 0, "Set"), Part(1000, 1000, "Set")])  # the other part of the kit does not ship alone
(40, 40)
>>> may_ship([Part(5000, 2000, "Set", None, 1, 1000), Part(10_000, 0, "Set", None, 2, 2000)])  # three of five sets
[3000, 6000]
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """A line of it: so much is wanted, so much of that is missing. `kit` is what was sold, where that is made of
    several things, with `each_m` of this `product` in one of it, where that is known; `worth` of one base unit, in
    hundredths of the order's money; `taken_m` lies in a tote already."""

    demand_m: int
    short_m: int
    kit: str | None = None
    worth: int | None = None
    product: int = 0
    each_m: int | None = None
    taken_m: int = 0


def left_of(parts: Sequence[Part]) -> tuple[int, int]:
    """By pieces, and by worth; where that is not known of each line it is as by pieces."""
    had = may_ship(parts)
    pieces = _percent(sum(had), sum(part.demand_m for part in parts))
    if any(part.worth is None for part in parts):
        return pieces, pieces
    worths = [part.worth or 0 for part in parts]
    whole = sum(part.demand_m * worth for part, worth in zip(parts, worths, strict=True))
    return pieces, _percent(sum(m * worth for m, worth in zip(had, worths, strict=True)), whole)


def may_ship(parts: Sequence[Part]) -> list[int]:
    """How much of each, in their order: of a kit that lacks something as much as whole ones need, first what was taken.
    Nothing of it where nobody knows how many pieces make one."""
    left = _of_whole_kits(parts)
    had = [0] * len(parts)
    for first in (True, False):
        for place, part in enumerate(parts):
            here_m, of = part.demand_m - part.short_m, (part.kit or "", part.product)
            more_m = (min(part.taken_m, here_m) if first else here_m) - had[place]
            if of in left:
                more_m = min(more_m, left[of])
                left[of] -= more_m
            had[place] += more_m
    return had


def _of_whole_kits(parts: Sequence[Part]) -> Counter[tuple[str, int]]:
    """By kit and product, of kits that lack something only: what the whole ones need."""
    broken = {part.kit for part in parts if part.kit is not None and part.short_m}
    here_m, each_m = Counter[tuple[str, int]](), defaultdict[tuple[str, int], set[int]](set)
    for part in parts:
        if part.kit in broken and part.kit is not None:
            here_m[part.kit, part.product] += part.demand_m - part.short_m
            each_m[part.kit, part.product].add(part.each_m or 0)
    most = {kit: min(_whole(here_m[of], each_m[of]) for of in here_m if of[0] == kit) for kit in broken}
    return Counter({of: most[of[0]] * max(each_m[of]) for of in here_m})


def _whole(here_m: int, each_m: set[int]) -> int:
    """For so many kits it does; none where it is not known, or not the same, how much one takes."""
    (one, *others) = each_m
    return here_m // one if one and not others else 0


def _percent(had: int, wanted: int) -> int:
    return had * 100 // wanted if wanted else 0
