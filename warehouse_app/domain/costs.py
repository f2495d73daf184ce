"""What an answer to a short costs, in orders and minutes, so that two answers can be compared at a glance.

Where there is a map the minutes of a walk are those of its metres and a stop. Without one they are an estimate by
aisle: a place in an aisle that is still to be walked costs a stop, any other one a way of its own. Those of a truck
are exact.

>>> cost_of("found", Costs(due_at=60 * MINUTE, now=0), aisle="B", ahead={"A", "B"})
Cost(orders=0, minutes=1)
>>> cost_of("found", Costs(due_at=2 * MINUTE, now=0), aisle="C", ahead={"A"})  # too late for the truck
Cost(orders=1, minutes=3)
>>> cost_of("found", Costs(), extra_mm=130_000)
Cost(orders=0, minutes=4)
>>> cost_of("wait", Costs(cutoff_at=10 * MINUTE, next_at=70 * MINUTE))
Cost(orders=1, minutes=60)
>>> cost_of("ship_short", Costs()), cost_of("wait", Costs())
(Cost(orders=1, minutes=0), Cost(orders=1, minutes=None))
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from warehouse_app.domain.answers import FOUND
from warehouse_app.domain.cases import MINUTE

ON_THE_WAY = 1  # minutes of a stop more in an aisle that is walked anyway
MM_A_MINUTE = 60_000  # with a cart
ASIDE = 3  # minutes there and back where nobody goes


@dataclass(frozen=True, slots=True)
class Costs:
    """What is known of the order: until when it is packed in time, its truck and the one after it (ms UTC)."""

    now: int = 0
    due_at: int | None = None
    cutoff_at: int | None = None
    next_at: int | None = None


@dataclass(frozen=True, slots=True)
class Cost:
    """`orders` do not leave whole with their truck; `minutes`: of walk, or how much later. None: nobody knows."""

    orders: int
    minutes: int | None


def cost_of(
    answer: str, known: Costs, aisle: str = "", ahead: Collection[str] = (), extra_mm: int | None = None
) -> Cost:
    """`aisle` is that of the place for `found`, `ahead` are those the picker still walks through, `extra_mm` is how
    much longer the walk gets."""
    if answer == FOUND:
        minutes = ON_THE_WAY if aisle and aisle in ahead else ASIDE
        if extra_mm is not None:
            minutes = ON_THE_WAY + -(-extra_mm // MM_A_MINUTE)
        is_late = known.due_at is not None and known.now + minutes * MINUTE > known.due_at
        return Cost(int(is_late), minutes)
    if answer == "wait":
        is_known = known.cutoff_at is not None and known.next_at is not None
        return Cost(1, ((known.next_at or 0) - (known.cutoff_at or 0)) // MINUTE if is_known else None)
    return Cost(1, 0)
