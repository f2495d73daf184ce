"""What is kept for a time only, and what the store has about somebody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from warehouse_app.domain.retention import Cuts

Key = int | str
Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Overdue:
    """`rows` of a rule are over; `kind` says whose time it goes by: customer, photo, person."""

    rule: str
    kind: str
    rows: int


@dataclass(frozen=True, slots=True)
class Gone:
    """Of a rule so many rows went since the store was made; of `run`: when the last run was over (ms UTC)."""

    rule: str
    at: int
    rows: int


@dataclass(frozen=True, slots=True)
class OrderFacts:
    """An order by its name: transfers that are open (names), and cases about it nobody has closed (numbers)."""

    id: int
    open_transfers: tuple[str, ...]
    open_cases: tuple[str, ...]


class Retention(Protocol):
    """Deleting. Nothing here touches an event."""

    def drop(self, rule: str, keys: Sequence[Key], cuts: Cuts) -> int:
        """Does what the rule says to those of these rows that are still over; how many."""
        ...

    def ran(self) -> None:
        """A run came to its end: nothing is over any more."""
        ...

    def forget_person(self, person: int, name: str) -> None:
        """Takes name, badge, PIN, login, roles, sessions and tries away; they are called `name` from now on."""
        ...

    def unname(self, table: str, keys: Sequence[Key], name: str, to: str) -> int:
        """Calls somebody otherwise in words of these rows; how many said the name."""
        ...

    def forget_order(self, order: int) -> dict[str, int]:
        """Takes away addresses and words of an order, by rule how many; its transfers and cases must be over."""
        ...


class RetentionViews(Protocol):
    """Looking. `now` is ms UTC."""

    now: int

    def overdue(self, cuts: Cuts, limit: int) -> dict[str, list[Key]]:
        """Some rows that are over, by rule."""
        ...

    def overdue_rows(self, cuts: Cuts) -> list[Overdue]: ...
    def gone(self) -> list[Gone]: ...
    def old_events(self, cuts: Cuts) -> int:
        """Events older than the journal is kept, of which more than a stub is left."""
        ...

    def left(self) -> list[tuple[int, str]]:
        """Number and name of those who were let go and not forgotten."""
        ...

    def naming(self, name: str) -> dict[str, list[Key]]:
        """Rows by table in whose words somebody is called so."""
        ...

    def of_person(self, person: int) -> Mapping[str, Rows]:
        """Every row in which this person's number stands, by table; nothing of what is secret."""
        ...

    def order_facts(self, name: str) -> OrderFacts | None: ...
    def of_order(self, order: int) -> Mapping[str, Rows]:
        """Every row about an order, by table."""
        ...
