"""What a case's own life asks of the store, beside opening and closing it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Protocol

from warehouse_app.domain.cases import Finding


@dataclass(frozen=True, slots=True)
class Past:
    """What became of a case. `is_bare`: the names and words in it were taken out, it cannot go on."""

    id: int
    number: str
    status: str
    merged_into: int | None
    resolved_at: int | None
    is_bare: bool


@dataclass(frozen=True, slots=True)
class Beside:
    """A case that belongs to another. `how`: `linked`, `merged` (into that one), `into` (that one went into it)."""

    id: int
    number: str
    type: str
    status: str
    how: str


class CaseLife(Protocol):
    """Writes only; whoever calls it leaves the line of history."""

    def newest(self, key: str) -> Past | None:
        """The case of a finding: the one that is not over, else the last one. Locked for this unit of work."""
        ...

    def past(self, case: int) -> Past: ...
    def take(self, case: int, person: int | None) -> None:
        """Who has it in particular; None: its team."""
        ...

    def own(self, case: int, team: str) -> None:
        """Another team's, and nobody's in particular."""
        ...

    def snooze(self, case: int, until: int | None) -> None: ...
    def cause(self, case: int, cause: str) -> None: ...
    def merge(self, case: int, into: int) -> None:
        """It is over and stands for the other one. Its links go over."""
        ...

    def link(self, one: int, other: int) -> None: ...
    def together(self, case: int, finding: Finding) -> list[int]:
        """Other cases that are not over and came of the same event or are about the same line."""
        ...

    def numbered(self, w: int, number: str) -> int | None:
        """The id of a case by its number, with or without the check character."""
        ...

    def about(self, w: int, order: str, transfers: Collection[int]) -> list[tuple[int, str]]:
        """Id and number of the cases about an order or its transfers that are not over."""
        ...


class CaseLifeViews(Protocol):
    """What the page of a case asks for beside the case."""

    def beside(self, case: int) -> list[Beside]: ...
    def more(self, case: int) -> dict[str, Any]:
        """{reopened, opened_by (a name), resolved_at, event}."""
        ...
