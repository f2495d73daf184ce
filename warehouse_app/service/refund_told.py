"""How a credit note stands is kept, and what does not fit is somebody's: never silently."""

from __future__ import annotations

from typing import Any

from warehouse_app.domain.cases import Finding
from warehouse_app.domain.refunds import is_off
from warehouse_app.service.money_words import money_text
from warehouse_app.service.open_case import open_case
from warehouse_app.service.ports.odoo import CreditNow
from warehouse_app.service.ports.refunds import RefundNow
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.tell_return import REFUNDED, ReturnStep, tell_return

LATE, DIFFERS = "FIN-REFUND", "FIN-REFUND-DIFF"


def note_credit(refund: int, now: CreditNow | None, uow: UnitOfWork) -> None:
    """The credit note is there, posted, paid; or it is gone, or for another amount than was agreed to."""
    known = uow.returns.refunds.get(refund)
    if known is None:
        return
    if now is None or now.state == "cancelled":
        uow.returns.refunds.stuck(refund, "")
        raise_about(uow, known, DIFFERS, why="refund.dropped")
        uow.changed("board", "refund", known.return_)
        return
    if (known.state, known.credited) == (now.state, now.amount):
        return
    uow.returns.refunds.credited(refund, now.odoo_id, now.name, now.state, now.amount)
    if is_off(now.amount, known.amount, len(known.body.get("parts", ()))):
        raise_about(uow, known, DIFFERS, why="refund.differs", words=_money(known, now.amount))
    if now.state in ("posted", "paid") and known.state not in ("posted", "paid"):
        facts = {"amount": _money(known, now.amount)}
        tell_return(ReturnStep(REFUNDED, known.our_order, known.number, facts=facts), uow)
    uow.changed("board", "refund", known.return_)


def raise_about(uow: UnitOfWork, known: RefundNow, type_: str, **facts: Any) -> None:
    """Opens a case about a refund; once more, it gets a line of history."""
    said = {"about": "refund", "sale": known.order_name, "number": known.number,
            "amount": _money(known, known.amount)} | facts  # fmt: skip
    open_case(Finding(f"{type_}|refund|{known.id}", type_, known.w, facts=said), uow)
    uow.changed("board", "case", 0)


def _money(known: RefundNow, amount: int) -> str:
    return money_text(amount, known.currency, known.digits)
