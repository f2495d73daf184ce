"""What came back and stands still: nobody judged it, what is sent instead does not go, the money has not gone back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from warehouse_app.domain.cases import MINUTE, Finding
from warehouse_app.domain.detectors import Judged, Patience

_DAY = 24 * 60


class Back(Protocol):
    """A return that is here."""

    @property
    def return_(self) -> int: ...
    @property
    def number(self) -> str: ...
    @property
    def order(self) -> str: ...


class Owed(Back, Protocol):
    """Its money has not gone back."""

    @property
    def received_at(self) -> int: ...


def unrefunded(rows: Sequence[Owed] | None, w: int, patience: Patience) -> Judged:
    """FIN-REFUND: one for each return. The law counts days of the calendar, so these are plain minutes."""
    if rows is None:
        return None
    late = [one for one in rows if patience.now - one.received_at >= patience.minutes * MINUTE]
    return [_late(one, w, patience) for one in late]


class Waits(Back, Protocol):
    """Nobody has judged its goods, or it waits for what is sent instead."""

    @property
    def since(self) -> int: ...
    @property
    def waits_for(self) -> str: ...


def slow(rows: Sequence[Waits] | None, w: int, patience: Patience) -> Judged:
    """RET-SLOW: one for each return and what it waits for, by the hours of the floor."""
    if rows is None:
        return None
    return [
        Finding(
            f"RET-SLOW|{one.waits_for}|{one.return_}", "RET-SLOW", w,
            facts={"about": one.waits_for, "sale": one.order, "number": one.number, "why": f"return.{one.waits_for}"},
        )
        for one in rows
        if patience.is_over(one.since)
    ]  # fmt: skip


def _late(one: Owed, w: int, patience: Patience) -> Finding:
    facts = {"about": "refund", "sale": one.order, "number": one.number, "why": "refund.late",
             "days": patience.minutes // _DAY}  # fmt: skip
    return Finding(f"FIN-REFUND|ages|{one.return_}", "FIN-REFUND", w, facts=facts)
