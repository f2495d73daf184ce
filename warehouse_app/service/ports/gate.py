"""The release gate in the store: what was read of orders and said of them, who waits, who let what go."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from warehouse_app.domain.gate.duplicates import Twin
from warehouse_app.domain.gate.facts import Facts, Marks
from warehouse_app.domain.gate.judge import Verdict
from warehouse_app.domain.segments import Path


@dataclass(frozen=True, slots=True)
class Due:
    """An order of the pool whose facts are to be read (again). `short`: not all of it is reserved."""

    order: int
    odoo_id: int
    name: str
    short: bool


@dataclass(frozen=True, slots=True)
class Gated:
    """An order at the gate. `let_go`: by rule {why, reason, person, at}. `order` None: only read to try rules on."""

    odoo_id: int
    name: str
    order: int | None = None
    state: str = "cleared"
    facts: Facts | None = None
    marks: Marks = field(default_factory=Marks)
    ordered_at: int | None = None
    reference: str | None = None
    verdicts: tuple[Verdict, ...] = ()
    let_go: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    read_at: int | None = None
    first_at: int | None = None
    held_at: int | None = None

    @property
    def twin(self) -> Twin:
        channel = self.facts.channel if self.facts is not None else None
        return Twin(self.odoo_id, self.name, self.ordered_at, self.reference, self.marks, channel)


@dataclass(frozen=True, slots=True)
class HeldByGate:
    """A held order for a list; `rules` are those it waits for."""

    order: int
    name: str
    carrier: str | None
    lines: int
    held_at: int
    rules: tuple[Verdict, ...]


@dataclass(frozen=True, slots=True)
class GateCount:
    """Orders judged since some time: how many, how many of them were never held, how many wait to be judged now."""

    judged: int
    through: int
    waiting: int


@dataclass(frozen=True, slots=True)
class RuleCount:
    """What became of a rule's holds: mended, let go, let go as a false alarm; and what it missed.

    `missed` are orders it let pass that later got a case of its type from somebody else.
    """

    held: int = 0
    mended: int = 0
    let_go: int = 0
    false: int = 0
    missed: int = 0


class GateViews(Protocol):
    def of_order(self, order: int) -> Gated | None: ...
    def path(self, order: int) -> Path | None: ...
    def held(self, w: int) -> Sequence[HeldByGate]: ...
    def past(self, w: int, since: int, most: int) -> Sequence[Gated]:
        """All with facts, read since, the newest orders first."""
        ...

    def count(self, w: int, since: int) -> GateCount: ...
    def standing(self, w: int) -> Mapping[str, Mapping[str, int]]:
        """Of the orders that are still to go: how many of each kind of verdict, by rule."""
        ...

    def by_rule(self, w: int, since: int) -> Mapping[str, RuleCount]:
        """What was held since."""
        ...


class Gate(Protocol):
    """What a use case of the gate works with."""

    def due(self, w: int, held_before: int, free_before: int, most: int) -> Sequence[Due]:
        """Orders of which nothing was read yet, held ones read before `held_before`, others of the pool and of waves
        nobody has taken read before `free_before` (ms UTC); the ones never read first.
        """
        ...

    def hold_back_new(self, w: int, transfers: Collection[int] | None = None) -> None:
        """Orders that were never judged are not free until they are: all, or those of these transfers of ours."""
        ...

    def free_unjudged(self, w: int) -> int:
        """All that only wait to be judged are free; how many."""
        ...

    def now(self, w: int, odoo_ids: Collection[int]) -> Mapping[int, Gated]:
        """Those that are known, by their id in Odoo; locked."""
        ...

    def pool_ids(self, w: int) -> Sequence[int]:
        """Odoo's ids of orders with facts that are still to go: in the pool, held, or on a wave nobody has taken."""
        ...

    def pool(self, w: int, odoo_ids: Collection[int]) -> Sequence[Gated]:
        """Those of these that still are; locked."""
        ...

    def twins(
        self, w: int, window: tuple[int, int] | None, goods: Collection[str], references: Collection[str]
    ) -> Sequence[Twin]:
        """Orders of the same goods made in that time, or called so elsewhere; not those that were cancelled."""
        ...

    def keep(self, w: int, row: Gated) -> None: ...
    def clear(self, order: int, cleared: bool) -> bool:
        """Whether that was another word before."""
        ...

    def send(self, orders: Collection[int], path: Path) -> None:
        """The way they take."""
        ...

    def stale(self, changed: Mapping[int, int]) -> None:
        """Transfers (Odoo's ids) with the time (ms UTC) something changed on them: orders that were read before are
        read again at once.
        """
        ...

    def of_order(self, order: int) -> Gated | None:
        """Locked."""
        ...

    def look_again(self, order: int) -> None:
        """It is read again at once."""
        ...

    def read_all_again(self, w: int) -> None:
        """All that are still to go."""
        ...

    def has_past(self, w: int) -> bool:
        """Whether there are orders to try a rule on."""
        ...

    def blind(self, w: int) -> Mapping[str, int]:
        """How many orders that are still to go a rule cannot judge, by rule."""
        ...

    def over(self, w: int) -> Sequence[Gated]:
        """Held ones of which nothing is open any more."""
        ...
