"""The rules a supervisor may change: what each holds, and what must be true of all of them together.

A book is kind -> code -> body. Codes are fixed (they stand in cases, on cards and in words); bodies change.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from warehouse_app.domain import policy, reasons, return_rules, segments
from warehouse_app.domain.calendars import week_of
from warehouse_app.domain.checks import HOW
from warehouse_app.domain.gate.rules import ABOUT, MODES
from warehouse_app.domain.gate.rules import RULES as GATE_RULES
from warehouse_app.domain.judging_returns import BECAUSE, CHOSEN, GRADES, OWN_JUDGE_QUESTIONS
from warehouse_app.domain.taxonomy import BLOCKS, SEVERITIES, is_clock, rungs_of

Body = Mapping[str, Any]
Book = Mapping[str, Mapping[str, Body]]

PLAIN, LAST, OWNER, RULE = "plain", "ops", "owner", "rule"
CAUSES = ("system", "policy", "training", "outside", "unknown")
COUNTS = ("none", "ask")
TEXT_MAX, MINUTES_MAX, RUNGS_MAX, NUMBER_MAX = 200, 9999, 8, 99_999
_NAME = re.compile(r"[a-z][a-z_]{0,39}")

# What may be changed of a rule of each kind, in the order of the page.
FIELDS: Mapping[str, tuple[str, ...]] = {
    "case_type": ("severity", "owner", "deputy", "answer", "resolve", "ladder", "blocks", "customer"),
    "team": ("calendar", "deputy", "members"),
    "hours": ("week",),
    "ladder": ("rungs",),
    "cause": ("kind",),
    "reason": ("count", "photo", "note", "lot", "bin", "opens", "pieces", "value", "elsewhere"),
    "policy": policy.FIELDS,
    "detector": ("on", "minutes"),
    "check": ("on", "products", "carriers", "segments", "customers", "amount"),
    "limit": ("on", "stops", "carriers", "segments", "customers", "percent", "grams", "boxes"),
    "question": ("on", "how", "says", "least", "most", "products", "carriers", "segments", "customers"),
    "return": ("fault", "photo", "postage", "ask", "keep", "becomes"),
    "return_rule": (
        "on", "answers", "because", "fault", "days", "worth", "products", "segments", "customers", *return_rules.WORDS,
    ),
    "return_slip": ("on", "carriers", "segments", "customers", *return_rules.WORDS),
    "grade": ("on", "straight"),
    "judge": ("on", "grade", "because", "products", "disposition"),
    "judge_question": ("on", "says", "products"),
    "gate": ("mode", "figure", "low", "high", "discount", "within", "carriers", "free", "countries", "channels"),
    "segment": (
        "on", "name", "size", "channels", "classes", "methods", "countries", "value_from", "value_to", "lane", "boost",
    ),
}  # fmt: skip
FLAGS = ("on", "stops", "ask", "straight")
NUMBERS = (
    "minutes", "ahead", "metres", "left_from", "left_to", "pieces", "value", "amount", "percent", "grams", "least",
    "most", "days", "worth", "keep", "figure", "low", "high", "discount", "within", "value_from", "value_to", "boost",
)  # fmt: skip
OWN_QUESTIONS = ("CQ-1", "CQ-2", "CQ-3", "CQ-4", "CQ-5", "CQ-6")  # they have no words of ours


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a rule cannot be as it was written. `key` is of the words, which `facts` fill."""

    key: str
    kind: str
    code: str
    facts: Mapping[str, Any] = field(default_factory=dict)


def fields_of(kind: str, code: str) -> tuple[str, ...]:
    """What may be changed of one rule: a rule of the gate has no fields that it does not look at."""
    if kind != "gate" or code not in GATE_RULES:
        return FIELDS[kind]
    return tuple(name for name in FIELDS[kind] if name in ("mode", *GATE_RULES[code].uses, *ABOUT))


def choices(name: str, kind: str, book: Book) -> Sequence[str] | None:
    """What a field may be; None: it is typed. An empty one says that there may be none."""
    teams = tuple(book["team"])
    known: dict[str, Callable[[], Sequence[str]]] = {
        "severity": lambda: SEVERITIES,
        "owner": lambda: teams,
        "deputy": lambda: ("", *teams) if kind == "team" else teams,
        "ladder": lambda: tuple(book["ladder"]),
        "blocks": lambda: BLOCKS,
        "calendar": lambda: (*book["hours"], PLAIN),
        "kind": lambda: CAUSES,
        **dict.fromkeys(("count", "photo", "note", "lot"), lambda: COUNTS),
        "bin": lambda: reasons.BINS,
        "opens": lambda: reasons.OPENS,
        "elsewhere": lambda: reasons.ELSEWHERE,
        "only": lambda: policy.ONLY,
        "by": lambda: policy.BY,
        "reason": lambda: ("", *book["reason"]),
        "truck": lambda: policy.TRUCK,
        "other_bin": lambda: policy.BIN,
        "does": lambda: policy.DOES,
        "how": lambda: HOW,
        "answers": lambda: return_rules.ANSWERS,
        "because": lambda: ("", *BECAUSE) if kind == "judge" else ("", *book["return"]),
        "becomes": lambda: return_rules.BECOMES,
        "fault": lambda: return_rules.FAULTS if kind == "return" else ("", *return_rules.FAULTS),
        "postage": lambda: return_rules.POSTAGE,
        "grade": lambda: ("", *GRADES),
        "disposition": lambda: CHOSEN,
        "mode": lambda: MODES,
        "size": lambda: segments.SIZES,
        "lane": lambda: segments.LANES,
    }
    return known[name]() if name in known else None


