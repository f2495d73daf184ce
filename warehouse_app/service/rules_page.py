"""What the pages of reasons and owners show: all rules, one rule with its versions, and what a change would do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from warehouse_app.domain.errors import Refused
from warehouse_app.domain.gate.binding import unbound
from warehouse_app.domain.retiming import retimed
from warehouse_app.domain.rule_checks import Book
from warehouse_app.domain.rule_form import ONCE, Change, differs, from_file, from_form, to_form, with_changes
from warehouse_app.domain.rulebook import FIELDS, FLAGS, Problem, choices, fields_of, problems
from warehouse_app.domain.taxonomy import CATEGORIES, Calendars
from warehouse_app.service.change_rules import book_of, loaded
from warehouse_app.service.gate import FACT
from warehouse_app.service.gate_page import dry_run, gate_table, unbound_text
from warehouse_app.service.looking import Looker, clock_text
from warehouse_app.service.policy_table import LATELY_MS, policy_table
from warehouse_app.service.ports.rulebook import Version
from warehouse_app.service.ports.views import Views
from warehouse_app.service.refund_trial import KINDS as REFUNDS
from warehouse_app.service.refund_trial import tried
from warehouse_app.service.return_answers import REASON, RULE, otherwise
from warehouse_app.service.rule_words import name_of, sentence, words_of

SHOWN, ACTS, VERSIONS, RETURNS = 20, 12, 50, 200
_TYPE_COLUMNS = ("severity", "owner", "answer", "resolve", "blocks")


@dataclass(frozen=True, slots=True)
class Desk:
    """Where rules are looked at: views of warehouse `w`, who works there, and how the one who looks reads."""

    views: Views
    w: int
    look: Looker

    @property
    def book(self) -> Book:
        return book_of(self.views.rules, self.w)

    @property
    def people(self) -> dict[int, str]:
        return {person.id: person.name for person in self.views.people(self.w) if person.active}


def rules_page(desk: Desk) -> dict[str, Any]:
    """Every rule in a table of its kind; types by their category."""
    book, look = desk.book, desk.look
    kinds = [
        policy_table(desk.views.rulebook.shorts(desk.w, look.now - LATELY_MS), book, look)
        if kind == "policy"
        else gate_table(book[kind], unbound(desk.views.rules("fact", desk.w)), look)
        if kind == "gate"
        else {
            "kind": kind,
            "title": look.say(f"rules.kind_{kind}"),
            "heads": _heads(kind, look),
            "groups": [_group(kind, title, codes, book, desk) for title, codes in _grouped(kind, book, look)],
        }
        for kind in FIELDS
    ]
    return {"kinds": kinds, "acts": [_act(act, look) for act in desk.views.acts(desk.w, ("rule",), ACTS)]}


def rule_page(desk: Desk, kind: str, code: str, texts: Mapping[str, str] | None, version: int | None) -> dict[str, Any]:
    """One rule: its form (with `texts` that somebody typed, or an older version), what follows, its versions.

    Raises:
        Refused: `rules.none`; there is no such rule.
    """
    book, people, look = desk.book, desk.people, desk.look
    if kind not in FIELDS or code not in book[kind]:
        raise Refused("rules.none", 404)
    versions = list(desk.views.rulebook.versions(desk.w, kind, code))
    old = next((one for one in versions if one.version == version), None)
    shown = dict(texts) if texts is not None else to_form(kind, old.body if old else book[kind][code])
    body = from_form(kind, book[kind][code], shown, people)
    names = {"kind": kind, "code": code, "name": name_of(kind, code, look), "based": _newest(versions)}
    return names | {
        "fields": [_field(name, kind, shown, book, look) for name in fields_of(kind, code) if name != "members"],
        "members": _members(shown, people) if "members" in FIELDS[kind] else None,
        "says": _says(kind, code, book, desk),
        "preview": preview(desk, [(kind, code, body)]) if texts is not None or old else None,
        "note": unbound_text(code, unbound(desk.views.rules("fact", desk.w)), look) if kind == "gate" else "",
        "tried": dry_run(desk.views, desk.w, code, body, look) if kind == "gate" else [],
        "version": old.version if old else None,
        "versions": [_version(one, before, kind, people, look) for one, before in _pairs(versions)],
    }


def import_page(desk: Desk, text: str) -> dict[str, Any]:
    """What a file would change."""
    changes, wrong = from_file(loaded(text), desk.book)
    shown = preview(desk, changes) if not wrong else {"problems": [_problem(one, desk.look) for one in wrong]}
    return {"text": text, "preview": shown, "count": len(changes)}


def preview(desk: Desk, changes: Sequence[Change]) -> dict[str, Any]:
    """What would follow: sentences, differences, and the open cases that would be others; or what is wrong."""
    book, people, look = desk.book, desk.people, desk.look
    new = with_changes(book, changes)
    wrong = problems(new, people)
    if wrong:
        return {"problems": [_problem(one, look) for one in wrong]}
    kinds = {kind for kind, _, _ in changes}
    back = desk.views.returns.asked(desk.w, RETURNS) if kinds & {RULE, REASON} else []
    money = desk.views.returns.refunds.lately(desk.w, RETURNS) if kinds & REFUNDS else []
    hit = list(retimed(desk.views.rulebook.open_cases(desk.w), book, new, desk.views.timetable(desk.w)))
    return {
        "problems": [],
        "says": [_says(kind, code, new, desk) for kind, code, _ in changes[:SHOWN]],
        "changes": [
            {"name": name_of(kind, code, look), "what": _difference(kind, book[kind][code], body, people, look)}
            for kind, code, body in changes
            if differs(kind, book[kind][code], body)
        ],
        "returns": [
            {"number": number, "was": look.say(f"return_answer.{was}"), "will": look.say(f"return_answer.{will}")}
            for number, was, will in otherwise(back, book, new)
        ],
        "tried": len(back),
        "refunds": tried(money, book, new, look) if kinds & REFUNDS else None,
        "cases": len(hit),
        "which": [
            {"id": case.id, "number": case.number, "what": ", ".join(look.say(f"retimed.{name}") for name in values)}
            for case, values in hit[:SHOWN]
        ],
    }


def _says(kind: str, code: str, book: Book, desk: Desk) -> str:
    weeks = {calendar: str(body["week"]) for calendar, body in book["hours"].items()}
    return sentence(kind, code, book, Calendars(weeks, desk.views.timetable(desk.w)), desk.people, desk.look)


def _grouped(kind: str, book: Book, look: Looker) -> list[tuple[str, list[str]]]:
    if kind != "case_type":
        return [("", list(book[kind]))]
    return [
        (look.say(f"category.{category}"), [code for code in book[kind] if code.startswith(beginning)])
        for beginning, category in CATEGORIES.items()
    ]


def _group(kind: str, title: str, codes: Sequence[str], book: Book, desk: Desk) -> dict[str, Any]:
    rows = [
        {
            "code": code,
            "name": name_of(kind, code, desk.look),
            "cells": _of_type(code, book[kind][code], desk.look)
            if kind == "case_type"
            else [_says(kind, code, book, desk)],
            "is_own": not book[kind][code].get("shipped"),
        }
        for code in codes
    ]
    return {"title": title, "rows": rows}


def _of_type(code: str, body: Mapping[str, Any], look: Looker) -> list[str]:
    """What is looked up in the table of exceptions; the rest is on the page of each."""
    ends = [look.say(f"closes.{code}"), look.say(f"otherwise.{code}")]
    return [words_of(name, body.get(name), {}, look) for name in _TYPE_COLUMNS] + ends


def _heads(kind: str, look: Looker) -> list[str]:
    if kind != "case_type":
        return [look.say("rules.reads")]
    columns = [look.say(f"rule_field.{name}") for name in _TYPE_COLUMNS]
    return [*columns, look.say("rules.closes"), look.say("rules.otherwise")]


def _field(name: str, kind: str, shown: Mapping[str, str], book: Book, look: Looker) -> dict[str, Any]:
    allowed, value = choices(name, kind, book), shown.get(name, "")
    options = [(one, words_of(name, one, {}, look), one == value) for one in allowed or ()]
    if allowed is not None and value not in allowed:
        options.append((value, value, True))
    return {
        "name": name,
        "label": look.say(f"rule_field.{name}"),
        "hint": look.say(f"rule_hint.{name}") if allowed is None else "",
        "value": value,
        "options": options,
        "is_flag": name in FLAGS,
    }


def _members(shown: Mapping[str, str], people: Mapping[int, str]) -> list[dict[str, Any]]:
    return [
        {"id": person, "name": name, "is_in": bool(shown.get(f"member{person}")),
         "hours": shown.get(f"hours{person}", "")}
        for person, name in sorted(people.items(), key=lambda one: one[1].casefold())
    ]  # fmt: skip


def _newest(versions: Sequence[Version]) -> int:
    return max((one.version for one in versions), default=0)


def _pairs(versions: Sequence[Version]) -> list[tuple[Version, Version | None]]:
    """Each version with the one before it."""
    return list(zip(versions, [*versions[1:], None], strict=True))[:VERSIONS]


def _version(
    one: Version, before: Version | None, kind: str, people: Mapping[int, str], look: Looker
) -> dict[str, Any]:
    return {
        "version": one.version,
        "at": "" if one.at is None else _moment(one.at, look),
        "who": one.person or look.say("rules.shipped"),
        "why": one.why or "",
        "what": _difference(kind, before.body, one.body, people, look) if before else "",
    }


def _difference(
    kind: str, before: Mapping[str, Any], after: Mapping[str, Any], people: Mapping[int, str], look: Looker
) -> str:
    """Field by field: from what to what."""
    return ", ".join(
        look.say(
            "rules.from_to",
            field=look.say(f"rule_field.{name}"),
            before=words_of(name, before.get(name), people, look),
            after=words_of(name, after.get(name), people, look),
        )
        for name in differs(kind, before, after)
    )


def _problem(one: Problem, look: Looker) -> str:
    name = name_of(one.kind, one.code, look) if one.kind in FIELDS and one.code else one.kind
    named = name if one.key != "rule.unknown" else f"{one.kind} {one.code}".strip()
    text = look.say(f"error.{one.key}.text", **{"kind": one.kind, "code": one.code, **one.facts})
    return f"{named}: {text}" if named else text


def _act(act: Any, look: Looker) -> dict[str, str]:
    kind, code = ONCE.get(act.facts["kind"], act.facts["kind"]), act.facts["code"]
    return {
        "at": _moment(act.at, look),
        "who": act.person or look.say("release.app"),
        "what": name_of(kind, code, look),
        "href": f"/facts#{code}" if kind == FACT else f"/reasons/{kind}/{code}",
    }


def _moment(at: int, look: Looker) -> str:
    return f"{datetime.fromtimestamp(at / 1000, UTC).astimezone(look.zone):%Y-%m-%d} {clock_text(at, look.zone)}"
