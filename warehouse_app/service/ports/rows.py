"""What the read models give: rows of screens and devices. Times are ms UTC, quantities thousandths."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Change:
    seq: int
    room: str
    kind: str
    ref: str


@dataclass(frozen=True, slots=True)
class WaveRow:
    id: int
    number: str
    state: str
    person: str | None
    device: int | None
    lines: int
    done: int
    shorts: int
    totes: int
    carrier: str | None
    cutoff_at: int | None
    zones: tuple[str, ...]
    assigned: int | None = None
    assigned_name: str | None = None
    released_at: int | None = None
    batch: str | None = None
    minutes: float | None = None
    claimed_at: int | None = None


@dataclass(frozen=True, slots=True)
class CaseRow:
    """An exception. `orders` wait for the same goods from the same place, its own among them.

    `has_more`: its order has other goods that are picked or can be. `person` has taken it, `taken_by` is their name;
    `cause` is the root cause of one that is over. `rings`: how often it was to be heard on the floor, `rings_last`: by
    the muted too.
    """

    id: int
    number: str
    type: str
    severity: str
    owner: str
    due_at: int | None
    opened_at: int
    facts: Mapping[str, Any]
    status: str = "open"
    decision: str | None = None
    key: str = ""
    wave: int | None = None
    line: int | None = None
    transfer: int | None = None
    orders: int = 1
    has_more: bool = True
    why: str | None = None
    category: str = ""
    person: int | None = None
    taken_by: str | None = None
    answer_by: int | None = None
    answered_at: int | None = None
    cause: str | None = None
    rung: int = 0
    snoozed_until: int | None = None
    rings: int = 0
    rings_last: int = 0


@dataclass(frozen=True, slots=True)
class StepRow:
    """What happened to a case, and who did it. `facts` hold the answer, with what was answered before it."""

    id: int
    case: int
    kind: str
    at: int
    person: str | None
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class BinRow:
    """A place that is known to hold a product.

    Other orders are still to fetch `promised_m` from it; somebody picked from it last at `picked_at`; `free_m` lie
    there for nobody, as Odoo had it. The walk gets `extra_mm` longer by it; None where there is no map.
    """

    product: int
    code: str
    promised_m: int
    picked_at: int | None
    aisle: str = ""
    free_m: int = 0
    extra_mm: int | None = None


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """The newest answer to a short of a wave, for the handheld. `id` is of the answer: a changed one is another.

    `by` is None where a rule sends the picker on.
    """

    id: int
    case: int
    decision: str
    at: int
    by: str | None
    facts: Mapping[str, Any]
    said: Mapping[str, Any]
    slot: int | None


@dataclass(frozen=True, slots=True)
class Held:
    """Who holds a wave, by which right, and the number of its newest sheet."""

    state: str
    device: int | None
    epoch: int
    sheet_no: int


@dataclass(frozen=True, slots=True)
class AlertRow:
    """A case that changed, at `seq` of the feed."""

    seq: int
    case: CaseRow


@dataclass(frozen=True, slots=True)
class DeviceRow:
    id: int
    name: str
    revoked: bool
    seen_at: int | None
    build: str | None
    waiting: int | None
    last_seq: int
    gaps: tuple[tuple[int, int], ...]
    pace_ms: int | None = None


@dataclass(frozen=True, slots=True)
class TruckRow:
    carrier: str
    cutoff_at: int | None
    total: int
    made: int
    shorts: int


@dataclass(frozen=True, slots=True)
class EventRow:
    """One thing that happened, as its history shows it. `at` is the device's clock, `received_at` ours."""

    seq: int
    id: str
    kind: str | None
    verdict: str
    key: str | None
    flags: tuple[str, ...]
    device: int
    person: str | None
    line: int | None
    at: int | None
    received_at: int
