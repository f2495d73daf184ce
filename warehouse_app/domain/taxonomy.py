"""What kinds of exceptions there are, who owns them, how long they may take and who hears of it next.

A *clock* is a text: `F30` (30 minutes of the floor's hours), `O4h` (4 hours of the office's), `O1d` (one working day
of it), `C14d` (14 days of the calendar), `truck` (before the truck of the worst order hit leaves, with time to pack).
A *ladder* is rungs `who:share`: at that share of the time to answer (once answered: to resolve) or after so many
minutes somebody more hears of it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from warehouse_app.domain.calendars import SHIPPED, Hours, week_of
from warehouse_app.domain.cases import MINUTE, PACK_BUFFER, Finding, Terms
from warehouse_app.domain.cutoffs import Timetable

SEVERITIES = ("critical", "high", "normal", "low")
CATEGORIES = {
    "INV": "inventory", "ORD": "order", "PAY": "payment", "CUS": "customer", "FUL": "fulfilment", "SHP": "shipping",
    "RET": "returns", "FIN": "finance",
}  # fmt: skip
BLOCKS = ("order", "line", "bin", "parcel", "refund", "none")
NO_TRUCK = "F240"  # when nothing says which truck it is about
HURRY = 60 * MINUTE  # so near to the truck it is one step more severe
_CLOCK = re.compile(r"([FOC])([1-9]\d{0,3})([mhd]?)")
_RUNG = re.compile(r"([a-z]+):(\d{1,3})(%|m)")
_CALENDARS = {"F": "floor", "O": "office"}
_DAY = 24 * 60  # minutes


@dataclass(frozen=True, slots=True)
class CaseType:
    """`answer` and `resolve` are clocks; `customer` is the key of what the customer is told."""

    code: str
    severity: str = "high"
    owner: str = "floor"
    deputy: str = "ops"
    answer: str = "F15"
    resolve: str = "truck"
    ladder: str = "L-FLOOR"
    blocks: str = "none"
    customer: str | None = None

    @property
    def category(self) -> str:
        """One of eight, by the beginning of its code."""
        return CATEGORIES.get(self.code[:3], "fulfilment")


@dataclass(frozen=True, slots=True)
class Rung:
    """Who hears of it (`owner`, `deputy`, a team, or `rule`): at a share of the time (1.0 = all) or after minutes."""

    who: str
    share: float
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Calendars:
    """Working weeks by calendar, as people write them, on the days of a warehouse."""

    weeks: Mapping[str, str]
    days: Timetable
    buffer: int = PACK_BUFFER  # ms from the tote to the truck

    def hours(self, calendar: str) -> Hours:
        """Of `floor` or `office`; any other is a plain clock."""
        text = self.weeks.get(calendar, SHIPPED.get(calendar))
        return Hours((week_of(text) if text else None) or {}, self.days)

    def minutes(self, clock: str) -> int:
        """The working minutes of a clock; a day has as many as its calendar's week has on average.

        Raises:
            ValueError: it is no clock, or `truck`.
        """
        found = _CLOCK.fullmatch(clock)
        if found is None:
            raise ValueError(clock)
        kind, figure, unit = found.groups()
        week = self.hours(_CALENDARS.get(kind, "")).week
        day = round(sum(closes - opens for opens, closes in week.values()) / len(week)) if week else _DAY
        return int(figure) * {"": 1, "m": 1, "h": 60, "d": day}[unit]

    def at(self, clock: str, start: int, truck: int | None, share: float = 1.0) -> int:
        """When such a share of the clock has gone by since `start` (ms UTC). `truck` is the last moment for it."""
        if clock == "truck" and truck is not None:
            return start + round((truck - start) * share)
        known = NO_TRUCK if clock == "truck" else clock
        return self.hours(_CALENDARS.get(known[0], "")).after(start, self.minutes(known) * share)

    def rung_at(self, ladder: Sequence[Rung], number: int, clock: str, start: int, until: int) -> int | None:
        """When rung `number` (0 = the owner, at once) of a ladder is due on a clock that ends at `until`.

        None above the last rung. A clock that was cut short runs evenly, as the one to the truck does.
        """
        if number >= len(ladder):
            return None
        rung = ladder[number]
        if rung.minutes is not None:
            return start + rung.minutes * MINUTE
        is_even = clock == "truck" or self.at(clock, start, until) > until
        return self.at("truck" if is_even else clock, start, until, rung.share)

    def truck(self, carrier: str | None, cutoff_at: int | None, now: int) -> int | None:
        """The last moment before the truck: this one, or the next of its carrier when it is too late for this one."""
        if cutoff_at is not None and cutoff_at - self.buffer > now:
            return cutoff_at - self.buffer
        after = now + self.buffer if cutoff_at is None else max(cutoff_at, now + self.buffer)
        following = self.days.next_departure(carrier, after)
        return None if following is None else following - self.buffer


def is_clock(text: str) -> bool:
    """
    >>> [is_clock(text) for text in ("F30", "O4h", "C14d", "truck", "F0", "X9", "soon")]
    [True, True, True, True, False, False, False]
    """
    return text == "truck" or _CLOCK.fullmatch(text) is not None


def type_of(code: str, rules: Mapping[str, Mapping[str, Any]]) -> CaseType:
    """The type as its rule says; one without a rule is looked after by the floor, so that nothing is unowned."""
    body = rules.get(code, {})
    return CaseType(code, **{name: body[name] for name in CaseType.__slots__ if name in body and name != "code"})


def rungs_of(texts: Sequence[str]) -> list[Rung]:
    """A ladder, lowest rung first.

    >>> rungs_of(["owner:0%", "ops:15m"])
    [Rung(who='owner', share=0.0, minutes=None), Rung(who='ops', share=0.0, minutes=15)]

    Raises:
        ValueError: that is no rung.
    """
    return [_rung(text) for text in texts]


def terms(finding: Finding, kind: CaseType, ladder: Sequence[Rung], calendars: Calendars, now: int) -> Terms:
    """Owner, severity and clocks of a case that is opened now; what the finding itself says comes first."""
    truck = calendars.truck(finding.facts.get("carrier"), finding.cutoff_at, now)
    due_at = finding.due_at or calendars.at(kind.resolve, now, truck)
    answer_by = min(calendars.at(kind.answer, now, truck), due_at)
    severity = finding.severity or kind.severity
    if kind.resolve == "truck" and finding.cutoff_at is not None and due_at - now < HURRY:
        severity = SEVERITIES[max(SEVERITIES.index(severity) - 1, 0)]
    next_at = calendars.rung_at(ladder, 1, kind.answer, now, answer_by) or answer_by  # no ladder is no excuse
    return Terms(kind.category, finding.owner or kind.owner, severity, answer_by, due_at, next_at)


def _rung(text: str) -> Rung:
    found = _RUNG.fullmatch(text)
    if found is None:
        raise ValueError(text)
    who, figure, unit = found.groups()
    return Rung(who, 0.0, int(figure)) if unit == "m" else Rung(who, int(figure) / 100)
