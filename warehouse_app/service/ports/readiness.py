"""What is wrong in Odoo's data, as it was read last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from warehouse_app.domain.readiness import Gap, Report


@dataclass(frozen=True, slots=True)
class Look:
    """The newest look at a warehouse's data: when (ms UTC; None: never), and what of each kind there was.

    `counts` is kind -> (how many there are, None where that could not be read; how many are wrong). `asked_at`:
    somebody wants a new one. `trouble` is why the last one came to nothing.
    """

    read_at: int | None = None
    asked_at: int | None = None
    days: int = 0
    counts: Mapping[str, tuple[int | None, int]] | None = None
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class KeptGap:
    """A gap, with Odoo's External ID of the record ("" where it has none) and when it was first seen."""

    gap: Gap
    external: str
    found_at: int


@dataclass(frozen=True, slots=True)
class GapsOf:
    """All gaps of a kind: how many, when the oldest and newest were found, what they hit a day, the worst ones."""

    kind: str
    found: int
    oldest_at: int
    newest_at: int
    per_day_m: int
    names: tuple[str, ...]


class ReadinessViews(Protocol):
    """Reading it."""

    def look(self, w: int) -> Look: ...
    def gaps(self, w: int, kind: str) -> Sequence[KeptGap]:
        """Those that hit most first."""
        ...

    def by_kind(self, w: int) -> Sequence[GapsOf]: ...


class Readiness(ReadinessViews, Protocol):
    """Writing it."""

    def keep(self, w: int, days: int, report: Report, external: Mapping[str, str]) -> None:
        """This is how it is now. `external` by the gap's key. Of kinds that could not be judged, all stays."""
        ...

    def name(self, w: int, kind: str, external: Mapping[str, str]) -> None:
        """The External IDs of gaps of a kind, by Odoo's id as text."""
        ...

    def ask(self, w: int) -> None:
        """A new look is wanted."""
        ...

    def failed(self, w: int, words: str) -> None:
        """The look that was due came to nothing; what was seen before stays."""
        ...
