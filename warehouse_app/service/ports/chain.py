"""The sealed journal: reading it in order, sealing its end, and cutting months that were exported."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Head:
    """The newest sealed event: its number (0: none yet) and its seal."""

    seq: int
    mac: str


@dataclass(frozen=True, slots=True)
class Tail:
    """Events that are not sealed yet, and when the oldest of them came (ms UTC)."""

    count: int
    oldest_at: int | None


@dataclass(frozen=True, slots=True)
class Cut:
    """A stretch whose content went into a file. `before` is the seal it follows, `head` its last, `mac` its own."""

    first: int
    last: int
    before: str
    head: str
    cut_at: int
    mac: str

    def facts(self) -> dict[str, Any]:
        """What `mac` vouches for."""
        return {name: getattr(self, name) for name in ("first", "last", "before", "head", "cut_at")}


class Chain(Protocol):
    """Writing; by the one sealer, and by whoever cuts."""

    def seal(self, after: Head, macs: Sequence[tuple[int, str]]) -> bool:
        """Seals the events that follow `after`; False, and nothing is written, when that is the head no longer."""
        ...

    def came_at(self, seq: int) -> int:
        """When the event with this number came."""
        ...

    def cut(self, cut: Cut) -> None:
        """Notes that the content of a stretch lies in a file; known already, nothing."""
        ...

    def reduce(self, stubs: Iterable[tuple[int, Mapping[str, Any]]]) -> None:
        """Leaves these stubs of events (by number) in place of what they said. Only within a noted cut."""
        ...


class ChainViews(Protocol):
    """Reading."""

    def chain_head(self) -> Head: ...
    def unsealed(self) -> Tail: ...
    def journal(self, after: int, limit: int) -> list[dict[str, Any]]:
        """Whole rows of `event` in order."""
        ...

    def cuts(self) -> list[Cut]:
        """In the order of the chain."""
        ...

    def first_since(self, at: int) -> int | None:
        """The number of the first event that came at or after this time."""
        ...
