"""Exceptions at a desk: the list "what is mine, by when", and what one of them has besides its facts and answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from warehouse_app.domain.answers import to_try_again
from warehouse_app.domain.case_life import (
    MAY_BE_UNKNOWN,
    NOTE_MAX,
    UNKNOWN,
    ends_by,
    may_act,
    may_merge,
    next_action,
)
from warehouse_app.domain.taxonomy import CATEGORIES, type_of
from warehouse_app.domain.teams import DESKS, teams_of
from warehouse_app.service.alerts import what
from warehouse_app.service.case_words import HEAD_MAX, left_text
from warehouse_app.service.looking import Looker, clock_text, moment_text
from warehouse_app.service.ports.people import Person
from warehouse_app.service.ports.views import CaseRow, Views
from warehouse_app.service.raise_by_hand import raisable

WHOSE = ("mine", "team", "all")
SHOWN = 200
SNOOZES = (15, 60, 240, 1440)  # minutes


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which of them: `whose` is one of WHOSE, `words` are looked for in number, order and sentence."""

    whose: str = "team"
    category: str = ""
    words: str = ""


def cases_page(views: Views, by: Person, wanted: Wanted, look: Looker) -> dict[str, Any]:
    """The open exceptions, the one with the least time left first."""
    every = [case for case in views.open_cases(by.w) if not wanted.category or case.category == wanted.category]
    groups = {whose: [case for case in every if _is_of(case, whose, by)] for whose in WHOSE}
    rows = [_row(case, by, look) for case in sorted(groups[wanted.whose], key=lambda case: _left(case, look))]
    found = [row for row in rows if _has(row, wanted.words)]
    return {
        "head": views.head(),
        "now_text": clock_text(look.now, look.zone),
        "whose": wanted.whose,
        "category": wanted.category,
        "words": wanted.words,
        "counts": {whose: len(cases) for whose, cases in groups.items()},
        "categories": [(one, look.say(f"category.{one}")) for one in CATEGORIES.values()],
        "rows": found[:SHOWN],
        "more": len(found) - SHOWN if len(found) > SHOWN else 0,
        "causes": causes(views, by.w, look),
        "note_max": NOTE_MAX,
    }


def raise_page(views: Views, by: Person, look: Looker) -> dict[str, Any]:
    """The types a person may raise, by category."""
    types: dict[str, list[tuple[str, str]]] = {}
    rules = views.rules("case_type", by.w)
    for code in raisable(list(rules)):
        types.setdefault(look.say(f"category.{type_of(code, rules).category}"), []).append((code, _type(code, look)))
    return {"types": types, "note_max": NOTE_MAX}


def case_desk(views: Views, case: CaseRow, by: Person, look: Looker) -> dict[str, Any]:
    """Clocks, the one next action, what it belongs to, and what this person may do with it."""
    kind = type_of(case.type, views.rules("case_type", by.w))
    more = views.case_life.more(case.id)
    may = may_act(case, by.id, by.roles)
    snoozed, told = _is_snoozed(case, look), str(case.facts.get("words") or "")
    is_over = case.status == "resolved"
    due = case.answer_by if case.answered_at is None and case.answer_by is not None else case.due_at
    return _row(case, by, look) | {
        "is_decided": case.status == "decided",
        "category": look.say(f"category.{kind.category}"),
        "answer_by": moment_text(case.answer_by, look) if case.answer_by and not case.answered_at else "",
        "due": moment_text(case.due_at, look) if case.due_at else "",
        "clock": left_text(due, look),
        "blocks": look.say(f"blocks.{kind.blocks}") if kind.blocks != "none" and not is_over else "",
        "words": told if case.facts.get("hand") and (len(told) > HEAD_MAX or "\n" in told) else "",
        "opened_by": more["opened_by"] or "",
        "reopened": more["reopened"],
        "cause": look.say(f"cause.{case.cause}") if case.cause else "",
        "beside": _beside(views, case, look),
        "causes": causes(views, by.w, look, case.severity),
        "people": _people(views, by) if may else [],
        "teams": [(one, look.say(f"owner.{one}")) for one in views.rules("team", by.w) if one != case.owner],
        "snoozes": [(m, look.say("case.snooze_for." + str(m))) for m in SNOOZES if _fits(case, m, look)],
        "note_max": NOTE_MAX,
        "can": _can(case, may, snoozed, by),
    }  # fmt: skip


