"""Money for what came back that has not gone back for too long."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from warehouse_app.domain.cases import MINUTE, Finding
from warehouse_app.domain.detectors import Judged, Patience

_DAY = 24 * 60


class Owed(Protocol):
    """A return that is here and whose money has not gone back."""

    @property
    def return_(self) -> int: ...
    @property
    def number(self) -> str: ...
    @property
    def order(self) -> str: ...
    @property
    def received_at(self) -> int: ...


def unrefunded(rows: Sequence[Owed] | None, w: int, patience: Patience) -> Judged:
    """FIN-REFUND: one for each return. The law counts days of the calendar, so these are plain minutes."""
    if rows is None:
        return None
    late = [one for one in rows if patience.now - one.received_at >= patience.minutes * MINUTE]
    return [_late(one, w, patience) for one in late]


def _late(one: Owed, w: int, patience: Patience) -> Finding:
    facts = {"about": "refund", "sale": one.order, "number": one.number, "why": "refund.late",
             "days": patience.minutes // _DAY}  # fmt: skip
    return Finding(f"FIN-REFUND|ages|{one.return_}", "FIN-REFUND", w, facts=facts)
