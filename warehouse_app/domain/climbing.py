"""How a case climbs its ladder: which rung is next, when it is due, and who hears of it. A clock never stops.

Until somebody takes or decides a case its rungs stand on the time to answer, from then on anew on the time to resolve.
Above the last rung it comes to ops once a day until it is over.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from warehouse_app.domain.cases import MINUTE
from warehouse_app.domain.taxonomy import Calendars, CaseType, Rung

DAILY = 24 * 60 * MINUTE
OPS, RULE, FLOOR = "ops", "rule", "floor"
ANSWER, RESOLVE = "answer", "resolve"


@dataclass(frozen=True, slots=True)
class CaseClock:
    """What the clocks of a case say (ms UTC). `since` is when the one that runs began; `rung` how many were climbed.

    `cutoff_at` and `carrier` are the truck of the worst order hit.
    """

    id: int
    w: int
    number: str
    type: str
    owner: str
    status: str
    since: int
    answered_at: int | None
    answer_by: int | None
    due_at: int | None
    rung: int
    next_at: int | None
    snoozed_until: int | None
    facts: Mapping[str, Any]

    @property
    def phase(self) -> str:
        """Which clock runs: `answer` or `resolve`."""
        return ANSWER if self.answered_at is None and self.status != "decided" else RESOLVE

    def sleeps_until(self, now: int) -> int | None:
        """Until when a person put it aside; never for longer than it may take."""
        if self.snoozed_until is None or self.snoozed_until <= now:
            return None
        until = self.snoozed_until if self.due_at is None else min(self.snoozed_until, self.due_at)
        return until if until > now else None


@dataclass(frozen=True, slots=True)
class Step:
    """One rung climbed: its number, whom it names (a team, or `rule`), whether it is the last, and when the next is."""

    rung: int
    who: str
    is_last: bool
    next_at: int


def step_of(case: CaseClock, kind: CaseType, ladder: Sequence[Rung], calendars: Calendars, now: int) -> Step:
    """The rung that is due now. Above the last one: ops, again in a day."""
    number = case.rung + 1
    who = _named(ladder[number].who, case, kind) if number < len(ladder) else OPS
    following = rung_at(case, number + 1, kind, ladder, calendars)
    return Step(number, who, number >= len(ladder) - 1, now + DAILY if following is None else following)


def rung_at(case: CaseClock, number: int, kind: CaseType, ladder: Sequence[Rung], calendars: Calendars) -> int | None:
    """When that rung of the clock that runs is due; None above the last. What is over already has its time again."""
    clock = kind.answer if case.phase == ANSWER else kind.resolve
    until = case.answer_by if case.phase == ANSWER else case.due_at
    if until is None or until <= case.since:
        until = calendars.at(clock, case.since, _truck(case, calendars))
    return calendars.rung_at(ladder, number, clock, case.since, until)


def _truck(case: CaseClock, calendars: Calendars) -> int | None:
    cutoff_at = case.facts.get("cutoff_at")
    return calendars.truck(case.facts.get("carrier"), cutoff_at if isinstance(cutoff_at, int) else None, case.since)


def _named(who: str, case: CaseClock, kind: CaseType) -> str:
    return {"owner": case.owner, "deputy": kind.deputy}.get(who, who)
