"""Cases climb their ladders: whoever a rung names hears of it, until somebody closes the case. No clock stops."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any

from warehouse_app.domain.answers import by_rule
from warehouse_app.domain.climbing import DAILY, FLOOR, OPS, RULE, CaseClock, Step, rung_at, step_of
from warehouse_app.domain.rota import Duty, Teams
from warehouse_app.domain.taxonomy import Calendars, CaseType, Rung, rungs_of, type_of
from warehouse_app.service.open_case import calendars
from warehouse_app.service.ports.floor import CaseNow
from warehouse_app.service.ports.store import UnitOfWork

BATCH = 50  # late cases in one unit of work: scans wait for no longer than these take


class _Book:
    """The rules of a warehouse and who is there, read once for all the cases of a unit of work."""

    def __init__(self, w: int, uow: UnitOfWork) -> None:
        self._w, self._uow = w, uow

    @cached_property
    def types(self) -> Mapping[str, Mapping[str, Any]]:
        return self._uow.releasing.rules("case_type", self._w)

    @cached_property
    def ladders(self) -> Mapping[str, Mapping[str, Any]]:
        return self._uow.releasing.rules("ladder", self._w)

    @cached_property
    def weeks(self) -> Calendars:
        return calendars(self._uow, self._w)

    @cached_property
    def teams(self) -> Teams:
        rules = self._uow.releasing.rules("team", self._w)
        return Teams(rules, self._uow.escalation.workers(self._w), self.weeks)

    def kind(self, case: CaseClock) -> CaseType:
        return type_of(case.type, self.types)

    def ladder(self, case: CaseClock) -> list[Rung]:
        """None at all where nobody can read it: its cases come to ops."""
        try:
            return rungs_of(self.ladders.get(self.kind(case).ladder, {}).get("rungs", ()))
        except ValueError:
            return []

    def first_rung(self, case: CaseClock) -> int:
        """When somebody more hears of it, on a clock that begins now."""
        try:
            return rung_at(case, 1, self.kind(case), self.ladder(case), self.weeks) or self._uow.now + DAILY
        except ValueError:
            return self._uow.now + DAILY

    def step(self, case: CaseClock) -> Step:
        """A rule nobody can read brings the case to whoever looks after the app, day by day."""
        try:
            return step_of(case, self.kind(case), self.ladder(case), self.weeks, self._uow.now)
        except ValueError:
            return Step(case.rung + 1, OPS, True, self._uow.now + DAILY)

    def until(self, case: CaseClock) -> int:
        """When somebody must have answered what is asked from now on."""
        try:
            until = self.weeks.at(self.kind(case).answer, self._uow.now, None)
        except ValueError:
            until = self._uow.now + DAILY
        return min(until, case.due_at) if case.due_at is not None and case.due_at > self._uow.now else until


def climb_late(w: int, uow: UnitOfWork, most: int = BATCH) -> int:
    """Each of the late cases of a warehouse climbs one rung; how many were looked at.

    One that sleeps waits until its owner wanted to see it again. As many as `most`: there may be more.
    """
    book, late = _Book(w, uow), uow.escalation.late(w, most)
    for case in late:
        clock = uow.escalation.clock(case)
        if clock is not None:
            _climb(clock, book, uow)
    return len(late)


def climb_now(case_id: int, uow: UnitOfWork) -> None:
    """Something of it is late or could not be done: the next rung hears of it now, whatever its clock says."""
    case = uow.escalation.clock(case_id)
    if case is not None:
        _climb(case, _Book(case.w, uow), uow)


def answered(case_id: int, uow: UnitOfWork) -> None:
    """Somebody took or decided it: from now on its clock is the one to resolve, with rungs of its own.

    Said again it changes nothing: taken first and decided later, it is still one promise.
    """
    case = uow.escalation.clock(case_id)
    if case is not None and case.answered_at is None:
        anew = replace(case, since=uow.now, answered_at=uow.now, rung=0)
        uow.escalation.answered(case.id, _Book(case.w, uow).first_rung(anew))


def decide_case(
    case: CaseNow, kind: str, decision: str, person: int | None, facts: Mapping[str, Any], uow: UnitOfWork
) -> None:
    """A case is decided, and with that answered."""
    uow.cases.decide(case.id, kind, decision, person, facts)
    answered(case.id, uow)


def hand_back(case_id: int, uow: UnitOfWork) -> None:
    """Nobody in particular has it any more but its team; where nothing is decided the clock to answer runs anew."""
    uow.escalation.let_go(case_id)
    case = uow.escalation.clock(case_id)
    if case is not None and case.status != "decided":
        book = _Book(case.w, uow)
        anew = replace(case, since=uow.now, answered_at=None, answer_by=book.until(case), rung=0)
        uow.escalation.unanswered(case.id, book.until(case), book.first_rung(anew))


def owner_left(person: int, uow: UnitOfWork) -> None:
    """Somebody works here no longer: what they had taken goes back to its team at once, and its history says so."""
    for case in uow.escalation.taken_by(person):
        hand_back(case, uow)
        uow.cases.note(case, "owner_left", person, {})
        uow.changed("board", "case", case)


def on_duty(team: str, w: int, uow: UnitOfWork) -> Duty:
    """Who of a team hears of something now, or who stands in for it."""
    return _Book(w, uow).teams.on_duty(team, uow.now)


def _climb(case: CaseClock, book: _Book, uow: UnitOfWork) -> None:
    asleep = case.sleeps_until(uow.now)
    if asleep is not None:
        uow.escalation.wait(case.id, asleep)
        return
    step = book.step(case)
    uow.escalation.climb(case.id, step.rung, step.next_at)
    if step.who != RULE or not _decided_by_rule(case, uow):
        _tell(case, step, book, uow)


def _tell(case: CaseClock, step: Step, book: _Book, uow: UnitOfWork) -> None:
    """On the floor it is heard; whoever is not there gets a mail, and the web hook is called."""
    team = OPS if step.who == RULE else step.who
    duty = book.teams.on_duty(team, uow.now)
    is_floors = FLOOR in (case.owner, *(rung.who for rung in book.ladder(case)))
    if team == FLOOR or (step.is_last and is_floors):
        uow.escalation.ring(case.id, step.is_last)
    told = {
        "rung": step.rung, "team": team, "duty": duty.team, "clock": case.phase,
        "people": [worker.id for worker in duty.people],
    }  # fmt: skip
    uow.cases.note(case.id, "climbed", None, told)
    if team != FLOOR or duty.how != "in":
        _send(case, _body(case, book.kind(case), step, told, uow.now), duty, uow)
    uow.changed("board", "case", case.id)


def _send(case: CaseClock, body: Mapping[str, Any], duty: Duty, uow: UnitOfWork) -> None:
    for worker in duty.people:
        if worker.odoo_user is not None:
            uow.escalation.queue(case, "mail", worker.id, body)
    uow.escalation.queue(case, "hook", None, body)


def _body(case: CaseClock, kind: CaseType, step: Step, told: Mapping[str, Any], now: int) -> dict[str, Any]:
    """What is sent out: codes, numbers and times; nothing of customers, goods or people by name."""
    return {
        "kind": "case.climbed", "case": case.number, "id": case.id, "type": case.type, "category": kind.category,
        "owner": case.owner, "status": case.status, "clock": case.phase, "rung": step.rung, "last": step.is_last,
        "team": told["team"], "duty": told["duty"], "answer_by": case.answer_by, "due_at": case.due_at, "at": now,
    }  # fmt: skip


def _decided_by_rule(clock: CaseClock, uow: UnitOfWork) -> bool:
    """A short nobody answered in time: what is done with it anyway at the last stop is said now."""
    case = uow.cases.get(clock.id)
    if case is None or case.type != "FUL-SHORT" or case.status == "decided" or case.transfer is None:
        return False
    transfer = uow.telling.transfers([case.transfer]).get(case.transfer)
    if transfer is None or transfer.state != "open":
        return False
    decide_case(case, "by_rule", by_rule(transfer.rest), None, {}, uow)
    uow.changed("board", "case", case.id)
    return True
