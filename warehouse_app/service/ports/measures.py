"""What is counted about exceptions; read only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from warehouse_app.domain.measures import Work


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case with all it may be counted by; `person` is whoever did something about it first.

    `left_at` is when its transfer ended (ms UTC), None while it is open.
    """

    id: int
    type: str
    category: str
    product: str
    bin: str
    carrier: str
    channel: str
    cause: str
    person: str
    opened_at: int
    answer_by: int | None
    answered_at: int | None
    due_at: int | None
    resolved_at: int | None
    rung: int
    reopened: int
    order: int | None
    cutoff_at: int | None
    left_at: int | None
    touches: int


class MeasureViews(Protocol):
    def cases(self, w: int, since: int, until: int) -> Sequence[CaseRow]:
        """Those that were opened from `since` to before `until` (ms UTC)."""
        ...

    def work(self, w: int, since: int, until: int, dimension: str) -> Mapping[str, Work]:
        """Lines and orders of the waves released then, by product, bin, carrier or channel; else all under ''."""
        ...

    def walked(self, w: int, since: int, span_ms: int) -> Sequence[tuple[int, int, int]]:
        """(person, span, lines picked) of the waves walked since: spans of `span_ms` counted from 0 at `since`."""
        ...
