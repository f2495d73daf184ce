"""The port's calls that need more rights, on a real Odoo 19; the session is that of the second credential."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from warehouse_app.odoo import exchanging, leaving, mending, papers, refunding
from warehouse_app.odoo.reading import read_flat
from warehouse_app.odoo.session import Session
from warehouse_app.service.ports.odoo import (
    CreditNow,
    CreditPart,
    ExchangeItem,
    ExchangeMade,
    Hanging,
    OdooEmployee,
    OrderMoney,
)

_EMPLOYEE = ["name", "barcode", "pin", "job_title", "user_id"]


class Office:
    """Usable from any thread."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def employees(self) -> Sequence[OdooEmployee]:
        rows = read_flat(self.session, "hr.employee", [], _EMPLOYEE)
        found = [
            OdooEmployee(
                row["id"],
                row["name"],
                row["barcode"] or None,
                row["pin"] or None,
                row["job_title"] or "",
                row["user_id"] or None,
            )
            for row in rows
        ]
        return sorted(found, key=lambda one: (one.name.casefold(), one.odoo_id))

    def stop_auto_batch(self, op_types: Sequence[int]) -> None:
        self._set(op_types, auto_batch=False)

    def ask_for_backorders(self, op_types: Sequence[int]) -> None:
        self._set(op_types, create_backorder="ask")

    def mend_address(self, transfer: int, fields: Mapping[str, str]) -> None:
        with self.session.telling():
            mending.mend_address(self.session, transfer, fields)

    def mend_carrier(self, transfer: int, carrier: str) -> None:
        with self.session.telling():
            mending.mend_carrier(self.session, transfer, carrier)

    def mend_product(
        self, product: int, weight_g: int | None, barcode: str | None, volume_ml: int | None = None
    ) -> None:
        with self.session.telling():
            mending.mend_product(self.session, product, weight_g, barcode, volume_ml)

    def names_of_ours(self) -> Mapping[str, int]:
        return leaving.names_of_ours(self.session)

    def let_go(self) -> int:
        with self.session.telling():
            return leaving.let_go(self.session)

    def forget_names(self) -> int:
        with self.session.telling():
            return leaving.forget_names(self.session)

    def order_money(self, order: int) -> OrderMoney:
        return refunding.order_money(self.session, order)

    def invoices(self, order: int) -> Sequence[Hanging]:
        return papers.invoices(self.session, order)

    def create_credit(
        self, token: str, order: int, parts: Sequence[CreditPart], reference: str, post: bool
    ) -> CreditNow:
        with self.session.telling():
            return refunding.create_credit(self.session, token, order, parts, reference, post)

    def credits(self, ids: Sequence[int]) -> Sequence[CreditNow]:
        return refunding.credits(self.session, ids)

    def create_exchange(self, token: str, order: int, items: Sequence[ExchangeItem], text: str) -> ExchangeMade:
        with self.session.telling():
            return exchanging.create_exchange(self.session, token, order, items, text)

    def _set(self, op_types: Sequence[int], **values: object) -> None:
        self.session.call("stock.picking.type", "write", list(op_types), values, write=True)
