"""The returns of an order on its page, step by step: announced, here, judged, reckoned, released, credited, paid."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from warehouse_app.service.looking import Looker, moment_text
from warehouse_app.service.money_words import money_text
from warehouse_app.service.ports.orders import Moment, ReturnRow
from warehouse_app.service.ports.refunds import ExchangeRow, RefundRow
from warehouse_app.service.refunds_page import refund_row


@dataclass(frozen=True, slots=True)
class OrderMoneyNow:
    """What becomes of an order's returns beside the goods."""

    refunds: Sequence[RefundRow]
    exchanges: Sequence[ExchangeRow]


def returns_of(rows: Sequence[ReturnRow], money: OrderMoneyNow, look: Looker) -> list[dict[str, Any]]:
    """Each return with its steps and its refund, as far as there is one."""
    refunds = {one.number: one for one in money.refunds}
    return [_return(row, refunds.get(row.number), money, look) for row in rows]


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
