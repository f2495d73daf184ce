"""The returns of an order on its page, step by step: announced, here, judged, reckoned, released, credited, paid."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from warehouse_app.service.looking import Looker, amount_text, moment_text
from warehouse_app.service.money_words import money_text
from warehouse_app.service.ports.orders import Moment, ReturnRow
from warehouse_app.service.ports.refunds import ExchangeRow, RefundRow
from warehouse_app.service.ports.views import Views
from warehouse_app.service.refund_owners import owners_of
from warehouse_app.service.refunds import CASE_TYPE, stopping
from warehouse_app.service.refunds_page import refund_row, whose


@dataclass(frozen=True, slots=True)
class OrderMoneyNow:
    """What becomes of an order's returns beside the goods."""

    refunds: Sequence[RefundRow]
    exchanges: Sequence[ExchangeRow]


@dataclass(frozen=True, slots=True)
class Desk:
    """Where somebody looks at an order of the warehouse `w`."""

    views: Views
    w: int
    look: Looker


def returns_of(desk: Desk, rows: Sequence[ReturnRow], money: OrderMoneyNow) -> list[dict[str, Any]]:
    """Each return with its goods, its steps and its refund as far as there is one, and who is next about that."""
    refunds = {one.number: one for one in money.refunds}
    if not rows:
        return []
    views, w = desk.views, desk.w
    owners, stops = owners_of(views, w), views.returns.refunds.stopped_by(w, stopping(views.rules(CASE_TYPE, w)))
    return [
        _return(row, refunds.get(row.number), money, desk.look)
        | whose(refunds.get(row.number), owners, desk.look)
        | {"goods": _goods(desk, row.number), "stopped": stops.get(row.number)}
        for row in rows
    ]


def _goods(desk: Desk, number: str) -> list[str]:
    """What came back of each line and why, and what became of it: what a customer asks about."""
    card = desk.views.returns.card(desk.w, number=number)
    if card is None:
        return []
    judged, say = desk.views.returns.judged.of_return(card.id), desk.look.say
    said = []
    for line in card.lines:
        n = line.qty_m if card.received_at is not None else line.of_m
        why = say(f"return_reason.{line.reason}") if line.reason else ""
        became = [
            f"{amount_text(one.qty_m)} {say(f'grade.{one.grade}')}, {say(f'disposition.{one.disposition}')}"
            for one in judged if one.line == line.id
        ]  # fmt: skip
        head = f"{amount_text(n)} \u00d7 {line.name}" + (f" ({why})" if why else "")
        said.append(" → ".join([head, *filter(None, ["; ".join(became)])]))
    return said


def money_moments(money: OrderMoneyNow) -> Iterator[Moment]:
    """What happened to its money and was sent instead, for its story."""
    for one in money.refunds:
        said = {"number": one.number, "amount": _amount(one)}
        yield Moment(one.proposed_at, "refund_proposed", None, said)
        if one.released_at is not None:
            kind = "refund_refused" if one.state == "refused" else "refund_released"
            yield Moment(one.released_at, kind, ", ".join(filter(None, (one.worker, one.second))) or None, said)
        if one.made_at is not None:
            yield Moment(one.made_at, "refund_credited", None, said)
        if one.paid_at is not None:
            yield Moment(one.paid_at, "refund_paid", None, said)
    for sent in money.exchanges:
        facts = {"qty_m": sent.qty_m, "goods": sent.name}
        yield Moment(sent.asked_at, "exchange_asked", sent.worker, facts)


def _return(row: ReturnRow, refund: RefundRow | None, money: OrderMoneyNow, look: Looker) -> dict[str, Any]:
    steps = [(look.say("refund_step.announced"), row.authorised_at)]
    steps += [(look.say("refund_step.received"), row.received_at)] if row.received_at is not None else []
    shown = [{"what": what, "at": moment_text(at, look)} for what, at in steps]
    if refund is None:
        return {"number": row.number, "state": look.say(f"returns.state_{row.state}"), "steps": shown, "refund": None}
    sent = [one for one in money.exchanges if one.return_ == refund.return_]
    said = refund_row(refund, sent, look)
    shown += [step for step in said["steps"] if step["what"] != look.say("refund_step.received")]
    return {"number": row.number, "state": look.say(f"returns.state_{row.state}"), "steps": shown, "refund": said}


def _amount(one: RefundRow) -> str:
    amount = one.credited if one.credited is not None else one.amount
    return money_text(amount, one.currency, one.digits)
