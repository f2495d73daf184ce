"""What Odoo has yet to hear, and who may tell it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

Kind = Literal["reconcile", "create", "correct", "close"]


class LeaseLost(Exception):
    """Somebody else does this work now; what the stale holder wanted to write was not written."""


@dataclass(frozen=True, slots=True)
class Job:
    """One thing to tell Odoo. `subject` is `transfer:12`, `wave:3`, `case:7`; `attempts` were made before this one."""

    id: int
    w: int
    kind: Kind
    subject: str
    want_version: int
    token: str | None
    body: Mapping[str, Any]
    attempts: int

    @property
    def about(self) -> int:
        """Our id of the subject."""
        return int(self.subject.rpartition(":")[2])

    @property
    def is_case(self) -> bool:
        """Whether it is about an exception: no quantity hangs on it."""
        return self.subject.startswith("case:")


@dataclass(frozen=True, slots=True)
class Entry:
    """A row as a person meets it: its state now, and who settled it by hand, if somebody did (`settled`: how)."""

    id: int
    w: int
    kind: Kind
    subject: str
    body: Mapping[str, Any]
    state: str
    settled: str | None = None
    by: str | None = None

    @property
    def what(self) -> str:
        """What is created for the subject; empty for kinds that make one thing only."""
        return str(self.body.get("what", ""))

    @property
    def about(self) -> int:
        """Our id of the subject."""
        return int(self.subject.rpartition(":")[2])


class Outbox(Protocol):
    """A lane per warehouse, in order. Times in ms UTC.

    A row is queued, then leased under a fence, then done; or it goes back to queued with a later `next_at`; or it is
    `unknown` (its answer was lost) until somebody has looked, or waits for a `person`.
    """

    def add(self, w: int, kind: Kind, subject: str, body: Mapping[str, Any], token: str | None = None) -> None:
        """Queues it, due at once; nothing when a row of this kind and subject with this `what` is there already.

        `body["what"]` tells apart what is created for one subject (its batch, its note).
        """
        ...

    def hurry(self, subject: str) -> None:
        """What is queued about the subject is due now."""
        ...

    def wake(self, w: int) -> None:
        """Odoo is back: what was put back because it was away is due now."""
        ...

    def adopt(self, w: int, fence: int, next_at: int) -> int:
        """Rows still leased become unknown until `next_at`: who had them, before or under `fence`, stopped at work.

        Their number. Called by the holder between two jobs, when nothing of its own can be leased.
        """
        ...

    def due(self, w: int, rows: int, lines: int) -> list[Job]:
        """What may be told now: the oldest due row alone, or with it everything to reconcile, at most so many rows.

        Waiting rows to reconcile go along with the first that is due, or all of them once so many changes wait.
        Nothing while a quantity's fate is unknown: no second one is written beside it. Notes come when nothing else
        is due, many at once (one that was told in vain comes alone), and after them exceptions, one at a time.
        """
        ...

    def lease(self, jobs: Sequence[Job], fence: int) -> list[Job]:
        """Takes up those nobody else took up meanwhile."""
        ...

    def finish(self, jobs: Sequence[Job]) -> None: ...
    def put_back(self, jobs: Sequence[Job], next_at: int, error: str) -> None:
        """Tried and not executed; again at `next_at`."""
        ...

    def unknown(self, jobs: Sequence[Job], next_at: int, error: str) -> None:
        """Tried, and nobody knows; looked at from `next_at`."""
        ...

    def give_up(self, jobs: Sequence[Job], error: str) -> None:
        """Waits for a person."""
        ...

    def try_again(self, subject: str) -> None:
        """A person says: once more."""
        ...

    def again(self, kind: Kind, subject: str) -> None:
        """What was told, or waits for a person, is told once more; nothing where nothing of this kind ever was.

        Nor where a person wrote it off.
        """
        ...

    def entry(self, id_: int) -> Entry | None:
        """The row, locked for this unit of work; None where there is none (any more)."""
        ...

    def stuck(self, w: int) -> list[Entry]:
        """Everything that waits for a person in this warehouse."""
        ...

    def settle(self, id_: int, how: str, person: int, why: str) -> None:
        """A person ended it: `accepted` or `written_off`. It is done, and nothing of it is ever told again."""
        ...

    def is_open(self, kind: Kind, subject: str) -> bool:
        """Whether something of this kind about the subject is still to be told."""
        ...

    def is_stuck(self, kind: Kind, subject: str) -> bool:
        """Whether something of this kind about the subject waits for a person."""
        ...

    def forget(self, before: int) -> None:
        """Removes what was done before."""
        ...


class Leases(Protocol):
    """Who does the deliver, pull, clock and seal work: exactly one holder of each."""

    def take(self, name: str, holder: str, ms: int) -> int | None:
        """The fencing number when the work is free (or was this holder's already), else None."""
        ...

    def hold(self, name: str, fence: int, ms: int) -> None:
        """Goes on holding it; first thing in each unit of work of the holder.

        Raises:
            LeaseLost: somebody with a higher number has taken over.
        """
        ...

    def let_go(self, name: str, fence: int) -> None:
        """The next one need not wait."""
        ...
