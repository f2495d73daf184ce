"""The policy of shorts: rows that decide by themselves, the first that fits; what none of them fits is a person's.

A row says for which orders it is (`segment`, `only`), for which `reason`, what is left of the order without the
missing goods (`left_from` to `left_to` percent of what `by` says), how far the truck is (`truck` with more or less than
`ahead` minutes), whether another bin is known (`other_bin`), and what is done then.

>>> from dataclasses import replace
>>> one = Situation("", "RC-EMPTY", left=80, minutes=200, whole_only=False, bins=("A-04-2",), passes=False)
>>> row_for(one, {"PL-1": {"on": True, "left_from": 60, "does": "ship_short"}})
'PL-1'
>>> row_for(replace(one, left=59), {"PL-1": {"on": True, "left_from": 60, "does": "ship_short"}}) is None
True
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from warehouse_app.domain.answers import ANSWERS, FOUND

ASK = "ask"
# Every order, those that ship only complete, those that may ship in parts, those of which a part of a kit is missing.
ONLY = ("any", "whole", "parts", "kit")
BY = ("pieces", "worth")  # what the percents are of
TRUCK = ("any", "more", "less")  # whenever it leaves; with at least, with less than so many minutes left
BIN = ("any", "none", "known", "passes")  # another bin that holds the goods
FIELDS = (
    "on", "segment", "only", "reason", "by", "left_from", "left_to", "truck", "ahead", "other_bin", "metres", "does",
)  # fmt: skip
METRES = 40  # so much of extra walk is still on the way
DOES = (ASK, *ANSWERS)


@dataclass(frozen=True, slots=True)
class Situation:
    """What the policy looks at when goods are missing.

    `left`: percent of the pieces the order wants that can still be had, `worth` of its worth; half a kit is none.
    `kit`: a part of one is missing. `minutes` until its boxes must be begun for the
    truck; None: no truck is known. `bins` hold enough of it for certain, the nearest first; `passes`: the picker
    comes by the first one anyway; where there is a map, `extra_mm` is how much longer the walk gets by it. `may_send`:
    the reason lets the policy send the picker elsewhere.
    """

    segment: str
    reason: str
    left: int
    minutes: int | None
    whole_only: bool
    bins: tuple[str, ...] = ()
    passes: bool = False
    extra_mm: int | None = None
    worth: int | None = None
    kit: bool = False
    may_send: bool = True


def row_for(situation: Situation, rows: Mapping[str, Mapping[str, Any]]) -> str | None:
    """The code of the first row that fits, in their order; None: a person decides."""
    return next((code for code, body in rows.items() if body.get("on") and fits(situation, body)), None)


def fits(situation: Situation, body: Mapping[str, Any]) -> bool:
    """Whether a row is about this. One that sends the picker elsewhere needs a place to send to."""
    if body.get("does") == FOUND and not (situation.bins and situation.may_send):
        return False
    is_about = (body.get("segment") or situation.segment) == situation.segment
    is_why = (body.get("reason") or situation.reason) == situation.reason
    left = situation.worth if body.get("by") == "worth" and situation.worth is not None else situation.left
    is_left = _or(body.get("left_from"), 0) <= left <= _or(body.get("left_to"), 100)
    return is_about and is_why and is_left and _is_kind(situation, body) and _is_in_time(situation, body)


def _is_kind(situation: Situation, body: Mapping[str, Any]) -> bool:
    only, bin_ = body.get("only") or "any", body.get("other_bin") or "any"
    orders = {"any": True, "kit": situation.kit, "whole": situation.whole_only, "parts": not situation.whole_only}
    bins = situation.bins
    is_bin = {"any": True, "none": not bins, "known": bool(bins), "passes": _is_near(situation, body)}
    return orders[only] and is_bin[bin_]


def _is_near(situation: Situation, body: Mapping[str, Any]) -> bool:
    """With a map by its metres."""
    if situation.extra_mm is None:
        return situation.passes
    return situation.extra_mm <= _or(body.get("metres"), METRES) * 1000


def _is_in_time(situation: Situation, body: Mapping[str, Any]) -> bool:
    """Without a truck there is time."""
    truck, minutes = body.get("truck") or "any", _or(body.get("ahead"), 0)
    if truck == "any":
        return True
    has_time = situation.minutes is None or situation.minutes >= minutes
    return has_time if truck == "more" else not has_time


def _or(value: Any, other: int) -> int:
    return other if value is None or value == "" else int(value)


@dataclass(frozen=True, slots=True)
class Want:
    """An open line that wants goods there are too few of. `cutoff_at` is its truck (ms UTC)."""

    line: int
    order: str
    qty_m: int
    cutoff_at: int | None = None


def most_orders(wants: Sequence[Want], there_m: int) -> tuple[list[Want], list[Want]]:
    """Who gets the goods so that most orders are complete, and who does without.

    The smallest wishes first; of two alike the one whose truck leaves first, then the one that came first.

    >>> few, rest = most_orders([Want(1, "A", 5000), Want(2, "B", 2000), Want(3, "C", 1000)], 3000)
    >>> [want.order for want in few], [want.order for want in rest]
    (['C', 'B'], ['A'])
    """
    served: list[Want] = []
    without: list[Want] = []
    for want in sorted(wants, key=lambda one: (one.qty_m, one.cutoff_at or 2**53, one.line)):
        if want.qty_m <= there_m:
            there_m -= want.qty_m
            served.append(want)
        else:
            without.append(want)
    return served, without
