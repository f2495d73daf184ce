"""Read models of the supervisor's board that nobody else asks for."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Protocol


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


class BoardViews(Protocol):
    """Facts for the board and for a supervisor's handheld."""

    def aisles_ahead(self, waves: Collection[int]) -> Mapping[int, frozenset[str]]:
        """The aisles with open lines of each of these waves."""
        ...

    def locked_bins(self, w: int) -> list[LockedBin]:
        """By code."""
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
