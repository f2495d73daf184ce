"""Other terms are tried on the refunds of the last returns before they are saved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from warehouse_app.domain.refunds import TERMS
from warehouse_app.domain.refunds_alone import POST, RELEASE, Case, fits
from warehouse_app.domain.rule_checks import Book
from warehouse_app.service.looking import Looker
from warehouse_app.service.money_words import money_text
from warehouse_app.service.ports.refund_figures import Reckoned
from warehouse_app.service.refund_reckoning import proposal_of

KINDS = frozenset({"refund", "refund_auto"})


def tried(rows: Sequence[Reckoned], book: Book, new: Book, look: Looker) -> dict[str, Any]:
    """How many could be tried, which would have been others, and what of all of them would have gone back."""
    known = [row for row in rows if row.body.get("basis")]
    both = [(row, _refund(row, book), _refund(row, new)) for row in known]
    others = [(row, was, will) for row, was, will in both if was != will]
    one = len({row.currency for row in known}) == 1
    return {
        "n": len(known),
        "rows": [
            {"number": row.number, "was": _said(was, row, look), "will": _said(will, row, look)}
            for row, was, will in others
        ],
        "was": _sum((was for _, was, _ in both), known[0]) if one else "",
        "will": _sum((will for _, _, will in both), known[0]) if one else "",
    }


def _refund(row: Reckoned, book: Book) -> tuple[int, bool, bool]:
    """(amount, released by itself, posted by itself)."""
    made = proposal_of(row.body["basis"], book["refund"].get(TERMS, {}))
    pieces: Sequence[Mapping[str, Any]] = row.body["basis"]["pieces"]
    alone, owed = book["refund_auto"], int(row.body.get("owed", 0))
    released, posted = (
        fits(alone.get(code, {}), Case(made.amount, owed, pieces, asks))
        for code, asks in ((RELEASE, made.asks), (POST, ""))
    )
    return made.amount, released, posted


def _said(refund: tuple[int, bool, bool], row: Reckoned, look: Looker) -> str:
    amount, released, posted = refund
    said = [money_text(amount, row.currency, row.digits)]
    said += [look.say("rules.refund_released")] if released else []
    said += [look.say("rules.refund_posted")] if posted else []
    return ", ".join(said)


def _sum(refunds: Iterator[tuple[int, bool, bool]], like: Reckoned) -> str:
    return money_text(sum(amount for amount, *_ in refunds), like.currency, like.digits)
