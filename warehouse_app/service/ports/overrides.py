"""What people did against a rule, or want to and a second person has not agreed yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class NewOverride:
    """`subject` is what it is about (`case:7`), `facts` what it takes to do it, and to say it."""

    w: int
    code: str
    state: str
    day: str
    person: int
    reason: str
    subject: str
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class OverrideNow:
    """One that is kept, locked for this unit of work."""

    id: int
    w: int
    code: str
    state: str
    person: int
    reason: str
    subject: str
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class OverrideRow:
    """One for a list; `person` and `second` by name, times in ms UTC."""

    id: int
    code: str
    state: str
    at: int
    maker: int
    person: str | None
    reason: str
    facts: Mapping[str, Any]
    second: str | None
    second_at: int | None


@dataclass(frozen=True, slots=True)
class Used:
    """How often a person used an override on a day."""

    code: str
    person: str
    times: int


class Overrides(Protocol):
    def add(self, new: NewOverride) -> int: ...
    def get(self, override: int) -> OverrideNow | None: ...
    def used(self, w: int, code: str, person: int, day: str) -> int:
        """How often this person did it on that day; what waits or was refused does not count."""
        ...

    def waits(self, subject: str) -> bool:
        """Whether something about this waits for a second person already."""
        ...

    def newest(self, subject: str) -> OverrideNow | None:
        """The last that was done or agreed to about this."""
        ...

    def settle(self, override: int, state: str, second: int) -> None:
        """`approved` or `refused`, by whom, now."""
        ...


class OverrideViews(Protocol):
    def waiting(self, w: int) -> Sequence[OverrideRow]:
        """The oldest first."""
        ...

    def lately(self, w: int, limit: int) -> Sequence[OverrideRow]:
        """What was done, approved or refused, the newest first."""
        ...

    def used(self, w: int, day: str) -> Sequence[Used]:
        """By code and person, the most first."""
        ...
