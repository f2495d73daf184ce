"""Cases: order exceptions under handling. Raised by a fact or a detector, never without an owner and a clock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

MINUTE = 60_000
PACK_BUFFER = 20 * MINUTE  # a box needs this long from the tote to the truck
CONFLICT_ANSWER = 15 * MINUTE


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong that a person owns. `key` (`type|kind|id`) is unique while the case is open."""

    key: str
    type: str
    w: int
    owner: str
    severity: str
    due_at: int | None
    wave: int | None = None
    line: int | None = None
    transfer: int | None = None
    event: str | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)


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