# What a rule that was the shop's own before it could say so says.
_OTHERWISE = {
    "bin": "none", "by": "pieces", "elsewhere": "offer", "lane": "mixed", "mode": "off", "size": "any",
    "lot": "none", "note": "none", "only": "any", "opens": "none", "other_bin": "any", "photo": "none",
    "truck": "any", "postage": "customer",
}  # fmt: skip
_NOT_THERE = {
    **dict.fromkeys(
        ("answers", "because", "becomes", "disposition", "fault", "grade", "lot", "note", "postage"), "rule.choice"
    ),
    "bin": "rule.choice", "blocks": "rule.blocks", "by": "rule.choice", "calendar": "rule.calendar",
    "count": "rule.count", "deputy": "rule.deputy", "does": "rule.choice", "elsewhere": "rule.choice",
    "how": "rule.how", "kind": "rule.kind", "ladder": "rule.ladder", "lane": "rule.choice", "mode": "rule.choice",
    "size": "rule.choice",
    "only": "rule.choice", "opens": "rule.choice", "other_bin": "rule.choice",
    "owner": "rule.owner", "photo": "rule.choice", "reason": "rule.choice", "severity": "rule.severity",
    "truck": "rule.choice",
}  # fmt: skip


def problems(book: Book, people: Collection[int]) -> list[Problem]:
    """All that is wrong with a book; an empty list is a book that may hold. `people` are those who work here."""
    found = [problem for kind, fields in FIELDS.items() for problem in _of_kind(kind, fields, book, people)]
    together = (
        _circles(book["team"]),
        _unlooked_after(book["reason"]),
        _silent("question", book["question"], OWN_QUESTIONS),
        _silent("judge_question", book["judge_question"], OWN_JUDGE_QUESTIONS),
    )
    return found or [*chain(*together), *_wordless(book["return_rule"])]


def _of_kind(kind: str, fields: Sequence[str], book: Book, people: Collection[int]) -> Iterator[Problem]:
    for code, body in book[kind].items():
        for name in fields:
            value = body.get(name)
            allowed = choices(name, kind, book)
            if allowed is not None:
                if (value or _OTHERWISE.get(name, "")) not in allowed:
                    yield Problem(_NOT_THERE[name], kind, code, {"value": _shown(value)})
            elif (key := _CHECKS[name](value, book, people)) is not None:
                yield Problem(key, kind, code, {"value": _shown(value)})


def _circles(teams: Mapping[str, Body]) -> Iterator[Problem]:
    """Whoever stands in for whom, the last is the operations manager, for whom nobody does."""
    for code in teams:
        seen, following = [code], teams[code].get("deputy")
        while following and following not in seen:
            seen.append(following)
            following = teams[following].get("deputy")
        if following:
            yield Problem("rule.circle", "team", code, {"value": " → ".join([*seen, following])})
        elif seen[-1] != LAST:
            yield Problem("rule.no_end", "team", code, {"value": " → ".join(seen)})


def _unlooked_after(reasons_: Mapping[str, Body]) -> Iterator[Problem]:
    """No bin is locked without an exception in which somebody looks after it."""
    for code, body in reasons_.items():
        if (body.get("bin") or "none") != "none" and (body.get("opens") or "none") == "none":
            yield Problem("rule.unlooked", "reason", code, {"value": code})


def _silent(kind: str, questions: Mapping[str, Body], own: Sequence[str]) -> Iterator[Problem]:
    """A question that is asked has to say something."""
    for code in own:
        body = questions.get(code, {})
        if body.get("on") and not body.get("says"):
            yield Problem("rule.says", kind, code)


def _wordless(rows: Mapping[str, Body]) -> Iterator[Problem]:
    """Whoever is refused is told why, in English at least."""
    for code, body in rows.items():
        if body.get("on") and body.get("answers") == return_rules.REFUSED and not body.get("words_en"):
            yield Problem("rule.wordless", "return_rule", code)


