"""What people do with money in a real Odoo's own screens, and what its books then have."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from typing import Any


class InTheBooks:
    """A part of the rig; `_call` is the administrator's."""

    _call: Callable[..., Any]

    def someone_invoices(self, order: str, policy: str = "order") -> None:
        sale = self._sale(order, "order_line")
        lines = self._read("sale.order.line", sale["order_line"], "product_id")
        self._call("product.product", "write", [line["product_id"] for line in lines], {"invoice_policy": policy})
        ways = {"advance_payment_method": "delivered", "sale_order_ids": [(6, 0, [sale["id"]])]}
        wizard = self._call("sale.advance.payment.inv", "create", [ways])
        self._call("sale.advance.payment.inv", "create_invoices", wizard)
        self._call("account.move", "action_post", self._sale(order, "invoice_ids")["invoice_ids"])

    def someone_prints(self, order: str, name: str, body: bytes, field: str | None = None) -> None:
        (invoice,) = self._sale(order, "invoice_ids")["invoice_ids"]
        row = {"name": name, "res_model": "account.move", "res_id": invoice, "datas": b64encode(body).decode()}
        more = {"res_field": field} if field else {}
        self._call("ir.attachment", "create", row | more | {"mimetype": "application/pdf"})

    def someone_pays(self, order: str, part: float = 1.0) -> None:
        invoices = self._read(
            "account.move", self._sale(order, "invoice_ids")["invoice_ids"], "move_type", "amount_total"
        )
        (invoice,) = [row for row in invoices if row["move_type"] == "out_invoice"]
        context = {"active_model": "account.move", "active_ids": [invoice["id"]]}
        paid = {"amount": round(invoice["amount_total"] * part, 2)}
        wizard = self._call("account.payment.register", "create", [paid], context=context)
        self._call("account.payment.register", "action_create_payments", wizard)

    def someone_posts(self, credit: int) -> None:
        self._call("account.move", "action_post", [credit])

    def someone_drops(self, credit: int) -> None:
        self._call("account.move", "button_cancel", [credit])

    def raw_credits(self, order: str) -> list[tuple[str, int, int]]:
        notes = self._call(
            "account.move", "search_read", [("move_type", "=", "out_refund"), ("invoice_origin", "=", order)],
            ["state", "amount_total", "invoice_line_ids"], order="id",
        )  # fmt: skip
        return [(row["state"], round(row["amount_total"] * 100), self._pieces_on(row)) for row in notes]

    def raw_prices(self, order: str, product: int) -> list[int]:
        rows = self._read("sale.order.line", self._sale(order, "order_line")["order_line"], "product_id", "price_unit")
        return [round(row["price_unit"] * 100) for row in rows if row["product_id"] == product]

    def _pieces_on(self, note: dict[str, Any]) -> int:
        rows = self._read("account.move.line", note["invoice_line_ids"], "quantity", "sale_line_ids")
        return round(float(sum(row["quantity"] for row in rows if row["sale_line_ids"])))

    def _sale(self, order: str, *fields: str) -> dict[str, Any]:
        (row,) = self._call("sale.order", "search_read", [("name", "=", order)], list(fields), load="")
        return dict(row)

    def _read(self, model: str, ids: list[int], *fields: str) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = self._call(model, "read", ids, list(fields), load="")
        return rows
