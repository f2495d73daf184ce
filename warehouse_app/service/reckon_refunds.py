"""What came back is reckoned: Odoo's money and the shop's terms in, a refund to be decided about out.

It is looked at again when more of a return was judged, as long as nobody has decided; and credit notes that were made
are followed until they are paid.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from warehouse_app.domain.refunds import TERMS
from warehouse_app.service.holding import Holding
from warehouse_app.service.ports.odoo import CreditNow, Odoo, OdooOffice, OdooRefused, OrderMoney
from warehouse_app.service.ports.refunds import Came, NewRefund
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.refund_reckoning import Rules, basis_of, proposal_of
from warehouse_app.service.refund_told import note_credit
from warehouse_app.service.refunds import release_by_rule

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
    made = uow.returns.refunds.keep(new)
    release_by_rule(made, uow)
    uow.changed("board", "refund", new.return_)


def _reckoned(came: Came, office: OdooOffice, holding: Holding) -> NewRefund:
    rules = holding.store.read(lambda views: (views.rules(KIND, came.w), views.rules("return", came.w)))
    try:
        money = office.order_money(came.order)
    except OdooRefused as no:
        return NewRefund(came.w, came.id, "stuck", "", 2, 0, came.judged_m, {}, str(no))
    return reckoned(came, money, *rules)


def reckoned(came: Came, money: OrderMoney, rules: Rules, reasons: Rules) -> NewRefund:
    """What is proposed of a return, by the shop's terms and what its reasons say of who bears it."""
    basis = basis_of(came, money, reasons)
    made = proposal_of(basis, rules.get(TERMS, {}))
    body: dict[str, Any] = {
        "parts": [asdict(part) for part in made.parts],
        "why": [[key, dict(facts)] for key, facts in made.why],
        "asks": made.asks,
        "owed": money.owed,
        "left": money.left,
        "basis": basis,
    }
    state = "proposed" if made.amount else "none"
    return NewRefund(came.w, came.id, state, money.currency, money.digits, made.amount, came.judged_m, body)