def causes(views: Views, w: int, look: Looker, severity: str = "normal") -> list[tuple[str, list[tuple[str, str]]]]:
    """Root causes by kind, in words; the unknown one only where it may be chosen."""
    kinds: dict[str, list[tuple[str, str]]] = {}
    for code, body in views.rules("cause", w).items():
        if code != UNKNOWN or severity in MAY_BE_UNKNOWN:
            kinds.setdefault(look.say(f"cause_kind.{body.get('kind')}"), []).append((code, look.say(f"cause.{code}")))
    return list(kinds.items())


def _row(case: CaseRow, by: Person, look: Looker) -> dict[str, Any]:
    """An exception in the list, with its one next action."""
    snoozed = _is_snoozed(case, look)
    action = next_action(case, by.id, snoozed, to_try_again(case.key, case.wave) is not None)
    until = moment_text(case.snoozed_until, look) if snoozed and case.snoozed_until else ""
    return {
        "id": case.id,
        "number": case.number,
        "type": case.type,
        "what": what(case, look),
        "order": str(case.facts.get("order") or case.facts.get("held") or ""),
        "severity": case.severity,
        "severity_text": look.say(f"severity.{case.severity}"),
        "owner": look.say(f"owner.{case.owner}"),
        "taken_by": case.taken_by or "",
        "is_mine": case.person == by.id,
        "may": may_act(case, by.id, by.roles),
        "left": left_text(case.due_at, look),
        "snoozed": until,
        "next": action,
        "next_text": look.say(f"case.next.{action}", who=case.taken_by or "", until=until),
        "by_hand": ends_by(case.type, case.key) is None,
    }


def _can(case: CaseRow, may: bool, snoozed: bool, by: Person) -> set[str]:
    """What this person may do now; a comment is everybody's."""
    if not may:
        return {"comment"}
    ends = ends_by(case.type, case.key) is None
    if case.status == "resolved":
        return {"comment"} | ({"reopen"} if ends else set()) | (set() if case.cause else {"cause"})
    able = {"comment", "hand", "link", "wake" if snoozed else "snooze"}
    able |= {"resolve"} if ends else set()
    able |= {"merge"} if may_merge(case.type, case.key) else set()
    return able | ({"take"} if case.person != by.id else set())


def _beside(views: Views, case: CaseRow, look: Looker) -> list[dict[str, Any]]:
    """Those it is linked with or merged with."""
    return [
        {"id": one.id, "number": one.number, "type": _type(one.type, look), "how": look.say(f"case.beside.{one.how}")}
        for one in views.case_life.beside(case.id)
    ]


def _people(views: Views, by: Person) -> list[tuple[int, str]]:
    """Those who have a desk for exceptions, but the one who asks."""
    there = (one for one in views.people(by.w) if one.active and one.id != by.id)
    return [(one.id, one.name) for one in there if not one.roles.isdisjoint(DESKS)]


def _is_of(case: CaseRow, whose: str, by: Person) -> bool:
    if whose == "all":
        return True
    return case.person == by.id or (whose == "team" and case.owner in teams_of(by.roles))


def _left(case: CaseRow, look: Looker) -> tuple[bool, float, int]:
    """What sleeps comes last, else the least time left first."""
    return _is_snoozed(case, look), case.due_at if case.due_at is not None else float("inf"), case.id


def _has(row: Mapping[str, Any], words: str) -> bool:
    told = f"{row['number']} {row['order']} {row['what']} {row['taken_by']}".casefold()
    return all(word in told for word in words.casefold().split())


def _is_snoozed(case: CaseRow, look: Looker) -> bool:
    return case.status != "resolved" and case.snoozed_until is not None and case.snoozed_until > look.now


def _fits(case: CaseRow, minutes: int, look: Looker) -> bool:
    return case.due_at is None or look.now + minutes * 60_000 <= case.due_at


def _type(code: str, look: Looker) -> str:
    return look.say(f"case_type.{code}")
