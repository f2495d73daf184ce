"""Waves, their lines, and the cases that come of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from warehouse_app.domain.cases import Finding, Goods, Terms
from warehouse_app.domain.picking import Line, Wave
from warehouse_app.domain.skills import Load


class Floor(Protocol):
    """Waves and their lines as the facts left them."""

    def wave(self, wave: int) -> Wave | None:
        """The wave, locked for this unit of work."""
        ...

    def wave_held_by(self, person: int) -> Wave | None:
        """The claimed wave of this person, if there is one."""
        ...

    def wave_meant_for(self, person: int) -> Wave | None:
        """A wave nobody has taken and that nobody else may take."""
        ...

    def line(self, line: int) -> Line | None: ...
    def gone_line(self, line: int) -> Line | None:
        """A line that nobody walks to any more: Odoo moved, shipped or cancelled it."""
        ...

    def walk_again(self, line: int, qty_m: int) -> bool:
        """A gone line is walked after all, instead of the untouched ones that came for its move.

        False, and nothing is done: those are not untouched, or not for `qty_m`.
        """
        ...

    def goods(self, line: int) -> Goods:
        """What the line is about, in words, for cases and alerts."""
        ...

    def save_line(self, line: Line) -> None: ...
    def open_lines(self, wave: int, sent: bool = False) -> int:
        """How many of its lines are open; with `sent` only those that a supervisor sent somebody to."""
        ...

    def loads(self, waves: Collection[int]) -> Mapping[int, Sequence[Load]]:
        """The open lines of these waves, as far as they ask something of whoever walks there."""
        ...

    def save_wave(self, wave: Wave) -> None:
        """Writes state, epoch, device, person and where its check begins."""
        ...

    def let_go(self, device: int) -> list[int]:
        """The claimed waves of a device that is gone are on no device any more; their ids. The picker keeps them."""
        ...

    def want(self, transfer: int) -> None:
        """Odoo should look like the next version of this transfer: raises `want_version`, one outbox row."""
        ...


@dataclass(frozen=True, slots=True)
class CaseNow:
    """A case as it stands. `key` is its finding key; `decision` what was answered last; `person` has taken it.

    `answer_by` and `due_at` are its clocks (ms UTC), `rung` how far it has climbed its ladder.
    """

    id: int
    w: int
    number: str
    type: str
    key: str
    status: str
    decision: str | None
    wave: int | None
    line: int | None
    transfer: int | None
    facts: Mapping[str, Any]
    owner: str
    severity: str
    opened_at: int
    answer_by: int | None
    due_at: int | None
    person: int | None
    rung: int


@dataclass(frozen=True, slots=True)
class Said:
    """The newest answer to a case. `id` is of the answer: a changed one is another; no `person`: a rule decided."""

    id: int
    decision: str
    person: int | None
    place: str


class Cases(Protocol):
    """Order exceptions; nothing is in here without an owner. Each step is a line of history, and a change to hear."""

    def open(self, finding: Finding, terms: Terms, person: int | None = None) -> int:
        """Opens a case, or adds to the open one with the same key and lets its clocks run anew; returns its id.

        `person` raised it by hand. Use `service.open_case`, which knows the terms.
        """
        ...

    def look_ahead(self, keys: Collection[str]) -> None:
        """Looks all of these up at once: of those that never had a case nothing more is read in this unit of work."""
        ...

    def is_open(self, key: str) -> bool:
        """Whether somebody is looking after this already, also within a case it was merged into."""
        ...

    def close(self, key: str, why: str) -> None:
        """Closes the open case with this key, if there is one and it does not come and go all the time."""
        ...

    def reopen(self, case: int, terms: Terms) -> None:
        """Open again, its team's, with clocks that run anew; counted. The line of history is the caller's."""
        ...

    def get(self, case: int) -> CaseNow | None:
        """The case, locked for this unit of work."""
        ...

    def find(self, key: str) -> CaseNow | None:
        """The case with this key that is not resolved, locked for this unit of work."""
        ...

    def of_wave(self, wave: int) -> list[CaseNow]:
        """Those about a wave or anything on it that are not resolved, locked for this unit of work."""
        ...

    def shorts(self, transfer: int) -> list[CaseNow]:
        """The shorts of a transfer that are not resolved, the one answered last first."""
        ...

    def overdue_shorts(self, w: int, most: int, opened: int | None = None) -> list[tuple[int, int]]:
        """(case, transfer) of the shorts nobody answered whose time is over; or, where a time is given (ms UTC), of
        those that are open since then or longer."""
        ...

    def decide(self, case: int, kind: str, decision: str, person: int | None, facts: Mapping[str, Any]) -> None:
        """It is decided. `kind` of the history's line: `decided`, `along` (with another of its order), `by_rule`."""
        ...

    def note(self, case: int, kind: str, person: int | None, facts: Mapping[str, Any]) -> None:
        """A line of history that changes nothing else."""
        ...

    def sent(self, case: int) -> Mapping[str, Any]:
        """The facts of the newest answer; empty before the first one."""
        ...

    def said(self, case: int) -> Said | None:
        """The newest answer, with who gave it; None before the first one."""
        ...

    def resolve(self, case: int, why: str, person: int | None = None) -> None:
        """Closes it; `why` is a key, or the words of the person who did. While it has a task it waits for that."""
        ...
