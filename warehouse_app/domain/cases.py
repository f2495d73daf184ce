"""Cases: order exceptions under handling. Raised by a fact or a detector, never without an owner and a clock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

MINUTE = 60_000
PACK_BUFFER = 20 * MINUTE  # a box needs this long from the tote to the truck, where no profile says otherwise


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong that a person owns. `key` (`type|kind|id`) is unique while the case is open.

    `cutoff_at` is the truck of the worst order hit (ms UTC). `owner` (a team), `severity` and `due_at` only where they
    are others than those of its type.
    """

    key: str
    type: str
    w: int
    cutoff_at: int | None = None
    owner: str | None = None
    severity: str | None = None
    due_at: int | None = None
    wave: int | None = None
    line: int | None = None
    transfer: int | None = None
    event: str | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Terms:
    """Whose a case is and how long it may take: to be taken or decided until `answer_by`, over until `due_at`.

    `next_at` is when somebody more hears of it (all ms UTC).
    """

    category: str
    owner: str
    severity: str
    answer_by: int
    due_at: int
    next_at: int | None


@dataclass(frozen=True, slots=True)
class Goods:
    """A line as a person would name it. `cutoff_at` is its wave's truck (ms UTC)."""

    product: str
    sku: str
    location: str
    order: str
    wave: str
    tote: str | None
    carrier: str | None
    cutoff_at: int | None
