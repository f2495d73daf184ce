"""Bins that somebody denied: the app's own flag on them, and who else is on the way there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from warehouse_app.domain.standing import Part


@dataclass(frozen=True, slots=True)
class Lock:
    """Goods that were said not to be in a bin since `at` (ms UTC, our clock). Ids are ours.

    `w` is the warehouse, `case` where somebody looks after it, `line` the one that was denied, `by` whoever said so.
    """

    w: int
    location: int
    product: int
    case: int
    at: int
    line: int
    by: int | None


@dataclass(frozen=True, slots=True)
class Hit:
    """An open line of another order that points at the same goods in the same bin. `wave` is open, or None.

    `is_whole`: its transfer lacks nothing else.
    """

    line: int
    transfer: int
    order: str
    open_m: int
    wave: int | None
    number: str | None
    carrier: str | None
    cutoff_at: int | None
    is_whole: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """An order that is short, with all of its lines; its truck leaves at `cutoff_at`."""

    segment: str
    whole_only: bool
    cutoff_at: int | None
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class KitPart:
    """A line of what was sold as one. `lacks`: somebody said that of this very line something is missing, and the
    rest ships without it. `each_m` of it are in one kit, where that is known."""

    line: int
    kit: str
    lacks: bool
    has_case: bool
    each_m: int | None


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Another bin that holds so much for nobody, as Odoo had it. `passes`: the walk comes by there anyway.

    `extra_mm` is how much longer the walk gets by it; None where there is no map.
    """

    code: str
    free_m: int
    passes: bool
    extra_mm: int | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """A short whose order waits: `missing_m` of the line are not there. Ids are ours."""

    case: int
    line: int
    product: int
    missing_m: int


@dataclass(frozen=True, slots=True)
class Reserved:
    """A line of another order that nobody has begun, in the bin `code`, with the `missing_m` or more to fetch there."""

    line: int
    order: str
    code: str
    missing_m: int
    cutoff_at: int | None


class Bins(Protocol):
    """Locks of bins, each for some goods and with a case; they go with their case."""

    def lock(self, w: int, location: int, product: int, case: int, line: int, at: int) -> None:
        """The bin is denied for these goods since `at`; denied once more, it is the newest word that counts."""
        ...

    def lock_of(self, location: int, product: int) -> Lock | None: ...
    def hits(self, location: int, product: int) -> list[Hit]:
        """The open lines that point there, the most urgent order first."""
        ...

    def of_case(self, case: int) -> list[Lock]:
        """What is locked while this case is open."""
        ...

    def counted_by(self, count: int) -> int | None:
        """Who counted it on the floor."""
        ...

    def standing(self, transfer: int) -> Standing: ...
    def kit_parts(self, transfer: int) -> list[KitPart]: ...
    def elsewhere(self, line: int) -> list[Elsewhere]:
        """Bins of the warehouse with goods of the line for nobody; the least extra walk first, then on the way, then
        most. None of the reserve.

        Not where somebody missed them and nobody has counted since. What a picker is sent there for is somebody's.
        """
        ...

    def reserved(self, line: int) -> list[Reserved]:
        """What others are still to fetch of the goods that are missing of the line; whose truck leaves last first.

        Not in a bin that is locked or where they were missed, nor of an order that a bench has begun to pack.
        """
        ...

    def waiting(self, w: int) -> list[Waiting]:
        """Lines whose order waits for their goods, by priority, then by what was promised."""
        ...

    def is_noted(self, case: int, kind: str, place: str) -> bool:
        """Whether the history of the case has such a line about this bin."""
        ...

    def book_m(self, location: int, product: int) -> int | None:
        """What Odoo has there, as it was read last; None where nobody has read it."""
        ...


class BinViews(Protocol):
    """For the page of an exception about goods in a bin."""

    def of_case(self, case: int) -> list[Lock]: ...
    def reserved(self, line: int) -> list[Reserved]: ...
    def hits(self, location: int, product: int) -> list[Hit]: ...
