"""How returns are doing: a row for each product, supplier, reason or carrier, out of the lines that came back.

Times are days, medians; a rate is of the pieces that left in the same days. Money is in minor units: `value` is what
the goods cost the customer, `recovered` the part of it that went to a shelf or an order again.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from warehouse_app.domain.measures import middle

DIMENSIONS = ("product", "supplier", "reason", "carrier")
DAY = 86_400_000


@dataclass(frozen=True, slots=True)
class Back:
    """A line that came back; times in ms UTC. `of` is its place in each dimension, `value` None where nobody knows."""

    return_: int
    of: Mapping[str, str]
    qty_m: int
    kept_m: int
    value: int | None
    authorised_at: int
    received_at: int | None
    judged_at: int | None
    credited_at: int | None
    paid_at: int | None


@dataclass(frozen=True, slots=True)
class ReturnMeasure:
    """One row. None: nothing to say it of. `mostly` is the reason of the most pieces, `mostly_rate` its percent."""

    name: str
    returns: int
    pieces_m: int
    sent_m: int
    rate: float | None
    kept: float | None
    value: int
    recovered: int
    days_here: float | None
    days_judged: float | None
    days_credited: float | None
    days_paid: float | None
    mostly: str
    mostly_rate: float | None


def measured_returns(rows: Iterable[Back], dimension: str, sent_m: Mapping[str, int]) -> list[ReturnMeasure]:
    """A row for each name of the dimension, the most pieces first; `sent_m` by name, as far as it is known."""
    groups: dict[str, list[Back]] = defaultdict(list)
    for row in rows:
        groups[row.of.get(dimension, "")].append(row)
    found = [return_measure(name, group, sent_m.get(name, 0)) for name, group in groups.items()]
    return sorted(found, key=lambda one: (-one.pieces_m, one.name))


def return_measure(name: str, rows: Sequence[Back], sent_m: int) -> ReturnMeasure:
    """What these lines say together."""
    pieces_m, kept_m = sum(row.qty_m for row in rows), sum(row.kept_m for row in rows)
    valued = [row for row in rows if row.value is not None]
    recovered = sum((row.value or 0) * row.kept_m // row.qty_m for row in valued if row.qty_m)
    once = {row.return_: row for row in rows}.values()
    why: Counter[str] = Counter()
    for row in rows:
        why[row.of.get("reason", "")] += row.qty_m
    reason, why_m = min(why.items(), key=lambda one: (-one[1], one[0]), default=("", 0))
    return ReturnMeasure(
        name,
        len(once),
        pieces_m,
        sent_m,
        _percent(pieces_m, sent_m),
        _percent(kept_m, pieces_m),
        sum(row.value or 0 for row in valued),
        recovered,
        _days([(row.authorised_at, row.received_at) for row in once]),
        _days([(row.received_at, row.judged_at) for row in once]),
        _days([(row.judged_at, row.credited_at) for row in once]),
        _days([(row.credited_at, row.paid_at) for row in once]),
        reason,
        _percent(why_m, pieces_m),
    )


def _days(spans: Iterable[tuple[int | None, int | None]]) -> float | None:
    """
    >>> _days([(0, DAY), (0, 3 * DAY), (0, None)]), _days([])
    (2.0, None)
    """
    known = [(until - since) / DAY for since, until in spans if since is not None and until is not None]
    found = middle(known)
    return None if found is None else round(found, 1)


def _percent(part: int, whole: int) -> float | None:
    return round(100 * part / whole, 1) if whole else None
