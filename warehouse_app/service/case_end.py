"""How a case ends by a person's word: resolved with its cause, one or many of a kind, or merged. And its return."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from warehouse_app.domain.case_life import cause_problem, ends_by, may_merge
from warehouse_app.domain.errors import Refused
from warehouse_app.service.case_life import allowed, known_case, numbered, own_case, words_of
from warehouse_app.service.locked_bins import unmarked
from warehouse_app.service.open_case import terms_again
from warehouse_app.service.ports.floor import CaseNow
from warehouse_app.service.ports.people import Person
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.tasks import check_no_task
from warehouse_app.service.tell_customer import told_at_the_end

SHORT_NOTE_MAX = 200
_BY = {"answer": "case.by_answer", "let_go": "case.by_let_go"}


@dataclass(frozen=True, slots=True)
class Resolve:
    """`cause` is a root cause by its code; `note` says what was done and may stay empty."""

    cases: Sequence[int]
    cause: str
    note: str
    by: Person


@dataclass(frozen=True, slots=True)
class Done:
    """One of the board, with what was done in a few words."""

    case: int
    cause: str
    note: str
    by: Person


def close_by_hand(command: Done, uow: UnitOfWork) -> None:
    """A supervisor has looked after it on the board and says how.

    Raises:
        Refused: as `resolve`, and `case.note`.
    """
    known_case(command.case, command.by, uow)
    note = " ".join(command.note.split())
    if not 0 < len(note) <= SHORT_NOTE_MAX or not note.isprintable():
        raise Refused("case.note", 400, {"most": SHORT_NOTE_MAX})
    resolve(Resolve([command.case], command.cause, note, command.by), uow)


def resolve(command: Resolve, uow: UnitOfWork) -> int:
    """All of them are over with one cause, or none of them is; how many.

    Raises:
        Refused: `case.none_chosen`, `case.unknown`, `case.over`, `case.not_yours`, `case.by_answer`, `case.by_let_go`,
            `case.no_cause`, `case.cause_unknown` (not known why, and too severe for that), `case.comment`,
            `case.task_open` (a task of it is not done), and for several `case.not_alike` (they are of different types).
    """
    cases = [own_case(one, command.by, uow) for one in sorted(set(command.cases))]
    if not cases:
        raise Refused("case.none_chosen", 400)
    if len({case.type for case in cases}) > 1:
        raise Refused("case.not_alike", 400)
    note = words_of(command.note) if command.note.strip() else ""
    for case in cases:
        _resolve(case, command.cause, note, command.by, uow)
    return len(cases)


def name_cause(case_id: int, cause: str, by: Person, uow: UnitOfWork) -> None:
    """What caused it, said of one that ended by itself.

    Raises:
        Refused: as `resolve`.
    """
    case = allowed(known_case(case_id, by, uow), by)
    _check_cause(case, cause, uow)
    uow.case_life.cause(case.id, cause)
    uow.cases.note(case.id, "cause", by.id, {"cause": cause})


def merge(case_id: int, number: str, by: Person, uow: UnitOfWork) -> int:
    """It is one with another of the warehouse, which stays open; that one's id. What is found for it goes there.

    Raises:
        Refused: `case.unknown`, `case.over`, `case.not_yours`, `case.no_such`, `case.by_answer`, `case.by_let_go`,
            `case.not_merged` (the floor still needs it as it is).
    """
    case = own_case(case_id, by, uow)
    into = numbered(case, number, uow)
    if into.status == "resolved":
        raise Refused("case.over", facts={"number": into.number})
    _check_end(case)
    if not may_merge(case.type, case.key):
        raise Refused("case.not_merged", facts={"number": case.number})
    uow.case_life.merge(case.id, into.id)
    uow.cases.note(case.id, "merged", by.id, {"number": into.number})
    uow.cases.note(into.id, "merged_in", by.id, {"number": case.number})
    uow.changed("board", "case", case.id)
    return into.id


def reopen(case_id: int, words: str, by: Person, uow: UnitOfWork) -> None:
    """It was not over after all: open again, the same one, with clocks that run anew.

    Raises:
        Refused: `case.unknown`, `case.not_yours`, `case.comment`, `case.is_open`, `case.open_already` (its finding has
            another case by now), `case.bare` (its names and words are gone), `case.by_answer` and `case.by_let_go`
            (those come back with the floor's or the office's next word).
    """
    case = allowed(known_case(case_id, by, uow), by)
    if case.status != "resolved":
        raise Refused("case.is_open", facts={"number": case.number})
    _check_end(case)
    if uow.cases.find(case.key) is not None:
        raise Refused("case.open_already", facts={"number": case.number})
    if uow.case_life.past(case.id).is_bare:
        raise Refused("case.bare", facts={"number": case.number})
    why = words_of(words)
    uow.cases.reopen(case.id, terms_again(case, uow))
    uow.cases.note(case.id, "reopened", by.id, {"words": why})
    uow.changed("board", "case", case.id)


def _resolve(case: CaseNow, cause: str, note: str, by: Person, uow: UnitOfWork) -> None:
    _check_end(case)
    check_no_task(case.id, case.number, uow)
    _check_cause(case, cause, uow)
    uow.case_life.cause(case.id, cause)
    uow.cases.note(case.id, "cause", by.id, {"cause": cause})
    locks = uow.bins.of_case(case.id)
    uow.cases.resolve(case.id, note or "looked_after", by.id)
    unmarked(locks, uow)
    told_at_the_end(case, uow)
    uow.changed("board", "case", case.id)


def _check_end(case: CaseNow) -> None:
    how = ends_by(case.type, case.key)
    if how is not None:
        raise Refused(_BY[how], facts={"number": case.number})


def _check_cause(case: CaseNow, cause: str, uow: UnitOfWork) -> None:
    problem = cause_problem(cause, case.severity, uow.releasing.rules("cause", case.w))
    if problem is not None:
        raise Refused(problem, 400, {"number": case.number})
