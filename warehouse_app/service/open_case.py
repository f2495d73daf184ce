"""The one way to open a case: its type says whose it is, how bad it is and how long it may take.

A finding that returns opens the same case again, one whose case was merged into another is looked after there, and an
order problem and an inventory problem that came of one thing are linked.
"""

from __future__ import annotations

from dataclasses import dataclass

from warehouse_app.domain.case_life import RETURNS_MS
from warehouse_app.domain.cases import Finding, Terms
from warehouse_app.domain.taxonomy import Calendars, CaseType, rungs_of, terms, type_of
from warehouse_app.service.ports.case_life import Past
from warehouse_app.service.ports.floor import CaseNow
from warehouse_app.service.ports.releasing import Rules
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.profiles import pack_buffer


@dataclass(frozen=True, slots=True)
class Books:
    """What the terms of a warehouse's cases are read from; whoever opens many at once reads it once."""

    types: Rules
    ladders: Rules
    weeks: Calendars


def books_of(w: int, uow: UnitOfWork) -> Books:
    """As they are now."""
    return Books(uow.releasing.rules("case_type", w), uow.releasing.rules("ladder", w), calendars(uow, w))


def open_case(finding: Finding, uow: UnitOfWork, person: int | None = None, books: Books | None = None) -> int:
    """Opens it, or adds to the open one with the same key; its id. `person` raised it by hand."""
    found = terms_of(finding, uow, books)
    before = uow.case_life.newest(finding.key)
    if before is not None and before.merged_into is not None:
        into = _end_of(before, uow)
        if into.status != "resolved" or _may_return(into, uow):
            return _add(into, before, finding, found, person, uow)
    elif before is not None and before.status == "resolved" and _may_return(before, uow):
        _again(before, found, uow)
    case = uow.cases.open(finding, found, person)
    _link(case, finding, uow)
    return case


def terms_of(finding: Finding, uow: UnitOfWork, books: Books | None = None) -> Terms:
    """By the rules of its type; where nobody can read those it is the floor's, as a type without a rule is."""
    books = books or books_of(finding.w, uow)
    kind = type_of(finding.type, books.types)
    try:
        ladder = rungs_of(books.ladders.get(kind.ladder, {}).get("rungs", ()))
        return terms(finding, kind, ladder, books.weeks, uow.now)
    except ValueError:
        return terms(finding, CaseType(finding.type), (), books.weeks, uow.now)


def terms_again(case: CaseNow, uow: UnitOfWork) -> Terms:
    """The terms of a case as if it were opened now, for the team that owns it."""
    cutoff_at = case.facts.get("cutoff_at")
    finding = Finding(
        case.key, case.type, case.w, cutoff_at if isinstance(cutoff_at, int) else None, owner=case.owner,
        severity=case.severity, facts=case.facts,
    )  # fmt: skip
    return terms_of(finding, uow)


def calendars(uow: UnitOfWork, w: int) -> Calendars:
    """When the teams of a warehouse work."""
    weeks = {calendar: rule["week"] for calendar, rule in uow.releasing.rules("hours", w).items()}
    return Calendars(weeks, uow.releasing.timetable(w), pack_buffer(uow.releasing.rules, w, uow.now))


def _may_return(case: Past, uow: UnitOfWork) -> bool:
    return not case.is_bare and case.resolved_at is not None and uow.now - case.resolved_at < RETURNS_MS


def _end_of(case: Past, uow: UnitOfWork) -> Past:
    while case.merged_into is not None:
        case = uow.case_life.past(case.merged_into)
    return case


def _again(case: Past, found: Terms, uow: UnitOfWork) -> None:
    uow.cases.reopen(case.id, found)
    uow.cases.note(case.id, "returned", None, {})


def _add(into: Past, merged: Past, finding: Finding, found: Terms, person: int | None, uow: UnitOfWork) -> int:
    """What was found belongs to the case it was merged into: that one's facts stay, its history hears of it."""
    if into.status == "resolved":
        _again(into, found, uow)
    uow.cases.note(into.id, "again_merged", person, dict(finding.facts) | {"number": merged.number})
    return into.id


def _link(case: int, finding: Finding, uow: UnitOfWork) -> None:
    """An order problem with the inventory problem of the same short, and the other way round."""
    for other in uow.case_life.together(case, finding):
        known = uow.cases.get(other)
        if known is not None and known.type.startswith("INV-") != finding.type.startswith("INV-"):
            uow.case_life.link(case, other)
