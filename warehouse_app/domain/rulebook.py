"""The rules a supervisor may change: what each holds, and what must be true of all of them together.

A book is kind -> code -> body. Codes are fixed (they stand in cases, on cards and in words); bodies change.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from warehouse_app.domain import policy, profiles, reasons, return_rules, segments
from warehouse_app.domain.box_papers import has_words
from warehouse_app.domain.checks import HOW
from warehouse_app.domain.gate.rules import ABOUT, MODES
from warehouse_app.domain.gate.rules import RULES as GATE_RULES
from warehouse_app.domain.judging_returns import BECAUSE, CHOSEN, GRADES, OWN_JUDGE_QUESTIONS
from warehouse_app.domain.refunds_alone import RELEASE
from warehouse_app.domain.rule_checks import CHECKS, LAST, PLAIN, Body, Book
from warehouse_app.domain.rule_fields import FIELDS as FIELDS
from warehouse_app.domain.rule_fields import FLAGS as FLAGS
from warehouse_app.domain.rule_fields import NUMBERS as NUMBERS
from warehouse_app.domain.taxonomy import BLOCKS, SEVERITIES
from warehouse_app.domain.wave_templates import USUAL

CAUSES = ("system", "policy", "training", "outside", "unknown")
COUNTS = ("none", "ask")
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
    if kind == "paper" and not has_words(code):
        return tuple(name for name in FIELDS[kind] if name not in return_rules.WORDS)
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
        "decides": lambda: profiles.DECIDES,
        "how": lambda: HOW,
        "answers": lambda: return_rules.ANSWERS,
        "because": lambda: ("", *BECAUSE) if kind == "judge" else ("", *book["return"]),
        "becomes": lambda: return_rules.BECOMES,
        "fault": lambda: return_rules.FAULTS if kind == "return" else ("", *return_rules.FAULTS),
        "postage": lambda: return_rules.POSTAGE,
        "grade": lambda: ("", *GRADES),
        "worst": lambda: ("", *GRADES),
        "disposition": lambda: CHOSEN,
        "mode": lambda: MODES,
        "size": lambda: segments.SIZES,
        "lane": lambda: segments.LANES,
        "wave": lambda: ("", *(code for code in book["wave"] if code != USUAL)),
    }
    return known[name]() if name in known else None


# What a rule that was the shop's own before it could say so says.
_OTHERWISE = {
    "bin": "none", "by": "pieces", "decides": "set", "elsewhere": "offer", "lane": "mixed", "mode": "off",
    "lot": "none", "note": "none", "only": "any", "opens": "none", "other_bin": "any", "photo": "none",
    "size": "any", "truck": "any", "postage": "customer",
}  # fmt: skip
_NOT_THERE = {
    **dict.fromkeys(("answers", "because", "becomes", "by", "decides", "disposition", "fault"), "rule.choice"),
    **dict.fromkeys(("grade", "lot", "note", "postage", "worst"), "rule.choice"),
    "bin": "rule.choice", "blocks": "rule.blocks", "calendar": "rule.calendar", "count": "rule.count",
    "deputy": "rule.deputy", "does": "rule.choice", "elsewhere": "rule.choice", "how": "rule.how", "kind": "rule.kind",
    "ladder": "rule.ladder", "lane": "rule.choice", "mode": "rule.choice", "size": "rule.choice",
    "only": "rule.choice", "opens": "rule.choice", "other_bin": "rule.choice",
    "owner": "rule.owner", "photo": "rule.choice", "reason": "rule.choice", "severity": "rule.severity",
    "truck": "rule.choice", "wave": "rule.choice",
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
    return found or [*chain(*together), *_wordless(book["return_rule"]), *_unlimited(book["refund_auto"])]


def _of_kind(kind: str, fields: Sequence[str], book: Book, people: Collection[int]) -> Iterator[Problem]:
    for code, body in book[kind].items():
        for name in fields:
            value = body.get(name)
            allowed = choices(name, kind, book)
            if allowed is not None:
                if (value or _OTHERWISE.get(name, "")) not in allowed:
                    yield Problem(_NOT_THERE[name], kind, code, {"value": _shown(value)})
            elif (key := CHECKS[name](value, book, people)) is not None:
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


def _unlimited(rows: Mapping[str, Body]) -> Iterator[Problem]:
    """Money goes back without a person only up to an amount."""
    if rows.get(RELEASE, {}).get("on") and not rows[RELEASE].get("upto"):
        yield Problem("rule.unlimited", "refund_auto", RELEASE)


def _shown(value: Any) -> str:
    """As somebody wrote it, cut so that no message grows without end."""
    text = " ".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)
    return text if len(text) <= 80 else text[:79] + "…"
