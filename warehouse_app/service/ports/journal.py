"""The journal: every event exactly once, with its verdict."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from warehouse_app.domain.facts import Event, Pick
from warehouse_app.domain.picking import Done


@dataclass(frozen=True, slots=True)
class Entry:
    """An event as it is kept: what was sent, what was decided, and what was odd about it.

    `event` is None where the envelope could not be read; `raw` keeps what was sent all the same.
    What of it is words the store keeps beside the journal, which is kept longer than words may be.
    `flags` are remarks that do not change the verdict, such as `late_session`, `old_epoch` or `by_digits`.
    """

    id: str
    content_sha: str
    raw: Mapping[str, Any]
    verdict: str
    key: str | None
    device: int
    device_seq: int | None
    event: Event | None = None
    person: int | None = None
    line: int | None = None
    transfer: int | None = None
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Kept:
    """What the journal remembers of an earlier event."""

    id: str
    seq: int
    content_sha: str
    verdict: str
    key: str | None


class Journal(Protocol):
    """The insert-only list of events, and what counted of them."""

    def find(self, ids: Iterable[str]) -> dict[str, Kept]: ...
    def seq_owner(self, device: int, device_seq: int) -> str | None:
        """The id of the event that already has this number of this device."""
        ...

    def append(self, entry: Entry) -> None:
        """Keeps the event; `find` knows it at once, its place in the journal it gets when the unit of work ends."""
        ...

    def done(self, event: str) -> Done | None:
        """The accepted pick or short with this event id, if there is one."""
        ...

    def count_pick(self, entry_id: str, pick: Pick) -> None: ...
    def lot_counts(self, lot: int) -> bool:
        """Whether a pick of this lot stands, for an order that has not left."""
        ...

    def count_short(
        self, entry_id: str, line: int, missing_m: int, found_m: int, reason: str, location: int
    ) -> None: ...
    def reverse(self, event: str, by: str) -> None:
        """Marks the pick or short as taken back by the event `by`; the row itself stays."""
        ...

    def gaps(self, device: int) -> list[tuple[int, int]]:
        """Numbers of this device that never arrived although later ones did, as closed ranges, oldest first."""
        ...
