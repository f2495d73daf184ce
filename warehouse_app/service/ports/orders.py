"""An order with everything the app knows of it, for one page; read only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class OrderRow:
    """`hold` is {reason, by, at, key} while it is held by hand."""

    id: int
    odoo_id: int
    name: str
    cleared: bool
    hold: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A transfer of the order, with its wave and its bench. `leaves`: it is the last of its chain here."""

    id: int
    odoo_id: int
    name: str
    state: str
    step: str | None
    leaves: bool
    carrier: str | None
    ended_at: int | None
    wave: int | None
    wave_number: str | None
    wave_state: str | None
    walker: str | None
    cutoff_at: int | None
    bench_at: int | None
    packed_at: int | None
    demand_m: int
    picked_m: int
    packed_m: int
    totes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ShortRow:
    """A short that is not over. `decision` is None until it is answered."""

    transfer: int
    sku: str
    missing_m: int
    decision: str | None


@dataclass(frozen=True, slots=True)
class ParcelRow:
    number: str
    sscc: str | None
    state: str
    box: str | None
    weight_g: int | None
    content_m: int
    closed_at: int | None
    loaded_at: int | None
    tracking: str | None = None


@dataclass(frozen=True, slots=True)
class ReturnRow:
    number: str
    state: str
    odoo_name: str | None
    authorised_at: int
    authorised_by: str | None
    received_at: int | None
    received_by: str | None
    closed_at: int | None


@dataclass(frozen=True, slots=True)
class Moment:
    """Something that happened at `at` (ms UTC), and who did it; `facts` fill the sentence of its kind."""

    at: int
    kind: str
    person: str | None
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class OrderFacts:
    """All of it, as of one read. `cases` are their ids, oldest first."""

    order: OrderRow
    documents: tuple[DocumentRow, ...]
    shorts: tuple[ShortRow, ...]
    parcels: tuple[ParcelRow, ...]
    returns: tuple[ReturnRow, ...]
    cases: tuple[int, ...]
    moments: tuple[Moment, ...]
    put_back_m: int = 0


class OrderViews(Protocol):
    def find(self, w: int, text: str) -> Sequence[tuple[int, str]]:
        """(id, name) of the orders that are called so, or whose transfer, tote or parcel is; else those alike."""
        ...

    def order(self, w: int, order: int) -> OrderFacts | None: ...
