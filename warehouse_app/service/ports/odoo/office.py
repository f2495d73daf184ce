"""What the app does in Odoo with more rights than its own user has: seldom, and each time because somebody said so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from warehouse_app.service.ports.odoo.leaving import OfficeLeaving
from warehouse_app.service.ports.odoo.mending import OfficeMending
from warehouse_app.service.ports.odoo.refunds import OfficeRefunds

# Every use of the second credential, by call; docs/connecting-odoo.md has the same list, and a test compares them.
ADMIN_USES: Mapping[str, str] = {
    "employees": "`user import` reads the employees' names, badges, PINs, jobs and users",
    "stop_auto_batch": "`check --fix` unticks Automatic Batches on operation types, when you say yes",
    "ask_for_backorders": "`check --fix` sets Create Backorder to Ask on operation types, when you say yes",
    "names_of_ours": "`leave` counts what carries an external id of ours",
    "let_go": "`leave --let-go` takes open transfers out of our batches",
    "forget_names": "`leave --forget-names` removes our external ids; needs *Administration / Settings*",
    "mend_address": "the form on an exception, and at the bench: address, phone and e-mail, and where transfers go",
    "mend_carrier": "the form on an exception, *Another carrier* on an order: its carrier and its open transfers'",
    "mend_product": "the form on an exception: a product's weight, barcode and volume",
    "order_money": "a return that came: what its order was invoiced, paid and credited",
    "invoices": "an order whose rule wants its invoice in the box: the PDFs of its posted invoices",
    "create_credit": "a refund that was agreed to: its credit note, as a draft; posted only where a rule says so",
    "credits": "credit notes of ours: drafted, posted, paid",
    "create_exchange": "an exchange: a line more on the order, which Odoo then sends",
}


@dataclass(frozen=True, slots=True)
class OdooEmployee:
    """Somebody employed, as Odoo's Employees app has them. `user` is their Odoo user, where they have one.

    The PIN is as it stands there, readable: whoever holds this hashes it and forgets it.
    """

    odoo_id: int
    name: str
    badge: str | None
    pin: str | None
    job: str
    user: int | None

    def __repr__(self) -> str:
        return f"OdooEmployee({self.odoo_id}, {self.name})"


class OdooOffice(OfficeMending, OfficeLeaving, OfficeRefunds, Protocol):
    """The calls that need a user with more rights. They raise what those of `Odoo` do; all may be repeated."""

    def employees(self) -> Sequence[OdooEmployee]:
        """Everybody employed now, by name.

        Raises:
            OdooRefused: there is no Employees app, or this user may not see badges and PINs.
        """
        ...

    def stop_auto_batch(self, op_types: Sequence[int]) -> None:
        """Odoo no longer puts transfers of these types into batches by itself."""
        ...

    def ask_for_backorders(self, op_types: Sequence[int]) -> None:
        """Odoo asks, for each transfer of these types, what is to become of what is missing."""
        ...