def _clock(value: Any, _book: Book, _people: Collection[int]) -> str | None:
    return None if isinstance(value, str) and is_clock(value) else "rule.clock"


def _week(value: Any, _book: Book, _people: Collection[int]) -> str | None:
    return None if isinstance(value, str) and len(value) <= TEXT_MAX and week_of(value) else "rule.week"


def _customer(value: Any, _book: Book, _people: Collection[int]) -> str | None:
    is_one = value is None or (isinstance(value, str) and _NAME.fullmatch(value) is not None)
    return None if is_one else "rule.customer"


def _rungs(value: Any, book: Book, _people: Collection[int]) -> str | None:
    """From its owner upwards; a ladder that does not begin there would leave whoever owns it in the dark."""
    if not isinstance(value, list) or len(value) > RUNGS_MAX or not all(isinstance(one, str) for one in value):
        return "rule.rung"
    try:
        rungs = rungs_of(value)
    except ValueError:
        return "rule.rung"
    if not rungs or rungs[0].who != OWNER or rungs[0].share or rungs[0].minutes:
        return "rule.ladder_owner"
    if any(rung.who not in {OWNER, "deputy", RULE, *book["team"]} for rung in rungs):
        return "rule.rung_team"
    heights = [(rung.minutes or 0, rung.share) for rung in rungs]
    is_one_kind = len({one.minutes is None for one in rungs[1:]}) < 2
    return None if is_one_kind and heights == sorted(set(heights)) else "rule.rung_order"


def _members(value: Any, _book: Book, people: Collection[int]) -> str | None:
    """None is everybody with the team's role."""
    if value is None:
        return None
    if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
        return "rule.members"
    if any(type(row.get("person")) is not int or row["person"] not in people for row in value):
        return "rule.person"
    texts = [row.get("hours") or "" for row in value]
    if not all(isinstance(text, str) and len(text) <= TEXT_MAX for text in texts):
        return "rule.member_hours"
    spans = [part for text in texts if text for part in text.split(",")]
    return None if all(week_of(part) for part in spans) else "rule.member_hours"


def _on(value: Any, _book: Book, _people: Collection[int]) -> str | None:
    return None if isinstance(value, bool) else "rule.on"


def _flag(value: Any, _book: Book, _people: Collection[int]) -> str | None:
    """None: a rule that was the shop's own before it could say so."""
    return None if value is None or isinstance(value, bool) else "rule.on"


def _minutes(value: Any, _book: Book, _people: Collection[int]) -> str | None:
    return None if type(value) is int and 5 <= value <= MINUTES_MAX else "rule.minutes"


def _amount(most: int) -> Callable[[Any, Book, Collection[int]], str | None]:
    """A whole number from 0 on; none is none."""

    def check(value: Any, _book: Book, _people: Collection[int]) -> str | None:
        return None if value is None or (type(value) is int and 0 <= value <= most) else "rule.amount"

    return check


def _segment(value: Any, _book: Book, _people: Collection[int]) -> str | None:
    return None if value is None or (isinstance(value, str) and len(value) <= TEXT_MAX) else "rule.choice"


def _number(value: Any, _book: Book, _people: Collection[int]) -> str | None:
    return None if value is None or (type(value) is int and 0 <= value <= NUMBER_MAX) else "rule.number"


def _words(value: Any, _book: Book, _people: Collection[int]) -> str | None:
    """French sets a firm space, which Python takes for nothing to print."""
    is_one = value is None or (isinstance(value, str) and len(value) <= TEXT_MAX and _plain(value).isprintable())
    return None if is_one else "rule.words"


_CHECKS: Mapping[str, Callable[[Any, Book, Collection[int]], str | None]] = {
    "answer": _clock, "resolve": _clock, "week": _week, "customer": _customer, "rungs": _rungs, "members": _members,
    "on": _on, "minutes": _minutes, "segment": _segment, "left_from": _amount(100), "left_to": _amount(100),
    **dict.fromkeys(("ahead", "metres", "within"), _amount(MINUTES_MAX)),
    **dict.fromkeys(("pieces", "value"), _amount(reasons.MOST)), "stops": _on, "straight": _on, "ask": _flag,
    "boost": _amount(segments.BOOST_MAX), "discount": _amount(100),
    **dict.fromkeys(("amount", "percent", "grams", "least", "most", "figure", "low", "high"), _number),
    **dict.fromkeys(("days", "worth", "keep", "value_from", "value_to"), _number),
    **dict.fromkeys(("products", "carriers", "segments", "customers", "boxes", "says", *return_rules.WORDS), _words),
    **dict.fromkeys(("name", "channels", "classes", "methods", "countries", "free"), _words),
}  # fmt: skip


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def _shown(value: Any) -> str:
    """As somebody wrote it, cut so that no message grows without end."""
    text = " ".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)
    return text if len(text) <= 80 else text[:79] + "…"
