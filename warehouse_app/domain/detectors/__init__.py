"""Detectors: pure functions from facts to findings.

A detector answers with all it finds wrong now, or with None: it cannot judge, because its facts could not be read.
That is no "all is well": nothing is opened and nothing closed on it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from warehouse_app.domain.calendars import Hours
from warehouse_app.domain.cases import Finding

Judged = Sequence[Finding] | None


@dataclass(frozen=True, slots=True)
class Patience:
    """How long something may stand still: so many minutes of the floor's hours until `now` (ms UTC)."""

    now: int
    minutes: int
    hours: Hours

    def is_over(self, since: int) -> bool:
        return self.hours.after(since, self.minutes) < self.now
