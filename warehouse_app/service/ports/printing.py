"""Printers, the labels they are to print, and what became of each: the ledger."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from warehouse_app.domain.printing import State


@dataclass(frozen=True, slots=True)
class Printer:
    """`agent`: a program at the station prints, not the server. `trouble` is the word for what it said last."""

    id: int
    w: int
    name: str
    station: str | None
    kind: str
    address: str
    format: str
    dpi: int
    agent: bool
    deputy: int | None
    trouble: str | None = None
    trouble_at: int | None = None


@dataclass(frozen=True, slots=True)
class Label:
    """One label, `n` of its order's boxes; `of` is known once the last is closed.

    What it shows is fixed when it is first drawn: `fields` for a design, `body` for bytes that others made.
    """

    id: int
    w: int
    design: str
    parcel: str | None
    number: str | None
    n: int | None
    of: int | None
    sha256: str | None
    copy_of: int | None
    fields: Mapping[str, str] | None
    format: str | None
    body: bytes | None = field(repr=False)
    scanned_at: int | None


@dataclass(frozen=True, slots=True)
class PrintJob:
    """One way of a label to one printer. `token` is what the printer knows it by.

    `taker` is who sends it, the server or an agent's ledger. `follows` is the job that it takes the place of: somebody
    said that nothing came out of that one, or its box was opened again.
    """

    id: int
    w: int
    printer: int
    label: int
    state: State
    reason: str | None
    token: str
    taker: str | None
    follows: int | None
    queued_at: int
    changed_at: int


@dataclass(frozen=True, slots=True)
class PrintStep:
    """A line of the ledger: nobody changes it."""

    job: int
    at: int
    state: State
    reason: str | None
    person: int | None


@dataclass(frozen=True, slots=True)
class Awaited:
    """An order that left the bench and whose carrier's labels are looked for in Odoo, at these papers of it in turn.

    `papers_at` are Odoo's ids: of the transfer that was packed, then of those that follow it. `comes_later`: one of
    these is not validated yet, and the label may come with it. `due_at` is when its truck leaves (ms UTC), None where
    nobody knows. `words` are Odoo's where it would not validate the transfer.
    """

    id: int
    w: int
    transfer: int
    printer: int
    order: str
    carrier: str
    state: str
    since: int
    words: str | None
    papers_at: tuple[int, ...]
    comes_later: bool = False
    due_at: int | None = None


class PrintingViews(Protocol):
    """Reading it."""

    def printers(self, w: int) -> list[Printer]:
        """All that are there, by name."""
        ...

    def printer(self, printer: int) -> Printer | None: ...
    def printer_of(self, device: int) -> Printer | None:
        """The one at the station where this device stands."""
        ...

    def printers_of(self, device: int) -> list[Printer]:
        """All at its station: those for labels alone first, then those that take PDF, by name."""
        ...

    def stations(self, w: int) -> list[tuple[str, Sequence[str]]]:
        """Each with the names of the devices that stand there."""
        ...

    def station_of(self, device: int) -> str | None:
        """The name of the one where this device stands."""
        ...

    def label(self, label: int) -> Label | None: ...
    def job(self, job: int) -> PrintJob | None: ...
    def job_of(self, parcel: str) -> PrintJob | None:
        """The newest job of a parcel's label, by the parcel's token."""
        ...

    def has_paper(self, parcel: int, paper: str) -> bool:
        """Whether this paper (by its design) was queued for this box."""
        ...

    def head(self, printer: int) -> PrintJob | None:
        """The oldest job of it that is not over: what stands before all others. An unknown one is not over."""
        ...

    def waiting(self, agent: bool = False) -> list[Printer]:
        """Printers whose head is queued, of all warehouses: the server's, or those of agents."""
        ...

    def is_needed(self) -> bool:
        """Whether the server has a printer to send anything to."""
        ...

    def warehouse(self) -> int | None:
        """The first there is."""
        ...

    def open_jobs(self, w: int) -> list[tuple[PrintJob, Label]]:
        """Of all printers, oldest first."""
        ...

    def steps(self, job: int) -> list[PrintStep]: ...
    def awaited(self) -> list[Awaited]:
        """Those that wait or are late, oldest first."""
        ...


class Printing(PrintingViews, Protocol):
    """Writing it."""

    def add_printer(self, printer: Mapping[str, Any]) -> int: ...
    def change_printer(self, printer: int, **values: Any) -> None: ...
    def station(self, w: int, name: str) -> int:
        """The station of this name, made where there is none."""
        ...

    def stand(self, device: int, station: int | None) -> None: ...
    def say_trouble(self, printer: int, trouble: str | None) -> bool:
        """What it says now; whether that is news."""
        ...

    def await_labels(self, transfer: int, printer: Printer) -> None:
        """From now on, once."""
        ...

    def settle_awaited(self, awaited: int, state: str) -> bool:
        """False: somebody had settled it already."""
        ...

    def add_label(self, w: int, design: str, **values: Any) -> int: ...
    def draw(self, label: int, **values: Any) -> None:
        """What it shows, from now on."""
        ...

    def scanned(self, label: int) -> None: ...
    def copy_label(self, label: int) -> int:
        """A copy of it that knows what it is of."""
        ...

    def follower(self, job: int) -> int | None:
        """The job that prints what did not come out of this one."""
        ...

    def add_job(self, w: int, printer: int, label: int, follows: int | None, person: int | None) -> int:
        """Queued."""
        ...

    def lock_job(self, job: int) -> PrintJob | None:
        """The job, locked for this unit of work."""
        ...

    def step(self, job: PrintJob, state: State, reason: str | None, person: int | None, taker: str | None) -> None:
        """It goes on to `state`, with a line in the ledger."""
        ...

    def left_behind(self, taker: str) -> list[int]:
        """Jobs that this taker wrote down as sent and of which nothing was heard since."""
        ...


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of bytes for a printer. `queued`: it never got one."""

    state: Literal["queued", "confirmed", "unknown"]
    trouble: str | None = None


class Spooler(Protocol):
    """One printer, as it is spoken to. Every call may take seconds: never within a unit of work."""

    def look(self) -> str | None:
        """The word for its trouble; None when it is ready for a label."""
        ...

    def send(self, body: bytes, token: str, leaving: Callable[[], bool]) -> Sent:
        """Prints it, once. `leaving` is called before the first byte leaves; where it says no, none does."""
        ...

    def recall(self, token: str) -> None:
        """What the printer still holds of this job, it lets go. Does its best."""
        ...
