"""Tasks of the floor, and the slots where totes stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from warehouse_app.domain.tasks import NewTask, Task


class Tasks(Protocol):
    def add(self, new: NewTask, number: str) -> int: ...
    def get(self, task: int) -> Task | None:
        """The task, locked for this unit of work."""
        ...

    def find(self, w: int, about: str) -> Task | None:
        """The one of this job that is neither done nor cancelled, locked for this unit of work."""
        ...

    def of_case(self, case: int) -> Sequence[Task]:
        """Those of a case that are neither done nor cancelled."""
        ...

    def counts_at(self, w: int, location: int) -> Sequence[Task]:
        """The counts somebody waits for in a place."""
        ...

    def by_itself(self, w: int, kind: str) -> Sequence[Task]:
        """The open ones of a kind that nobody asked for by name."""
        ...

    def put(self, task: int, **columns: Any) -> None:
        """Writes these columns."""
        ...

    def late(self, w: int, most: int) -> Sequence[Task]:
        """Those past their time of whom nobody has been told yet."""
        ...

    def case_over(self, case: int) -> str | None:
        """Why a case would be over by now, had it no task; it is forgotten with this."""
        ...


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task with the names of what it is about. Codes are of places; `wave_state` of the wave its goods are on."""

    task: Task
    origin_code: str | None
    target_code: str | None
    product: str | None
    sku: str | None
    unit: str | None
    lot: str | None
    case_number: str | None
    order: str | None
    asked_by: str | None
    taken_by: str | None
    asked_at: int
    taken_at: int | None
    ended_at: int | None
    reason: str | None
    wave_state: str | None
    tote_place: str | None


class TaskViews(Protocol):
    def listed(self, w: int, *, ended_since: int | None = None) -> Sequence[TaskRow]:
        """The open ones by deadline; with `ended_since` (ms UTC) those that ended since, newest first."""
        ...

    def fetches(self, w: int, transfer: int) -> Sequence[TaskRow]:
        """What a bench asked for to pack this transfer, newest first."""
        ...

    def one(self, w: int, task: int) -> TaskRow | None: ...


@dataclass(frozen=True, slots=True)
class SlotRow:
    """A slot and the tote that stands in it, since when (ms UTC) and for which order."""

    id: int
    kind: str
    shelf: str
    code: str
    tote: str | None
    since: int | None
    order: str | None


class Slots(Protocol):
    def add(self, w: int, kind: str, shelf: str, codes: Sequence[str]) -> int:
        """Registers slots; those that are there already stay as they are. How many are new."""
        ...

    def slot(self, w: int, code: str) -> tuple[int, str] | None:
        """A slot's id and code."""
        ...

    def tote(self, w: int, code: str) -> int | None:
        """A registered tote's id."""
        ...

    def place(self, tote: int, slot: int, person: int | None) -> None:
        """The tote stands there now; it stands nowhere else, and no other tote there."""
        ...

    def clear(self, tote: int) -> None:
        """It stands in no slot any more."""
        ...

    def free(self, w: int) -> str | None:
        """The first consolidation slot that no tote stands in."""
        ...

    def places(self, w: int) -> Mapping[str, str]:
        """The slot of each tote that stands in one, by their codes."""
        ...


class SlotViews(Protocol):
    def slots(self, w: int) -> Sequence[SlotRow]:
        """All of a warehouse, by shelf and code."""
        ...

    def places(self, w: int) -> Mapping[str, str]:
        """The slot of each tote that stands in one, by their codes."""
        ...
