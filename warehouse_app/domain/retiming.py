"""What other rules would make of the cases that are open: other owners, other clocks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from warehouse_app.domain.cases import Finding, Terms
from warehouse_app.domain.cutoffs import Timetable
from warehouse_app.domain.rule_checks import Book
from warehouse_app.domain.taxonomy import Calendars, rungs_of, terms, type_of


@dataclass(frozen=True, slots=True)
class OpenCase:
    """A case that is not over. `cutoff_at` is its wave's truck; all times in ms UTC."""

    id: int
    number: str
    type: str
    key: str
    w: int
    owner: str
    severity: str
    cutoff_at: int | None
    facts: Mapping[str, Any]
    opened_at: int
    answered_at: int | None
    answer_by: int | None
    due_at: int | None
    next_at: int | None
    rung: int


def retimed(
    cases: Sequence[OpenCase], old: Book, new: Book, days: Timetable
) -> Iterator[tuple[OpenCase, dict[str, Any]]]:
    """Cases that would be others, with the values that would change.

    Only what came of the old rules follows the new ones: what a finding or a person said otherwise stays, and so do
    the clocks of a case that was opened again, for they did not begin when it was opened.
    """
    for case in cases:
        before, after = _terms(case, old, days), _terms(case, new, days)
        values = {name: value for name, value in _values(case, before, after) if value is not None}
        following = _next(case, new, days, values)
        if following is not None and _next(case, old, days, {}) == case.next_at != following:
            values["next_at"] = following
        if values:
            yield case, values


def _values(case: OpenCase, before: Terms, after: Terms) -> Iterator[tuple[str, Any]]:
    names = ("owner", "severity", "due_at", *(("answer_by",) if case.answered_at is None else ()))
    for name in names:
        if getattr(before, name) != getattr(after, name) and getattr(case, name) == getattr(before, name):
            yield name, getattr(after, name)


def _next(case: OpenCase, book: Book, days: Timetable, values: Mapping[str, Any]) -> int | None:
    """When the rung above the one that is climbed is due; None above the last."""
    kind = type_of(case.type, book["case_type"])
    ladder = rungs_of(book["ladder"].get(kind.ladder, {}).get("rungs", ()))
    answered = case.answered_at is not None
    start = case.answered_at if case.answered_at is not None else case.opened_at
    clock = kind.resolve if answered else kind.answer
    name = "due_at" if answered else "answer_by"
    until = values.get(name, getattr(case, name))
    return None if until is None else _calendars(book, days).rung_at(ladder, case.rung + 1, clock, start, until)


def _terms(case: OpenCase, book: Book, days: Timetable) -> Terms:
    kind = type_of(case.type, book["case_type"])
    ladder = rungs_of(book["ladder"].get(kind.ladder, {}).get("rungs", ()))
    known = case.facts.get("cutoff_at")
    cutoff_at = known if isinstance(known, int) else case.cutoff_at
    finding = Finding(case.key, case.type, case.w, cutoff_at, facts=case.facts)
    return terms(finding, kind, ladder, _calendars(book, days), case.opened_at)


def _calendars(book: Book, days: Timetable) -> Calendars:
    return Calendars({code: str(body.get("week")) for code, body in book["hours"].items()}, days)
