"""The zero line: how Odoo's last weeks were before the app, as far as it was read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from warehouse_app.domain.baseline import Span, Sum


@dataclass(frozen=True, slots=True)
class Baseline:
    """`part` and `last_id` say how far it is read; `unread` is part -> why it cannot be read. Times ms UTC.

    `done_at` None: it is still being read.
    """

    since: int
    until: int
    begun_at: int
    done_at: int | None = None
    part: str = ""
    last_id: int = 0
    calls: int = 0
    sums: Mapping[str, Sum] = field(default_factory=dict)
    unread: Mapping[str, str] = field(default_factory=dict)

    @property
    def span(self) -> Span:
        return Span(self.since, self.until)


class BaselineViews(Protocol):
    """Reading it."""

    def get(self, w: int) -> Baseline | None: ...


class Baselines(BaselineViews, Protocol):
    """Writing it: one for each warehouse."""

    def put(self, w: int, baseline: Baseline) -> None:
        """In place of what there was."""
        ...
