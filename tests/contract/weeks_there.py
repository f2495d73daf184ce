"""A warehouse's last weeks, made by hand on either Odoo: done, late, cut short, sent back, corrected, written."""

from __future__ import annotations

from functools import partial
from typing import Any, Protocol, cast

from tests.contract.double import DoubleRig
from tests.contract.real import RealRig
from tests.contract.rig import Rig
from tests.tools.odoo.rpc import Client
from warehouse_app.demo.reservation import give_back


class Weeks(Protocol):
    """What people did that needs an administrator's hand; `transfer`, `order` are Odoo's ids."""

    def cut(self, transfer: int) -> None:
        """The last thing on the transfer is taken off it."""
        ...

    def authorise(self, order: int) -> None:
        """The order's payment is authorised and not captured."""
        ...

    def invoice(self, order: int) -> None:
        """Everything that was ordered is invoiced."""
        ...

    def remark(self, order: int) -> None:
        """Somebody writes a note on the order."""
        ...


def weeks_of(rig: Rig) -> Weeks:
    return RealWeeks(rig) if isinstance(rig, RealRig) else DoubleWeeks(cast(DoubleRig, rig))


class DoubleWeeks:
    def __init__(self, rig: DoubleRig) -> None:
        self._books = rig.books

    def cut(self, transfer: int) -> None:
        move = self._books.pickings[transfer].moves[-1]
        for line in list(move.lines):
            give_back(self._books, move, line)
        move.ended = "cancel"

    def authorise(self, order: int) -> None:
        self._books.before.authorised.add(order)

    def invoice(self, order: int) -> None:
        self._books.before.invoiced.add(order)

    def remark(self, order: int) -> None:
        self._books.before.remarks.append((order, self._books.now_ms))


class RealWeeks:
    """As the administrator."""

    def __init__(self, rig: RealRig) -> None:
        self._admin: Client = rig.server.client("admin")
        self._script = partial(rig.server.farm.script, rig.server.database)

    def cut(self, transfer: int) -> None:
        moves = self._admin.find("stock.move", [("picking_id", "=", transfer)])
        self._admin.call("stock.move", "write", [max(moves)], {"state": "cancel"})

    def authorise(self, order: int) -> None:
        (sale,) = self._rows("sale.order", [("id", "=", order)], "amount_total", "currency_id", "partner_id")
        provider, method = (min(self._admin.find(model, [])) for model in ("payment.provider", "payment.method"))
        row = {
            "provider_id": provider, "payment_method_id": method, "reference": f"tx-{order}",
            "amount": sale["amount_total"], "currency_id": sale["currency_id"], "partner_id": sale["partner_id"],
            "sale_order_ids": [(6, 0, [order])],
        }  # fmt: skip
        (made,) = self._admin.make("payment.transaction", [row])
        # Only providers that hold money may authorise it, and no module of such a one is there.
        self._script(f"UPDATE payment_transaction SET state = 'authorized' WHERE id = {made}")

    def invoice(self, order: int) -> None:
        """By the wizard, as in the order's own screen."""
        context = {"active_model": "sale.order", "active_ids": [order], "active_id": order}
        wizard = self._admin.make("sale.advance.payment.inv", [{"sale_order_ids": [(6, 0, [order])]}], **context)
        self._admin.call("sale.advance.payment.inv", "create_invoices", wizard, context=context)
        (sale,) = self._rows("sale.order", [("id", "=", order)], "invoice_ids")
        self._admin.call("account.move", "action_post", sale["invoice_ids"])

    def remark(self, order: int) -> None:
        self._admin.call("sale.order", "message_post", [order], body="Ring first", message_type="comment")

    def _rows(self, model: str, domain: list[Any], *fields: str) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = self._admin.call(model, "search_read", domain, list(fields), load="")
        return rows
