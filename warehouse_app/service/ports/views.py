"""Read models: what the screens and the devices ask for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from warehouse_app.domain.sheet import SheetFacts
from warehouse_app.service.ports.people import Device, Person, Session
from warehouse_app.service.ports.returns import ReturnViews
from warehouse_app.service.ports.telling import Delivery


@dataclass(frozen=True, slots=True)
class Change:
    seq: int
    room: str
    kind: str
    ref: str


@dataclass(frozen=True, slots=True)
class WaveRow:
    id: int
    number: str
    state: str
    person: str | None
    device: int | None
    lines: int
    done: int
    shorts: int
    totes: int
    carrier: str | None
    cutoff_at: int | None
    zones: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CaseRow:
    id: int
    number: str
    type: str
    severity: str
    owner: str
    due_at: int | None
    opened_at: int
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class DeviceRow:
    id: int
    name: str
    revoked: bool
    seen_at: int | None
    build: str | None
    waiting: int | None
    last_seq: int
    gaps: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class TruckRow:
    carrier: str
    cutoff_at: int | None
    total: int
    made: int
    shorts: int


@dataclass(frozen=True, slots=True)
class EventRow:
    """One thing that happened, as its history shows it. `at` is the device's clock, `received_at` ours."""

    seq: int
    id: str
    kind: str | None
    verdict: str
    key: str | None
    flags: tuple[str, ...]
    device: int
    person: str | None
    line: int | None
    at: int | None
    received_at: int


class Views(Protocol):
    """Read models; nothing in here writes."""

    generation: str
    returns: ReturnViews

    def device_by_token(self, token_hash: str) -> Device | None: ...
    def session_by_token(self, token_hash: str) -> tuple[Session, Person] | None:
        """The open session with its person, unless it was closed or the person left; expiry is the caller's."""
        ...

    def head(self) -> int:
        """The newest change."""
        ...

    def changes(self, since: int, rooms: Sequence[str], limit: int) -> list[Change]: ...
    def waves(self, w: int, states: Sequence[str]) -> list[WaveRow]: ...
    def wave_of(self, person: int) -> WaveRow | None: ...
    def open_cases(self, w: int) -> list[CaseRow]: ...
    def devices(self, w: int) -> list[DeviceRow]: ...
    def trucks(self, w: int) -> list[TruckRow]: ...
    def people(self, w: int) -> list[Person]: ...
    def warehouses(self) -> list[tuple[int, str, str, str]]:
        """(id, code, name, time zone)."""
        ...

    def sheet_facts(self, wave: int) -> SheetFacts | None: ...
    def events(self, wave: int) -> list[EventRow]:
        """The history of a wave, oldest first."""
        ...

    def delivery(self, w: int) -> Delivery:
        """How it stands with Odoo."""
        ...

    def is_due(self, w: int, lines: int) -> bool:
        """Whether there is something to tell Odoo now: its time has come, or so many changes wait."""
        ...

    def count(self, table: str) -> int:
        """Rows of `event`, `order`, `wave`... for the start page and tests."""
        ...
