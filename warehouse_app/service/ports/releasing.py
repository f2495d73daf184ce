"""Releasing: what is ready and what is held, waves nobody has taken yet, when the trucks leave, and who did what."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from warehouse_app.domain.carts import FreeTransfer
from warehouse_app.domain.cutoffs import Timetable
from warehouse_app.service.ports.gate import GateViews
from warehouse_app.service.ports.labour import LabourViews
from warehouse_app.service.ports.layouts import LayoutReads


@dataclass(frozen=True, slots=True)
class OnWave:
    """A transfer of an order and the wave it is on, if any; `who` holds that wave."""

    id: int
    state: str
    wave: int | None
    wave_state: str | None
    number: str | None
    who: str | None


@dataclass(frozen=True, slots=True)
class OrderNow:
    """An order as it stands. `hold` is {reason, by, at, key} while it is held by hand."""

    id: int
    name: str
    carrier: str | None
    hold: Mapping[str, Any] | None
    transfers: tuple[OnWave, ...]


@dataclass(frozen=True, slots=True)
class HeldRow:
    """A held order for a list; `by` is the name of who held it."""

    id: int
    name: str
    carrier: str | None
    hold: Mapping[str, Any]
    by: str | None
    lines: int
    due_at: int | None


@dataclass(frozen=True, slots=True)
class Act:
    """One thing the office did; `facts` fill its sentence."""

    kind: str
    at: int
    person: str | None
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ToteRow:
    """A tote; `wave` is the number of the one it serves now."""

    code: str
    state: str
    wave: str | None


Rules = Mapping[str, Mapping[str, Any]]
Shipped = tuple[str, str, int, Mapping[str, Any]]  # a rule of ours: kind, code, version, body


class Releasing(Protocol):
    """What a use case of the office works with."""

    def timetable(self, w: int) -> Timetable: ...
    def rules(self, kind: str, w: int) -> Rules:
        """The newest version of each rule of a kind, by code, in the order of their `rank`."""
        ...

    def ship_rule(self, kind: str, code: str, version: int, body: Mapping[str, Any]) -> None:
        """Keeps a rule as we ship it, unless it is here in this version or was changed by the shop."""
        ...

    def ship_rules(self, shipped: Iterable[Shipped]) -> None:
        """The same for many, at once."""
        ...

    def lock_free(self, transfers: Collection[int]) -> bool:
        """Whether all of them may still go; from here to the commit nobody holds their orders."""
        ...

    def find_wave(self, w: int, code: str) -> int | None:
        """The wave with this number, or the one a tote with this code serves now."""
        ...

    def has_waves(self, w: int) -> bool: ...
    def is_tote(self, w: int, code: str) -> bool: ...
    def give(self, wave: int, person: int | None) -> None:
        """Who alone may take the wave; None: everybody."""
        ...

    def empty(self, wave: int) -> None:
        """Its transfers are in no wave any more; the wave itself is left as it is."""
        ...

    def take_off(self, wave: int, transfers: Collection[int]) -> int:
        """Takes them off a wave nobody has taken; its stops are numbered anew. How many stay on it."""
        ...

    def order_named(self, w: int, name: str) -> OrderNow | None:
        """The order with this name, or whose transfer is called so; locked for this unit of work."""
        ...

    def order(self, order: int) -> OrderNow | None: ...
    def hold(self, order: int, hold: Mapping[str, Any] | None) -> None: ...
    def set_trucks(self, w: int, carrier: str, week: Mapping[int, int]) -> None:
        """All departures of a carrier, in place of what they were."""
        ...

    def set_holiday(self, w: int, day: str, is_one: bool) -> None: ...
    def note(
        self,
        w: int,
        kind: str,
        person: int | None,
        facts: Mapping[str, Any],
        wave: int | None = None,
        order: int | None = None,
    ) -> None:
        """Keeps what the office did."""
        ...


class ReleaseViews(Protocol):
    """What the pages of releasing ask for."""

    gate: GateViews
    layouts: LayoutReads
    labour: LabourViews

    def pool(self, w: int) -> list[FreeTransfer]: ...
    def in_batches(self, w: int) -> int:
        """How many could be picked if the batches they are in in Odoo were waves."""
        ...

    def timetable(self, w: int) -> Timetable: ...
    def open_carriers(self, w: int) -> list[str]:
        """Carriers of open transfers."""
        ...

    def totes(self, w: int) -> list[ToteRow]: ...
    def free_totes(self, w: int) -> int: ...
    def held_orders(self, w: int) -> list[HeldRow]: ...
    def rules(self, kind: str, w: int) -> Rules: ...
    def acts(self, w: int, kinds: Sequence[str], limit: int) -> list[Act]:
        """Newest first."""
        ...
