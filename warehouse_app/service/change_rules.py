"""A supervisor changes rules: one by its form, or many from a file. All of them must be right together."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from warehouse_app.domain.errors import Refused
from warehouse_app.domain.retiming import retimed
from warehouse_app.domain.rule_checks import Book
from warehouse_app.domain.rule_form import Change, differs, from_file, from_form, with_changes
from warehouse_app.domain.rulebook import FIELDS, Problem, problems
from warehouse_app.service.ports.people import Person
from warehouse_app.service.ports.releasing import Rules
from warehouse_app.service.ports.store import UnitOfWork

WHY_MAX = 300
JUDGING = ("gate", "segment")  # rules of these kinds are judged by when they are saved (`gate.judge_pool`)


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants and why. `also_open`: the open cases follow as well."""

    why: str
    also_open: bool
    person: Person


def book_of(rules: Callable[[str, int], Rules], w: int) -> Book:
    """All rules that can be changed, as they hold now."""
    return {kind: rules(kind, w) for kind in FIELDS}


def change_rule(
    kind: str, code: str, texts: Mapping[str, str], based: int, wish: Wish, people: Sequence[Person], uow: UnitOfWork
) -> int:
    """Saves one rule as its form says; how many open cases follow. `based` is the version that was looked at.

    Raises:
        Refused: `rule.why`, `rule.newer` (somebody else was faster), `rule.same`, `rule.untried`, or what is wrong
            with it.
    """
    book = book_of(uow.releasing.rules, wish.person.w)
    if uow.rulebook.newest_version(wish.person.w, kind, code) != based:
        raise Refused("rule.newer")
    known = {person.id for person in people}
    body = from_form(kind, book[kind][code], texts, known)
    if not differs(kind, book[kind][code], body):
        raise Refused("rule.same", 400)
    return _save(book, [(kind, code, body)], wish, known, uow)


def import_rules(text: str, wish: Wish, people: Sequence[Person], uow: UnitOfWork) -> int:
    """Saves what a file says otherwise, all of it or nothing; how many rules are others now.

    Raises:
        Refused: as `change_rule`, `rules.schema`.
    """
    book = book_of(uow.releasing.rules, wish.person.w)
    changes, wrong = from_file(loaded(text), book)
    _refuse(wrong)
    if not changes:
        raise Refused("rule.same", 400)
    _save(book, changes, wish, {person.id for person in people}, uow)
    return len(changes)


def loaded(text: str) -> Any:
    """What the JSON says; None where it is none."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _save(book: Book, changes: Sequence[Change], wish: Wish, people: set[int], uow: UnitOfWork) -> int:
    why = " ".join(wish.why.split())
    if not why or len(why) > WHY_MAX or not why.isprintable():
        raise Refused("rule.why", 400, {"most": WHY_MAX})
    new, w = with_changes(book, changes), wish.person.w
    _refuse(problems(new, people))
    _check_tried(book, changes, w, uow)
    follow = list(retimed(uow.rulebook.open_cases(w), book, new, uow.releasing.timetable(w))) if wish.also_open else []
    for kind, code, body in changes:
        uow.rulebook.save(w, kind, code, body, wish.person.id, why)
        uow.releasing.note(w, "rule", wish.person.id, {"kind": kind, "code": code})
    for case, values in follow:
        uow.rulebook.retime(case.id, values, wish.person.id)
    return len(follow)


def _check_tried(book: Book, changes: Sequence[Change], w: int, uow: UnitOfWork) -> None:
    """No rule of the gate is switched on that nobody could try on past orders before."""
    on = [code for kind, code, body in changes if kind == "gate" and body.get("mode") == "on"]
    if any(book["gate"][code].get("mode") != "on" for code in on) and not uow.gate.has_past(w):
        raise Refused("rule.untried")


def _refuse(wrong: Sequence[Problem]) -> None:
    if wrong:
        first = wrong[0]
        raise Refused(first.key, 400, {"kind": first.kind, "code": first.code, **first.facts})
