"""Returns whose money has not gone back, by the days since they came: the law counts them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from warehouse_app.service.looking import Looker
from warehouse_app.service.money_words import money_text
from warehouse_app.service.ports.refunds import Unpaid

DAY = 86_400_000
AGES = ((0, 2), (3, 5), (6, 10), (11, 13), (14, None))  # days, both of them included; the last is too late by law


def ages(rows: Sequence[Unpaid], look: Looker) -> list[dict[str, Any]]:
    """A cell for each age: how many, and their money by currency."""
    return [_cell(first, last, rows, look) for first, last in AGES]


def _cell(first: int, last: int | None, rows: Sequence[Unpaid], look: Looker) -> dict[str, Any]:
    mine = [row for row in rows if first <= (look.now - row.received_at) // DAY <= (last or 1 << 30)]
    money: dict[tuple[str, int], int] = defaultdict(int)
    for row in mine:
        money[row.currency, row.digits] += row.amount
    said = [money_text(amount, *of) for of, amount in sorted(money.items()) if of[0]]
    return {
        "days": look.say("refunds.age", first=first, last=last) if last else look.say("refunds.age_last", first=first),
        "n": len(mine),
        "money": ", ".join(said),
        "late": last is None and bool(mine),
    }
