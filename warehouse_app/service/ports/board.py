"""Read models of the supervisor's board that nobody else asks for."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from warehouse_app.domain.skills import Load


@dataclass(frozen=True, slots=True)
class Blast:
    """What a short reaches: how many orders, and the trucks they are for (carrier, departure in ms UTC)."""

    orders: int
    trucks: tuple[tuple[str, int | None], ...]


@dataclass(frozen=True, slots=True)
class LockedBin:
    """A place no new line points to. `by`: what locked it, as it was noted."""

    code: str
    by: str


@dataclass(frozen=True, slots=True)
class OnShift:
    """Somebody who is signed in. `device` is None at a desk of the office; `since` ms UTC.

    `wave` is the number of the one they walk with its lines (done, all) and `place` the next of its places; `packs`
    the order they have open at a bench.
    """

    id: int
    name: str
    roles: tuple[str, ...]
    skills: frozenset[str]
    device: str | None
    since: int
    wave: str = ""
    done: int = 0
    lines: int = 0
    place: str = ""
    packs: str = ""


class BoardViews(Protocol):
    """Facts for the board and for a supervisor's handheld."""

    def aisles_ahead(self, waves: Collection[int]) -> Mapping[int, frozenset[str]]:
        """The aisles with open lines of each of these waves."""
        ...

    def locked_bins(self, w: int) -> list[LockedBin]:
        """By code."""
        ...

    def loads(self, waves: Collection[int]) -> Mapping[int, Sequence[Load]]:
        """The open lines of these waves, as far as they ask something of whoever walks there."""
        ...

    def on_shift(self, w: int, now: int) -> list[OnShift]:
        """Who is signed in, by name; on a device before at a desk, else where they were heard of last."""
        ...

    def present(self, w: int, now: int) -> list[tuple[str, tuple[str, ...]]]:
        """Who is signed in somewhere, by name, with their roles."""
        ...

    def decided_since(self, w: int, since: int) -> Mapping[str, int]:
        """Shorts opened since then (ms UTC) that are decided, by how their newest answer came: `decided`, `by_rule`."""
        ...

    def blasts(self, cases: Collection[int]) -> Mapping[int, Blast]:
        """For each of these shorts what it reaches, its own order among it."""
        ...
