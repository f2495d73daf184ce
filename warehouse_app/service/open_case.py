"""The one way to open a case: its type says whose it is, how bad it is and how long it may take."""

from __future__ import annotations

from warehouse_app.domain.cases import Finding, Terms
from warehouse_app.domain.taxonomy import Calendars, CaseType, rungs_of, terms, type_of
from warehouse_app.service.ports.store import UnitOfWork


def open_case(finding: Finding, uow: UnitOfWork, person: int | None = None) -> int:
    """Opens it, or adds to the open one with the same key; its id. `person` raised it by hand."""
    return uow.cases.open(finding, _terms(finding, uow), person)


def _terms(finding: Finding, uow: UnitOfWork) -> Terms:
    """By its rules; where nobody can read those it is the floor's, as a type without a rule is."""
    rules, weeks = uow.releasing.rules, calendars(uow, finding.w)
    kind = type_of(finding.type, rules("case_type", finding.w))
    try:
        ladder = rungs_of(rules("ladder", finding.w).get(kind.ladder, {}).get("rungs", ()))
        return terms(finding, kind, ladder, weeks, uow.now)
    except ValueError:
        return terms(finding, CaseType(finding.type), (), weeks, uow.now)


def calendars(uow: UnitOfWork, w: int) -> Calendars:
    """When the teams of a warehouse work."""
    weeks = {calendar: rule["week"] for calendar, rule in uow.releasing.rules("hours", w).items()}
    return Calendars(weeks, uow.releasing.timetable(w))
