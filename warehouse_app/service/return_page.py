"""What the page shows on which somebody in the office lets goods come back: a wish, and what the rules say to it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from warehouse_app.domain import overrides
from warehouse_app.domain.return_rules import APPROVAL, AUTOMATIC, REFUSED
from warehouse_app.domain.returning import ComingBack, ReturnAuthorised
from warehouse_app.service.authorise_return import why_not
from warehouse_app.service.looking import Looker, amount_text
from warehouse_app.service.ports.releasing import Rules
from warehouse_app.service.ports.returns import Delivered, DeliveryCard, GoodsLine
from warehouse_app.service.ports.views import Views
from warehouse_app.service.return_answers import Answered, answered
from warehouse_app.service.tell_customer import switched_on
from warehouse_app.service.tell_return import AUTHORISED, KEPT, TEMPLATES
from warehouse_app.service.tell_return import REFUSED as TOLD_REFUSED

_FIGURE = re.compile(r"\d{1,6}(?:[.,]\d{1,3})?")


@dataclass(frozen=True, slots=True)
class Typed:
    """The form as it was sent: figures and reasons by our line ids. `wrong` are lines that hold no figure."""

    quantities: Mapping[int, str]
    reasons: Mapping[int, str]

    @property
    def lines(self) -> tuple[ComingBack, ...]:
        """What is meant to come back; a line without a figure is not."""
        asked = [(line, thousandths(text)) for line, text in self.quantities.items() if text.strip()]
        return tuple(ComingBack(line, qty_m, self.reasons.get(line, "")) for line, qty_m in asked if qty_m)

    @property
    def wrong(self) -> list[int]:
        return [line for line, text in self.quantities.items() if text.strip() and thousandths(text) is None]


@dataclass(frozen=True, slots=True)
class Asked:
    """Which delivery, in which warehouse; `lang` is that of whoever looks."""

    shipped: int
    w: int
    lang: str


def thousandths(text: str) -> int | None:
    """What somebody typed; None where it is no figure.

    >>> [thousandths(text) for text in ("2", " 0,5", "1.25", "x", "-1", "1.2345")]
    [2000, 500, 1250, None, None, None]
    """
    found = _FIGURE.fullmatch(text.strip())
    if found is None:
        return None
    units, _, part = found[0].replace(",", ".").partition(".")
    return int(units) * 1000 + int(part.ljust(3, "0") or 0)


def deliveries_shown(rows: Sequence[DeliveryCard], typed: Typed, look: Looker) -> list[dict[str, Any]]:
    """Deliveries with a field for each line of which something may come back."""
    return [
        {
            "id": row.id,
            "name": row.name,
            "order": row.order,
            "sent": _day(row.done_at, look),
            "lines": [_line(line, typed) for line in row.lines],
            "has_left": any(line.qty_m for line in row.lines),
        }
        for row in rows
    ]


def reasons_shown(views: Views, w: int, look: Looker) -> list[tuple[str, str]]:
    """Why goods come back: (code, words)."""
    return [(code, look.say(body.get("key", code))) for code, body in views.returns.reasons(w)]


def answer_shown(views: Views, asked: Asked, typed: Typed, look: Looker) -> dict[str, Any] | None:
    """What the rules say to it; None where it cannot be asked (nothing chosen, a figure too large, no reason)."""
    delivered = views.returns.delivered(asked.shipped)
    reasons = views.rules("return", asked.w)
    if delivered is None or delivered.w != asked.w or not typed.lines or typed.wrong or why_not(delivered, typed.lines):
        return None
    if any(line.reason not in reasons for line in typed.lines):
        return None
    found = answered(delivered, typed.lines, views.rules, look.now)
    book = {kind: views.rules(kind, asked.w) for kind in ("return_rule", "template", "override")}
    return {"lines": _lines(delivered, typed.lines, found, book["return_rule"], look)} | _answer(
        found, book, asked.lang, look
    )


def desk_answer(
    views: Views, w: int, fact: ReturnAuthorised, reader: tuple[str, Callable[..., str], int]
) -> dict[str, Any]:
    """What the desk is told before it makes a return: {answer, why}, in the words of whoever stands there.

    `reader` is their language, their words and the time. What the desk cannot know is wrong, its fact will tell.
    """
    lang, say, now = reader
    delivered = views.returns.delivered(fact.shipped)
    if delivered is None or delivered.w != w or why_not(delivered, fact.lines):
        return {"answer": AUTOMATIC, "why": ""}
    found = answered(delivered, fact.lines, views.rules, now)
    rules, row = views.rules("return_rule", w), found.answer.strictest.row
    name = say(f"return_rule.{row}" if row in rules else f"return_reason.{row}") if row else ""
    return {"answer": found.answer.answer, "why": _to_customer(found, rules, lang) or name}


def _lines(
    delivered: Delivered, lines: Sequence[ComingBack], found: Answered, rules: Rules, look: Looker
) -> list[dict[str, str]]:
    names = {line.id: line.name for line in delivered.lines}
    return [
        {
            "goods": f"{amount_text(back.qty_m)} \u00d7 {names[back.line]}",
            "answer": look.say(f"return_answer.{one.answer}"),
            "why": _why(one.row, rules, look),
            "becomes": look.say(f"return_becomes.{becomes}") if becomes else "",
        }
        for back, one, becomes in zip(lines, found.answer.lines, found.follows.becomes, strict=True)
    ]


def _answer(found: Answered, book: Mapping[str, Rules], lang: str, look: Looker) -> dict[str, Any]:
    step = TOLD_REFUSED if found.answer.answer == REFUSED else KEPT if found.follows.keeps else AUTHORISED
    told = sorted(switched_on(TEMPLATES[step], book["template"]))
    override = book["override"].get(overrides.RETURN, {})
    return {
        "answer": found.answer.answer,
        "words": look.say(f"return_answer.{found.answer.answer}"),
        "is_refused": found.answer.answer == REFUSED,
        "is_asked": found.answer.answer == APPROVAL,
        "days": found.wish.days,
        "keeps": found.follows.keeps,
        "photo": found.follows.photo,
        "postage": look.say(f"return_postage.{found.follows.postage}"),
        "unjudged": [look.say(f"return_rule.{code}") for code in found.answer.unjudged],
        "customer": _to_customer(found, book["return_rule"], lang),
        "told": told,
        "against": [(code, look.say(f"reason.{code}")) for code in override.get("reasons", ())],
    }


def _to_customer(found: Answered, rules: Rules, lang: str) -> str:
    """The words of the rule that refuses, as they are in the language of whoever looks, else in English."""
    row = rules.get(found.answer.strictest.row or "", {})
    return str(row.get(f"words_{lang}") or row.get("words_en") or "")


def _why(row: str | None, rules: Mapping[str, Any], look: Looker) -> str:
    if row is None:
        return ""
    return look.say(f"return_rule.{row}" if row in rules else f"return_reason.{row}")


def _line(line: GoodsLine, typed: Typed) -> dict[str, Any]:
    return {
        "id": line.id,
        "name": line.name,
        "sku": line.sku,
        "lot": line.lot,
        "unit": line.unit,
        "shipped": amount_text(line.of_m),
        "left": amount_text(line.qty_m),
        "has_left": line.qty_m > 0,
        "qty": typed.quantities.get(line.id, ""),
        "why": typed.reasons.get(line.id, ""),
        "is_wrong": line.id in typed.wrong,
    }


def _day(at: int, look: Looker) -> str:
    return datetime.fromtimestamp(at / 1000, UTC).astimezone(look.zone).strftime("%Y-%m-%d")
