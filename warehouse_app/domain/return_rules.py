"""What may come back: the rules of a shop answer a wish before anything is made of it.

A *row* says for which goods, sales teams, customers, reasons and faults it is, from which age and worth on, and what it
answers. For each line of a wish the first row that fits decides; where none fits it may come back. The whole wish gets
the strictest of its lines' answers.

>>> rows = {"RR-1": {"on": True, "fault": "customer", "days": 30, "answers": "refused"}}
>>> late = Wish(31, (WishLine("CR-LIKE", 1000, 500),))
>>> answer_of(late, rows, {"CR-LIKE": {"fault": "customer"}}).answer
'refused'
>>> answer_of(late, rows, {"CR-LIKE": {"fault": "shop"}}).answer
'automatic'
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from warehouse_app.domain.checks import is_named

Rows = Mapping[str, Mapping[str, Any]]

AUTOMATIC, APPROVAL, REFUSED = ANSWERS = ("automatic", "approval", "refused")  # from lenient to strict
FAULTS = ("customer", "shop", "supplier", "carrier")
POSTAGE = ("customer", "shop")
BECOMES = ("", "restock", "refurbish", "quarantine", "vendor", "scrap", "give_back")
LANGUAGES = ("en", "de", "es", "fr")
WORDS = tuple(f"words_{lang}" for lang in LANGUAGES)
DAY_MS = 86_400_000


@dataclass(frozen=True, slots=True)
class WishLine:
    """So much of a line of a delivery. `names` is all a rule may call the goods by.

    `price` is that of a base unit as the customer paid it, in minor units; None: not known.
    """

    reason: str
    qty_m: int
    price: int | None = None
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to send back; `days` whole days after the goods left."""

    days: int
    lines: tuple[WishLine, ...]
    segment: str | None = None
    customer: str | None = None

    @property
    def value(self) -> int | None:
        """What it is worth, in minor units; None where a price is not known."""
        prices = [line.price for line in self.lines]
        known = [price for price in prices if price is not None]
        if len(known) < len(prices):
            return None
        return sum(price * line.qty_m for price, line in zip(known, self.lines, strict=True)) // 1000


@dataclass(frozen=True, slots=True)
class LineAnswer:
    """`row`: the rule that decided, or the reason that asks for approval; None: nothing spoke against it."""

    answer: str
    row: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """`unjudged` rows could not be looked at, because what they ask is not known: they neither let pass nor hold."""

    lines: tuple[LineAnswer, ...]
    unjudged: tuple[str, ...] = ()

    @property
    def strictest(self) -> LineAnswer:
        return max(self.lines, key=lambda one: ANSWERS.index(one.answer), default=LineAnswer(AUTOMATIC))

    @property
    def answer(self) -> str:
        return self.strictest.answer


@dataclass(frozen=True, slots=True)
class Consequences:
    """What follows from the reasons of a wish.

    `photo`: the customer is asked for one. `keeps`: the goods need not be sent back. `becomes`: what the reason of each
    line suggests for it.
    """

    photo: bool
    postage: str
    keeps: bool
    becomes: tuple[str, ...]


def days_between(left_at: int, now: int) -> int:
    """Whole days since the goods left (ms UTC); a clock that goes wrong makes nobody late.

    >>> days_between(0, 30 * DAY_MS), days_between(0, 31 * DAY_MS - 1), days_between(5, 0)
    (30, 30, 0)
    """
    return max((now - left_at) // DAY_MS, 0)


def answer_of(wish: Wish, rows: Rows, reasons: Rows) -> Answer:
    """What the rules say to it, line by line. `rows` in their order."""
    lines, unjudged = [], dict[str, None]()
    for line in wish.lines:
        reason = reasons.get(line.reason, {})
        lines.append(_answer(wish, line, reason, rows, unjudged))
    return Answer(tuple(lines), tuple(unjudged))


def consequences(wish: Wish, reasons: Rows) -> Consequences:
    """The shop pays the postage of a parcel as soon as one of its reasons is the shop's to pay."""
    bodies = [reasons.get(line.reason, {}) for line in wish.lines]
    up_to = [body.get("keep") for body in bodies]
    limits = [one for one in up_to if one is not None]
    keeps = bool(limits) and len(limits) == len(up_to) and wish.value is not None and wish.value <= min(limits) * 100
    paid_by_shop = any(body.get("postage") == "shop" for body in bodies)
    return Consequences(
        any(body.get("photo") == "ask" for body in bodies),
        "shop" if paid_by_shop else "customer",
        keeps,
        tuple(str(body.get("becomes") or "") for body in bodies),
    )


def words_of(row: Mapping[str, Any]) -> dict[str, str]:
    """Why, as the customer reads it: `why.en`, `why.de`, ..."""
    return {f"why.{lang}": row[f"words_{lang}"] for lang in LANGUAGES if row.get(f"words_{lang}")}


def _answer(wish: Wish, line: WishLine, reason: Mapping[str, Any], rows: Rows, unjudged: dict[str, None]) -> LineAnswer:
    """The first row that fits; a reason that always asks for approval is no laxer than that."""
    found = LineAnswer(AUTOMATIC)
    for code, body in rows.items():
        if not body.get("on") or not _is_about(wish, line, reason, body):
            continue
        fits = _is_beyond(wish, body)
        if fits is None:
            unjudged[code] = None
        elif fits:
            found = LineAnswer(str(body["answers"]), code)
            break
    return LineAnswer(APPROVAL, line.reason) if reason.get("ask") and found.answer == AUTOMATIC else found


def _is_about(wish: Wish, line: WishLine, reason: Mapping[str, Any], body: Mapping[str, Any]) -> bool:
    is_why = body.get("because") in (None, "", line.reason)
    is_fault = body.get("fault") in (None, "", reason.get("fault"))
    is_team = is_named(body.get("segments"), [wish.segment])
    return is_why and is_fault and is_team and is_named(body.get("products"), line.names)


def _is_beyond(wish: Wish, body: Mapping[str, Any]) -> bool | None:
    """Whether it is older and worth more than the row says, and of whom it names; None: that is not known."""
    days, worth, customers = body.get("days"), body.get("worth"), body.get("customers")
    if days is not None and wish.days <= days:
        return False
    if customers and wish.customer is not None and not is_named(customers, [wish.customer]):
        return False
    value = wish.value
    if worth is not None and value is not None and value <= worth * 100:
        return False
    is_known = (not customers or wish.customer is not None) and (worth is None or value is not None)
    return True if is_known else None
