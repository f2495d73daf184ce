"""What people do with a case while it lives: take it, hand it over, write to it, put it off, link it.

Whoever may act on it is its team, who has taken it, or a supervisor. Each step is a line of history; none stops a clock
or leaves it with nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from warehouse_app.domain.case_life import NOTE_MAX, is_text, may_act
from warehouse_app.domain.errors import Refused
from warehouse_app.domain.teams import teams_of
from warehouse_app.service.escalate import answered, hand_back
from warehouse_app.service.ports.floor import CaseNow
from warehouse_app.service.ports.people import Person
from warehouse_app.service.ports.store import UnitOfWork

Step = Callable[[int, Person, UnitOfWork], None]


def take(case_id: int, by: Person, uow: UnitOfWork) -> None:
    """It is mine from now on, and answered with that.

    Raises:
        Refused: `case.unknown`, `case.over`, `case.not_yours`.
    """
    case = own_case(case_id, by, uow)
    if case.person == by.id:
        return
    uow.case_life.take(case.id, by.id)
    uow.cases.note(case.id, "taken", by.id, {})
    answered(case.id, uow)
    uow.changed("board", "case", case.id)


def take_many(cases: Sequence[int], by: Person, uow: UnitOfWork) -> int:
    """All of them or none; how many."""
    for case in _some(cases):
        take(case, by, uow)
    return len(cases)


def hand_to_person(case_id: int, to: int, by: Person, uow: UnitOfWork) -> None:
    """Somebody who works here has it from now on; if nobody of its team, it is their team's too.

    Raises:
        Refused: as `take`, and `case.to_nobody`.
    """
    case = own_case(case_id, by, uow)
    person = uow.people.get(to)
    if person is None or person.w != case.w or not person.active or not teams_of(person.roles):
        raise Refused("case.to_nobody", 400)
    if case.owner not in teams_of(person.roles) and "supervisor" not in person.roles:
        uow.case_life.own(case.id, min(teams_of(person.roles)))
    uow.case_life.take(case.id, person.id)
    uow.cases.note(case.id, "handed", by.id, {"to": person.name})
    answered(case.id, uow)
    uow.changed("board", "case", case.id)


def hand_to_team(case_id: int, team: str, by: Person, uow: UnitOfWork) -> None:
    """Another team owns it, and has to answer it anew.

    Raises:
        Refused: as `take`, and `case.to_nobody`.
    """
    case = own_case(case_id, by, uow)
    if team not in uow.releasing.rules("team", case.w):
        raise Refused("case.to_nobody", 400)
    uow.case_life.own(case.id, team)
    hand_back(case.id, uow)
    uow.cases.note(case.id, "handed_team", by.id, {"team": team})
    uow.changed("board", "case", case.id)


def comment(case_id: int, words: str, by: Person, uow: UnitOfWork) -> None:
    """A note for whoever reads it; also on one that is over, and by whoever may see it.

    Raises:
        Refused: `case.unknown`, `case.bare` (what people wrote in it is gone by its age), `case.comment` (empty, too
            long, or signs nobody sees).
    """
    case = known_case(case_id, by, uow)
    if uow.case_life.past(case.id).is_bare:
        raise Refused("case.bare", facts={"number": case.number})
    uow.cases.note(case.id, "commented", by.id, {"words": words_of(words)})


def snooze(case_id: int, until: int, by: Person, uow: UnitOfWork) -> None:
    """Out of sight until then (ms UTC). It comes back by itself; its clocks go on, and its ladder when it is back.

    Raises:
        Refused: as `take`, `case.snooze_past` and `case.snooze_long` (after it must be over).
    """
    case = own_case(case_id, by, uow)
    if until <= uow.now:
        raise Refused("case.snooze_past", 400)
    if case.due_at is not None and until > case.due_at:
        raise Refused("case.snooze_long", 400, {"number": case.number})
    uow.case_life.snooze(case.id, until)
    uow.cases.note(case.id, "snoozed", by.id, {"until": until})
    uow.changed("board", "case", case.id)


def wake(case_id: int, by: Person, uow: UnitOfWork) -> None:
    """In sight again before its time."""
    case = own_case(case_id, by, uow)
    uow.case_life.snooze(case.id, None)
    uow.cases.note(case.id, "woken", by.id, {})
    uow.changed("board", "case", case.id)


def link(case_id: int, number: str, by: Person, uow: UnitOfWork) -> None:
    """The two belong together and are looked after each by its own.

    Raises:
        Refused: as `take`, and `case.no_such` (no case of this warehouse is called so, or it is this one).
    """
    case = own_case(case_id, by, uow)
    other = numbered(case, number, uow)
    uow.case_life.link(case.id, other.id)
    uow.cases.note(case.id, "linked", by.id, {"number": other.number})
    uow.cases.note(other.id, "linked", by.id, {"number": case.number})


def known_case(case_id: int, by: Person, uow: UnitOfWork) -> CaseNow:
    """A case of the warehouse of whoever asks, locked.

    Raises:
        Refused: `case.unknown`.
    """
    case = uow.cases.get(case_id)
    if case is None or case.w != by.w:
        raise Refused("case.unknown", 404)
    return case


def own_case(case_id: int, by: Person, uow: UnitOfWork) -> CaseNow:
    """One that is not over, and that this person may act on.

    Raises:
        Refused: `case.unknown`, `case.over`, `case.not_yours`.
    """
    case = allowed(known_case(case_id, by, uow), by)
    if case.status == "resolved":
        raise Refused("case.over", facts={"number": case.number})
    return case


def allowed(case: CaseNow, by: Person) -> CaseNow:
    """The case, if this person may act on it.

    Raises:
        Refused: `case.not_yours`.
    """
    if not may_act(case, by.id, by.roles):
        raise Refused("case.not_yours", 403, {"number": case.number})
    return case


def numbered(case: CaseNow, number: str, uow: UnitOfWork) -> CaseNow:
    """Another case of the same warehouse by its number.

    Raises:
        Refused: `case.no_such`.
    """
    found = uow.case_life.numbered(case.w, number) if number.strip() else None
    other = uow.cases.get(found) if found is not None and found != case.id else None
    if other is None:
        raise Refused("case.no_such", 400, {"number": number.strip()[:20] or "-"})
    return other


def words_of(words: str) -> str:
    """What somebody wrote, line by line without what hangs over.

    Raises:
        Refused: `case.comment`.
    """
    told = "\n".join(" ".join(line.split()) for line in words.strip().splitlines())
    if not is_text(told):
        raise Refused("case.comment", 400, {"most": NOTE_MAX})
    return told


def _some(cases: Sequence[int]) -> list[int]:
    if not cases:
        raise Refused("case.none_chosen", 400)
    return sorted(set(cases))
