"""What Odoo would have been told, had it been told: kept beside the floor while the app only observes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from warehouse_app.service.ports.odoo import LineNow, TransferNow


@dataclass(frozen=True, slots=True)
class Call:
    """A call that was not sent: Odoo's model and method, the records, and the fields it would have written."""

    model: str
    method: str
    ids: tuple[int, ...] = ()
    values: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        said = ", ".join(f"{name}={value!r}" for name, value in self.values.items())
        return f"{self.model}.{self.method}({', '.join(filter(None, (str(list(self.ids)) if self.ids else '', said)))})"


@dataclass(frozen=True, slots=True)
class Unsent:
    """One thing that was not told. `key` makes it the same one when it is told again; `call` is the port's.

    `transfer` is Odoo's id of the transfer it is about, where it is about one; `facts` are what its sentence needs.
    """

    key: str
    call: str
    calls: tuple[Call, ...]
    facts: Mapping[str, Any] = field(default_factory=dict)
    transfer: int | None = None


@dataclass(frozen=True, slots=True)
class AsTold:
    """How Odoo would have a transfer: the batch it is in, the lines of the places we touched, whether it is done."""

    batch: int | None = None
    lines: tuple[LineNow, ...] = ()
    is_done: bool = False


@dataclass(frozen=True, slots=True)
class UnsentRow:
    """One entry as the page shows it, newest first; `transfer` is its name here, None where it is about none."""

    id: int
    at: int
    call: str
    facts: Mapping[str, Any]
    calls: tuple[str, ...]
    transfer: str | None


@dataclass(frozen=True, slots=True)
class Thought:
    """A transfer that is there in thought only. `root`: the one in Odoo it comes of, `site`: Odoo's warehouse."""

    now: TransferNow
    root: int
    site: int


class NotebookViews(Protocol):
    """Reading it. Transfers and places by Odoo's ids."""

    def is_begun(self) -> bool:
        """Whether this store only observes: what it holds as done is not in Odoo."""
        ...

    def has_left(self) -> bool:
        """Whether this store has left Odoo: it tells it nothing any more."""
        ...

    def as_told(self, transfers: Sequence[int]) -> Mapping[int, AsTold]:
        """Of those we would have changed."""
        ...

    def thoughts(self, transfers: Sequence[int]) -> Mapping[int, Thought]:
        """Those of them that are there in thought only."""
        ...

    def open_thoughts(self, site: int) -> Sequence[Thought]:
        """Of Odoo's warehouse, as far as they are not done."""
        ...

    def touching(self, location: int) -> Mapping[int, AsTold]:
        """All that have lines in this place."""
        ...

    def unsent(self, most: int) -> Sequence[UnsentRow]:
        """The newest first."""
        ...

    def noted(self, call: str) -> Mapping[str, Mapping[str, Any]]:
        """By key the facts of what was not told by this call of the port, the oldest first."""
        ...

    def unsent_counts(self) -> Mapping[str, int]:
        """How many there are of each call of the port."""
        ...


class Notebook(Protocol):
    """Part of a unit of work."""

    def begin(self) -> None:
        """From now on this store only observes."""
        ...

    def leave(self) -> None:
        """From now on this store tells Odoo nothing."""
        ...

    def note(self, unsent: Unsent) -> bool:
        """Keeps it; False where it was kept before."""
        ...

    def think(self, thought: Thought) -> None:
        """Keeps a transfer that would be there; once."""
        ...

    def keep(self, transfer: int, told: AsTold) -> None: ...
