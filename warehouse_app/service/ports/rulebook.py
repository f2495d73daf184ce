"""The rules a supervisor changes: their versions, and the cases that other rules would change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from warehouse_app.domain.retiming import OpenCase


@dataclass(frozen=True, slots=True)
class Version:
    """Who made a rule so, when (ms UTC) and why; all three are None where it is as we ship it."""

    version: int
    body: Mapping[str, Any]
    at: int | None
    person: str | None
    why: str | None


@dataclass(frozen=True, slots=True)
class ShortDecided:
    """How a short was decided: by which row of the policy first, if one did, and whether a person decided after."""

    row: str | None
    by_person: bool


class Rulebook(Protocol):
    """What changing rules writes."""

    def newest_version(self, w: int, kind: str, code: str) -> int:
        """0 where there is no such rule."""
        ...

    def save(self, w: int, kind: str, code: str, body: Mapping[str, Any], person: int, why: str) -> int:
        """A new version for this warehouse alone; its number. It holds from now on."""
        ...

    def open_cases(self, w: int) -> Sequence[OpenCase]: ...
    def retime(self, case: int, values: Mapping[str, Any], person: int) -> None:
        """Gives a case another owner or other clocks, with a line of history."""
        ...


class RulebookViews(Protocol):
    """What the page of rules asks for."""

    def versions(self, w: int, kind: str, code: str) -> Sequence[Version]:
        """Newest first."""
        ...

    def open_cases(self, w: int) -> Sequence[OpenCase]: ...

    def shorts(self, w: int, since: int) -> Sequence[ShortDecided]:
        """The shorts opened since then (ms UTC)."""
        ...
