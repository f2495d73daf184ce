"""The clocks of a case when somebody takes it, lets it go, or works here no longer: one of them always runs."""

from __future__ import annotations

from warehouse_app.domain.cases import Finding, Terms
from warehouse_app.domain.taxonomy import rungs_of, type_of
from warehouse_app.service.open_case import calendars, terms_of
from warehouse_app.service.ports.floor import CaseNow
from warehouse_app.service.ports.store import UnitOfWork


def answered(case_id: int, uow: UnitOfWork) -> None:
    """Somebody took or decided it: from now on its clock is the one to resolve, with rungs of its own.

    Said again it changes nothing: taken first and decided later, it is still one promise.
    """
    case = uow.cases.get(case_id)
    if case is None or uow.case_life.is_answered(case_id):
        return
    rules = uow.releasing.rules
    kind = type_of(case.type, rules("case_type", case.w))
    ladder = rungs_of(rules("ladder", case.w).get(kind.ladder, {}).get("rungs", ()))
    until = case.due_at or uow.now
    next_at = calendars(uow, case.w).rung_at(ladder, 1, kind.resolve, uow.now, until)
    uow.case_life.answered(case_id, next_at or until)


def hand_back(case_id: int, uow: UnitOfWork) -> None:
    """Nobody in particular has it any more: its team does. Undecided, its clock to answer runs anew."""
    uow.case_life.take(case_id, None)
    case = uow.cases.get(case_id)
    if case is not None and case.status != "decided":
        anew = again(case, uow)
        until = min(anew.answer_by, case.due_at) if case.due_at and case.due_at > uow.now else anew.answer_by
        uow.case_life.unanswered(case_id, until, anew.next_at or until)


def owner_left(person: int, uow: UnitOfWork) -> None:
    """Somebody works here no longer: what they had taken goes back to its team at once, and its history says so."""
    for case in uow.case_life.taken_by(person):
        hand_back(case, uow)
        uow.cases.note(case, "owner_left", person, {})
        uow.changed("board", "case", case)


def again(case: CaseNow, uow: UnitOfWork) -> Terms:
    """The terms of a case as if it were opened now, for the team that owns it."""
    cutoff_at = case.facts.get("cutoff_at")
    finding = Finding(
        case.key, case.type, case.w, cutoff_at if isinstance(cutoff_at, int) else None, owner=case.owner,
        severity=case.severity, facts=case.facts,
    )  # fmt: skip
    return terms_of(finding, uow)
