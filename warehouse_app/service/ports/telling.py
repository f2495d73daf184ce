"""What the store knows of the transfers that Odoo knows too: what is on them, and what we told Odoo last.

Ids in these classes are Odoo's where the name says so; `id`, `wave`, `line` are ours.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from warehouse_app.service.ports.addresses import Addresses
from warehouse_app.service.ports.odoo import WantedLine


@dataclass(frozen=True, slots=True)
class Place:
    """Where goods are taken from for a move, all in Odoo's ids: what makes a line the same line."""

    move: int
    product: int
    location: int
    lot: int | None
    package: int | None = None

    @property
    def key(self) -> str:
        """The line's source key."""
        return f"{self.move}/{self.location}/{self.lot or '-'}/{self.package or '-'}"


@dataclass(frozen=True, slots=True)
class FloorLine:
    """A line with what counts of its facts. `picks` are by place: another lot than the reserved one is another place.

    `boxes` says how much of it is in which closed box (Odoo's id; None where Odoo does not have it yet).

    `touched` says that some fact was about it, even one that was taken back; `sent` that a supervisor sent the picker
    there for goods missing elsewhere, so that Odoo need not have reserved anything in it.
    """

    id: int
    place: Place
    demand_m: int
    picked_m: int
    short_m: int
    picks: tuple[tuple[Place, int], ...] = ()
    touched: bool = False
    boxes: tuple[tuple[int | None, int], ...] = ()
    sent: bool = False


@dataclass(frozen=True, slots=True)
class FloorTransfer:
    """A transfer as the floor has it. `written` are the states of ours that Odoo may show, the confirmed one first.

    `planned` is the demand per move (Odoo's id) that the floor works for; `told` is the newest thing we sent (a
    number that only grows). `gone` are keys of lines that were here once. `step` is what is done by it (pick, pack,
    ship), `rest` what becomes of goods it is short of (`backorder`, `cancel`, or `wait`: until somebody decides).
    `packed`: it has left the bench.
    """

    id: int
    odoo_id: int
    w: int
    name: str
    state: str
    wave: int | None
    wave_state: str | None
    carrier: str | None
    priority: int
    deadline: int | None
    want_version: int
    odoo_version: int
    told: int
    lines: tuple[FloorLine, ...]
    gone: Mapping[str, int]
    planned: Mapping[int, int]
    written: tuple[tuple[WantedLine, ...], ...]
    step: str | None = None
    rest: str = "backorder"
    packed: bool = False

    @property
    def delivered(self) -> bool:
        """Whether Odoo looks as the floor does."""
        return self.odoo_version >= self.want_version


@dataclass(frozen=True, slots=True)
class About:
    """A transfer as a person would name it."""

    w: int
    wave: int | None
    number: str
    order: str
    tote: str | None
    cutoff_at: int | None


@dataclass(frozen=True, slots=True)
class WaveToTell:
    """A wave for Odoo. `op_type` is Odoo's; `batch` too, once it is there. `transfers` are ours, open ones only."""

    id: int
    w: int
    number: str
    state: str
    steps: int
    op_type: int | None
    batch: int | None
    worker: str
    transfers: tuple[int, ...]


class Telling(Protocol):
    """What there is to tell Odoo, and what it was told."""

    def transfers(self, ids: Collection[int]) -> dict[int, FloorTransfer]:
        """By our id, locked for this unit of work."""
        ...

    def by_odoo_id(self, odoo_ids: Collection[int]) -> dict[int, FloorTransfer]:
        """By Odoo's id; those we do not have are left out."""
        ...

    def send(self, transfer: int, version: int, lines: Sequence[WantedLine]) -> None:
        """Kept before it is sent: Odoo may show it from now on, whatever comes of the call."""
        ...

    def confirm(self, transfer: int, version: int) -> None:
        """Odoo shows this version; what was sent before it can no longer be seen there."""
        ...

    def at_bin(self, product: int, location: int) -> list[int]:
        """Open transfers with facts that have a line of the product at this place (all our ids)."""
        ...

    def forget(self) -> None:
        """States of ours that Odoo can no longer show, and nobody holds a reading of, are forgotten."""
        ...

    def start_over(self) -> None:
        """Odoo has forgotten all we told it (the demo's has, at each start): it is told again."""
        ...

    def about(self, transfer: int) -> About: ...
    def wave(self, wave: int) -> WaveToTell: ...
    def keep_batch(self, wave: int, batch: int) -> None:
        """The wave is this batch in Odoo."""
        ...


