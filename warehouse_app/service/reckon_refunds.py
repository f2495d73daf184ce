"""What came back is reckoned: Odoo's money and the shop's terms in, a refund to be decided about out.

It is looked at again when more of a return was judged, as long as nobody has decided; and credit notes that were made
are followed until they are paid.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from warehouse_app.domain.refunds import TERMS, Freight, Piece, Proposal, propose
from warehouse_app.service.holding import Holding
from warehouse_app.service.ports.odoo import CreditNow, Odoo, OdooOffice, OdooRefused, OrderMoney, SoldLine
from warehouse_app.service.ports.refunds import Came, CameLine, NewRefund
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.refund_told import note_credit

AT_ONCE = 10  # orders asked about in one turn
KIND = "refund"

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Books:
    """The Odoo whose store this is, and its books; `office` is None without a second credential."""

    odoo: Odoo
    office: OdooOffice | None


def reckon_refunds(holding: Holding, books: Books, w: int) -> int:
    """Every return that is due; how many were reckoned. Raises what the port raises, but a refusal is kept."""
    due = holding.store.read(lambda views: list(views.returns.refunds.to_reckon(w, AT_ONCE)))
    if not due or books.office is None:
        return 0
    books.odoo.identity()  # never in another database than the one this store mirrors
    for came in due:
        new = _reckoned(came, books.office, holding)
        holding.write(lambda uow, new=new: _keep(uow, new))  # type: ignore[misc]
    return len(due)


def follow_credits(holding: Holding, books: Books, w: int) -> None:
    """How the credit notes stand that are not paid yet, in one call."""
    notes = holding.store.read(lambda views: dict(views.returns.refunds.open_notes(w)))
    if not notes or books.office is None:
        return
    books.odoo.identity()
    known = {now.odoo_id: now for now in books.office.credits(list(notes.values()))}
    holding.write(lambda uow: _note_all(uow, notes, known))


def _note_all(uow: UnitOfWork, notes: Mapping[int, int], known: Mapping[int, CreditNow]) -> None:
    for refund, odoo_id in notes.items():
        note_credit(refund, known.get(odoo_id), uow)


def _keep(uow: UnitOfWork, new: NewRefund) -> None:
    uow.returns.refunds.keep(new)
    uow.changed("board", "refund", new.return_)


def _reckoned(came: Came, office: OdooOffice, holding: Holding) -> NewRefund:
    rules = holding.store.read(lambda views: (views.rules(KIND, came.w), views.rules("return", came.w)))
    terms, reasons = rules[0].get(TERMS, {}), rules[1]
    try:
        money = office.order_money(came.order)
    except OdooRefused as no:
        return NewRefund(came.w, came.id, "stuck", "", 2, 0, came.judged_m, {}, str(no))
    made = propose(_pieces(came, money, reasons), _freight(came, money), money.left, terms)
    body = _body(made, money)
    state = "proposed" if made.amount else "none"
    return NewRefund(came.w, came.id, state, money.currency, money.digits, made.amount, came.judged_m, body)


def _body(made: Proposal, money: OrderMoney) -> dict[str, Any]:
    return {
        "parts": [asdict(part) for part in made.parts],
        "why": [[key, dict(facts)] for key, facts in made.why],
        "asks": made.asks,
        "owed": money.owed,
        "left": money.left,
    }


def _pieces(came: Came, money: OrderMoney, reasons: Mapping[str, Mapping[str, Any]]) -> list[Piece]:
    by_move = {move: line for line in money.lines for move in line.moves}
    return [
        _piece(line, by_move[line.move], str(reasons.get(line.reason, {}).get("fault", "customer")))
        for line in came.lines
        if line.move in by_move
    ]


def _piece(line: CameLine, sold: SoldLine, fault: str) -> Piece:
    """Of a kit only the parts come back; what is sold whole is credited whole, so parts are left to a person."""
    is_part = sold.product != line.product
    amount, left_m = (0, 0) if is_part else (sold.amount(line.qty_m), sold.left_m)
    return Piece(line.line, sold.line, line.qty_m, amount, left_m, line.name, line.reason, fault, line.grade,
                 line.becomes)  # fmt: skip


def _freight(came: Came, money: OrderMoney) -> Freight:
    lines = tuple(
        (line.line, line.left_m, line.amount(line.left_m)) for line in money.lines if line.is_delivery and line.left_m
    )
    goods = [line for line in money.lines if not line.is_delivery and line.invoiced_m]
    back: dict[int, int] = {}
    for came_line in came.lines:
        back[came_line.move] = back.get(came_line.move, 0) + came_line.qty_m
    is_all = all(sum(back.get(move, 0) for move in line.moves) >= line.left_m for line in goods)
    return Freight(lines, is_all and bool(goods))
