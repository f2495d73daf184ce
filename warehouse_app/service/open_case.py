"""The one way to open a case: its type says whose it is, how bad it is and how long it may take."""

from __future__ import annotations

from warehouse_app.domain.cases import Finding
from warehouse_app.domain.taxonomy import Calendars, rungs_of, terms, type_of
from warehouse_app.service.ports.store import UnitOfWork


def open_case(finding: Finding, uow: UnitOfWork, person: int | None = None) -> int:
    """Opens it, or adds to the open one with the same key; its id. `person` raised it by hand."""
    rules = uow.releasing.rules
    kind = type_of(finding.type, rules("case_type", finding.w))
    ladder = rungs_of(rules("ladder", finding.w).get(kind.ladder, {}).get("rungs", ()))
    found = terms(finding, kind, ladder, calendars(uow, finding.w), uow.now)
    return uow.cases.open(finding, found, person)


def calendars(uow: UnitOfWork, w: int) -> Calendars:
    """When the teams of a warehouse work."""
    weeks = {calendar: rule["week"] for calendar, rule in uow.releasing.rules("hours", w).items()}
    return Calendars(weeks, uow.releasing.timetable(w))