class Following(Addresses, Protocol):
    """Letting the store follow Odoo. Who owns what is decided in `domain/ownership.py`; here it is only written."""

    def header(self, transfer: int, carrier: str | None, priority: int, deadline: int | None, seen: int) -> None: ...
    def plan(self, transfer: int, demand: Mapping[int, int]) -> None:
        """The demand per move (Odoo's id) from now on."""
        ...

    def demand(self, line: int, demand_m: int) -> None: ...
    def drop(self, line: int) -> None:
        """Nobody walks to it any more."""
        ...

    def knows(self, transfer: int, place: Place) -> bool:
        """Whether its goods, its bin and its lot are in the store."""
        ...

    def add(self, transfer: int, place: Place, demand_m: int) -> None:
        """A place to walk to, or one that was dropped and is back. Raises LookupError for one that is not known."""
        ...

    def end(self, transfer: int, state: str, done: Mapping[int, int]) -> None:
        """The transfer is over: `done` or `cancelled`; `done` are the quantities Odoo validated, by line."""
        ...

    def note_next(self, transfer: int, odoo_ids: Sequence[int]) -> None:
        """What follows the transfer in the chain, in Odoo's ids."""
        ...

    def new_sheet(self, wave: int) -> int:
        """The wave's sheet was replaced; its number."""
        ...

    def site(self, w: int) -> int:
        """Odoo's id of the warehouse."""
        ...

    def op_types(self, w: int) -> set[int]:
        """Odoo's ids of the operation types whose transfers are worked here."""
        ...

    def open_ids(self, w: int) -> set[int]:
        """Odoo's ids of the transfers that are open here."""
        ...

    def cursor(self, name: str) -> int:
        """How far something has been read; 0 at first."""
        ...

    def note_cursor(self, name: str, at: int) -> None: ...
    def note_link(self, state: str, words: str) -> None:
        """How it stands with Odoo: `there`, `away`, `denied`."""
        ...


@dataclass(frozen=True, slots=True)
class CountToTell:
    """A count of one bin. Ids are ours, `odoo` are product, location and lot in Odoo's.

    `sent`: it was written before, whatever came of it. `later_m` is what left the bin (put back: minus) by facts dated
    after the count.
    """

    id: int
    w: int
    product: int
    location: int
    lot: int | None
    odoo: tuple[int, int, int | None]
    counted_m: int
    counted_at: int
    sent: bool
    later_m: int


@dataclass(frozen=True, slots=True)
class CountNamed:
    """A count as people name it."""

    product: str
    sku: str
    location: str
    lot: str | None
    worker: str | None


class Counts(Protocol):
    """Bins that were counted. Ids are ours."""

    def add(
        self,
        w: int,
        product: int,
        location: int,
        lot: int | None,
        counted_m: int,
        counted_at: int,
        event: str | None = None,
    ) -> int: ...
    def get(self, count: int) -> CountToTell: ...
    def our_clock(self, device: int, at: int) -> int:
        """When the device did it, by our clock."""
        ...

    def named(self, count: int) -> CountNamed: ...
    def compared(self, count: int, book_m: int) -> None:
        """What the book had for the time of the count."""
        ...

    def written(self, count: int, target_m: int) -> None:
        """What is about to be written to Odoo, kept before it is sent."""
        ...

    def done(self, count: int, difference_m: int | None) -> None:
        """It is in Odoo's stock."""
        ...

    def drop(self, count: int) -> None:
        """Nobody waits any longer for what became of it in Odoo."""
        ...

    def overtaken(self, product: int, location: int, lot: int | None, at: int, device: int) -> int | None:
        """The newest count of this bin made after `at` (that device's clock) and sent to Odoo already, if any."""
        ...

    def unsettled_bins(self, w: int) -> set[tuple[int, int]]:
        """(product, location) of the counts that are sent and not known to be done, in Odoo's ids."""
        ...


@dataclass(frozen=True, slots=True)
class Delivery:
    """How it stands with Odoo, for the board: `there`, `away` or `denied` since; empty before the first call.

    Times in ms UTC; `oldest_at` is of what waits, None when nothing does.
    """

    state: str
    words: str
    since: int | None
    waiting: int
    oldest_at: int | None
    unknown: int
    persons: int
    pulled_at: int | None
