"""How Odoo's last weeks were before the app: what went wrong, counted from Odoo's own records. The zero line.

A category is one thing that costs the floor, the customer or the books something: how often, how long, how much money.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

DAYS = 60
PER_SECOND = 2  # calls, at most
MINUTE = 60_000
PARTS = ("deliveries", "returns", "corrections", "negative", "payments", "remarks")
# What each part is read for, in the order it is shown.
CATEGORIES: Mapping[str, str] = {
    "backorder": "deliveries", "late": "deliveries", "changed": "deliveries", "cancelled": "deliveries",
    "correction": "corrections", "negative": "negative", "return": "returns", "owed": "returns", "held": "payments",
    "remark": "remarks",
}  # fmt: skip
DONE = "deliveries_done"  # what the rest is set beside


@dataclass(frozen=True, slots=True)
class Past:
    """One record of Odoo's, times in ms UTC, money in hundredths.

    A delivery: `ended_at` when it was done or cancelled, `due_at` its deadline, `worth` its goods; `is_backorder`:
    the rest of another; `cut` is what was taken off it, in money; `was_picked`: a step before it was done. A return:
    `owed` is invoiced and neither delivered nor credited. An order: `held`: its money is authorised and not captured.
    """

    id: int
    state: str = ""
    begun_at: int = 0
    ended_at: int | None = None
    due_at: int | None = None
    worth: int = 0
    is_backorder: bool = False
    is_cut: bool = False
    cut: int = 0
    was_picked: bool = False
    owed: int = 0
    held: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """From `since` to before `until`."""

    since: int
    until: int

    def holds(self, at: int | None) -> bool:
        return at is not None and self.since <= at < self.until


@dataclass(frozen=True, slots=True)
class Sum:
    """So many, with minutes of waiting or delay and money (hundredths) together."""

    n: int = 0
    minutes: int = 0
    money: int = 0

    def __add__(self, other: Sum) -> Sum:
        return Sum(self.n + other.n, self.minutes + other.minutes, self.money + other.money)


Sums = Mapping[str, Sum]


def counted(part: str, rows: Iterable[Past], span: Span, sums: Sums) -> dict[str, Sum]:
    """The sums with these rows of a part added."""
    found = dict(sums)
    for row in rows:
        for category, one in _OF[part](row, span):
            found[category] = found.get(category, Sum()) + one
    return found


def _deliveries(row: Past, span: Span) -> Iterable[tuple[str, Sum]]:
    end = row.ended_at if row.ended_at is not None else span.until
    if row.state == "done" and span.holds(row.ended_at):
        yield DONE, Sum(1, 0, row.worth)
        if row.is_cut:
            yield "changed", Sum(1, 0, row.cut)
    if row.state == "cancel":
        if row.was_picked and span.holds(row.ended_at):
            yield "cancelled", Sum(1, 0, row.worth)
        return
    if row.is_backorder and span.holds(row.begun_at):
        yield "backorder", Sum(1, _minutes(row.begun_at, end), row.worth)
    late = row.due_at is not None and end > row.due_at
    if late and (span.holds(row.ended_at) if row.state == "done" else span.holds(row.due_at)):
        yield "late", Sum(1, _minutes(row.due_at or 0, end), row.worth)


def _returns(row: Past, span: Span) -> Iterable[tuple[str, Sum]]:
    if span.holds(row.ended_at):
        yield "return", Sum(1, _minutes(row.begun_at, row.ended_at or 0), row.worth)
        if row.owed > 0:
            yield "owed", Sum(1, _minutes(row.ended_at or 0, span.until), row.owed)


def _corrections(row: Past, span: Span) -> Iterable[tuple[str, Sum]]:
    if span.holds(row.ended_at):
        yield "correction", Sum(1, 0, abs(row.worth))


def _negative(row: Past, span: Span) -> Iterable[tuple[str, Sum]]:
    """As it is at the end: Odoo keeps no record of what was negative before."""
    yield "negative", Sum(1, _minutes(row.begun_at, span.until), abs(row.worth))


def _payments(row: Past, span: Span) -> Iterable[tuple[str, Sum]]:
    if row.held and span.holds(row.begun_at):
        yield "held", Sum(1, _minutes(row.begun_at, span.until), row.worth)


def _remarks(row: Past, span: Span) -> Iterable[tuple[str, Sum]]:
    if span.holds(row.begun_at):
        yield "remark", Sum(1)


def _minutes(since: int, until: int) -> int:
    return max(until - since, 0) // MINUTE


_OF = {
    "deliveries": _deliveries, "returns": _returns, "corrections": _corrections, "negative": _negative,
    "payments": _payments, "remarks": _remarks,
}  # fmt: skip
