"""What the rules say to a wish to send goods back: the same at the bench, in the office and for a trial run."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from warehouse_app.domain.return_rules import (
    AUTOMATIC,
    Answer,
    Consequences,
    Wish,
    WishLine,
    answer_of,
    consequences,
    days_between,
)
from warehouse_app.domain.returning import ComingBack
from warehouse_app.service.ports.releasing import Rules
from warehouse_app.service.ports.returns import Delivered, LeftToReturn, ReturnAsked

RULE, REASON = "return_rule", "return"


@dataclass(frozen=True, slots=True)
class Answered:
    """A wish with what the rules say to it, and what follows from its reasons."""

    wish: Wish
    answer: Answer
    follows: Consequences

    @property
    def is_free(self) -> bool:
        """Whether it may come back without anybody being asked."""
        return self.answer.answer == AUTOMATIC


def answered(
    delivered: Delivered, lines: Sequence[ComingBack], rules: Callable[[str, int], Rules], now: int
) -> Answered:
    """All lines have to be of the delivery."""
    known = {line.id: line for line in delivered.lines}
    asked = tuple(wish_line(known[back.line], back.reason, back.qty_m) for back in lines)
    wish = Wish(days_between(delivered.done_at, now), asked, delivered.segment, delivered.customer)
    rows, reasons = rules(RULE, delivered.w), rules(REASON, delivered.w)
    return Answered(wish, answer_of(wish, rows, reasons), consequences(wish, reasons))


def wish_line(goods: LeftToReturn, reason: str, qty_m: int) -> WishLine:
    return WishLine(reason, qty_m, goods.price, goods.names)


def otherwise(
    asked: Sequence[ReturnAsked], before: Mapping[str, Mapping[str, Any]], after: Mapping[str, Mapping[str, Any]]
) -> list[tuple[str, str, str]]:
    """Returns that new rules would have answered otherwise: (number, answer then, answer by the new ones)."""
    found = []
    for one in asked:
        lines = tuple(wish_line(goods, reason, qty_m) for reason, qty_m, goods in one.lines)
        wish = Wish(days_between(0, one.after_ms), lines, one.segment, one.customer)
        was, will = (answer_of(wish, book[RULE], book[REASON]).answer for book in (before, after))
        if was != will:
            found.append((one.number, was, will))
    return found
