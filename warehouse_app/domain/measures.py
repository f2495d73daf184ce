"""How exceptions are doing: one row per category, product, carrier... out of the cases and their histories.

Times are minutes, medians and 90th percentiles (the smallest time that nine in ten do not exceed), never means. A share
is of those of which it is known: a case that is still open and not late yet counts in none.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

MINUTE = 60_000
FEW = 30  # below so many cases a figure says little
DIMENSIONS = ("category", "type", "product", "bin", "carrier", "channel", "warehouse", "day", "cause")
PERSON = "person"
NOTHING = ""  # what a case is put under that has none


@dataclass(frozen=True, slots=True)
class CaseFact:
    """A case as it is counted. `of` is its place in each dimension; times in ms UTC.

    `answered_at` is when the first person did something about it, `touches` how many lines of its history people wrote.
    `delayed` is the order that missed its truck by it.
    """

    of: Mapping[str, str]
    opened_at: int
    answer_by: int | None = None
    answered_at: int | None = None
    due_at: int | None = None
    resolved_at: int | None = None
    escalated: bool = False
    reopened: bool = False
    delayed: int | None = None
    touches: int = 0


@dataclass(frozen=True, slots=True)
class Work:
    """What went to the floor in the same time, of the whole warehouse or of one product, carrier..."""

    lines: int = 0
    orders: int = 0


@dataclass(frozen=True, slots=True)
class Measure:
    """One row. Shares in percent, times in minutes; None: nothing to say it of."""

    name: str
    cases: int
    per_100_lines: float | None
    per_100_orders: float | None
    answer_median: float | None
    answer_p90: float | None
    resolve_median: float | None
    resolve_p90: float | None
    answered_in_time: float | None
    resolved_in_time: float | None
    escalated: int
    reopened: int
    delayed: int
    touches: int
    cause: str
    unknown_cause: float | None

    @property
    def few(self) -> bool:
        """Whether there are too few to read much into it."""
        return self.cases < FEW


def measures(
    cases: Iterable[CaseFact], dimension: str, work: Mapping[str, Work], all_work: Work, now: int
) -> list[Measure]:
    """A row for each name of the dimension, the most cases first. `work` by name; else it is set beside all of it."""
    groups: dict[str, list[CaseFact]] = defaultdict(list)
    for case in cases:
        groups[case.of.get(dimension) or NOTHING].append(case)
    rows = [measure(name, found, work.get(name, all_work) if work else all_work, now) for name, found in groups.items()]
    return sorted(rows, key=lambda row: (-row.cases, row.name))


def measure(name: str, cases: Sequence[CaseFact], work: Work, now: int) -> Measure:
    """What these cases say together."""
    answers = [(one.answered_at - one.opened_at) / MINUTE for one in cases if one.answered_at is not None]
    ends = [(one.resolved_at - one.opened_at) / MINUTE for one in cases if one.resolved_at is not None]
    causes = Counter(one.of.get("cause") or NOTHING for one in cases if one.resolved_at is not None)
    unknown = causes.get("unknown", 0) + causes.get(NOTHING, 0)
    named = [(count, cause) for cause, count in causes.items() if cause not in (NOTHING, "unknown")]
    return Measure(
        name,
        len(cases),
        _per(len(cases), work.lines),
        _per(len(cases), work.orders),
        middle(answers),
        ninth(answers),
        middle(ends),
        ninth(ends),
        in_time([(one.answered_at, one.answer_by) for one in cases], now),
        in_time([(one.resolved_at, one.due_at) for one in cases], now),
        sum(one.escalated for one in cases),
        sum(one.reopened for one in cases),
        len({one.delayed for one in cases if one.delayed is not None}),
        sum(one.touches for one in cases),
        max(named, key=lambda one: (one[0], one[1]), default=(0, NOTHING))[1],
        _per(unknown, sum(causes.values())),
    )


def middle(times: Sequence[float]) -> float | None:
    """
    >>> middle([1, 2, 10]), middle([1, 2]), middle([]) is None
    (2, 1.5, True)
    """
    return median(times) if times else None


def ninth(times: Sequence[float]) -> float | None:
    """
    >>> ninth(list(range(1, 11))), ninth([7]), ninth([])
    (9, 7, None)
    """
    return sorted(times)[-(-9 * len(times) // 10) - 1] if times else None


def in_time(pairs: Iterable[tuple[int | None, int | None]], now: int) -> float | None:
    """The share that was done by its time, in percent; what is neither done nor late does not count.

    >>> in_time([(5, 10), (11, 10), (None, 10), (None, 30), (5, None)], 20)
    33.3
    """
    known = [(at, until) for at, until in pairs if until is not None and (at is not None or until < now)]
    return _per(sum(at is not None and at <= until for at, until in known), len(known))


def _per(part: int, whole: int) -> float | None:
    return round(100 * part / whole, 1) if whole else None
