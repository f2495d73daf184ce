"""Two orders in Odoo that want the same goods from the same bin, which will be empty; and what Odoo then holds."""

from __future__ import annotations

from typing import Any

from tests.odoo_server import RealOdoo
from warehouse_app.demo.gtin import check_digit

EMPTY, SPARE = "Y-50-1", "Z-90-1"
BOOK = 2  # pieces that Odoo's book has in the bin


class Denied:
    """Goods `wanted` in `EMPTY`, for both orders, and one more in `SPARE`; `first` lies on the way there."""

    def __init__(self, odoo: RealOdoo) -> None:
        self._admin = odoo.client()
        (stock,) = {row["lot_stock_id"] for row in self.rows("stock.warehouse", [], "lot_stock_id")[:1]}
        names = ("Y-10-1", EMPTY, SPARE)
        rows = [{"name": name, "barcode": name, "location_id": stock} for name in names]
        self.bins = dict(zip(names, self._admin.make("stock.location", rows), strict=True))
        self.first, self.wanted = (self._goods(n, name) for n, name in enumerate(("Saucer", "Teapot"), start=1))
        for product, place, pieces in ((self.first, "Y-10-1", 9), (self.wanted, EMPTY, BOOK)):
            self.put(product, place, pieces)
        self.orders = [self._order(1), self._order(2)]
        self.put(self.wanted, SPARE, 1)

    def rows(self, model: str, domain: list[Any], *fields: str) -> list[dict[str, Any]]:
        """What Odoo has, as the administrator sees it."""
        found: list[dict[str, Any]] = self._admin.call(model, "search_read", domain, ["id", *fields], load="")
        return found

    def put(self, product: int, place: str, pieces: int) -> None:
        row = {"product_id": product, "location_id": self.bins[place], "inventory_quantity_auto_apply": pieces}
        self._admin.make("stock.quant", [row], inventory_mode=True)

    def on_hand(self, place: str) -> float:
        here = [("product_id", "=", self.wanted), ("location_id", "=", self.bins[place])]
        return float(sum(row["quantity"] for row in self.rows("stock.quant", here, "quantity")))

    def transfers(self, order: str) -> list[dict[str, Any]]:
        """The first step's, oldest first."""
        domain = [("sale_id.name", "=", order), ("picking_type_id.sequence_code", "=", "PICK")]
        return sorted(self.rows("stock.picking", domain, "state", "backorder_id"), key=lambda row: int(row["id"]))

    def picked(self, transfer: int) -> list[tuple[int, int, float]]:
        """(goods, bin, pieces) of what is done."""
        domain = [("picking_id", "=", transfer), ("state", "=", "done")]
        rows = self.rows("stock.move.line", domain, "product_id", "location_id", "quantity")
        return sorted((row["product_id"], row["location_id"], row["quantity"]) for row in rows)

    def demand(self, transfer: int) -> list[tuple[int, float]]:
        rows = self.rows("stock.move", [("picking_id", "=", transfer)], "product_id", "product_qty")
        return [(row["product_id"], row["product_qty"]) for row in rows]

    def corrected(self, number: str) -> list[float]:
        """What was taken off the book under the number of an exception."""
        rows = self.rows("stock.move", [("inventory_name", "like", number), ("state", "=", "done")], "quantity")
        return [row["quantity"] for row in rows]

    def todos(self, transfer: int) -> list[str]:
        """The numbers of the exceptions that stand as activities on it."""
        here = [("res_model", "=", "stock.picking"), ("res_id", "=", transfer)]
        return [row["summary"].partition(" ")[0] for row in self.rows("mail.activity", here, "summary")]

    def notes(self, transfer: int, number: str) -> int:
        """Our notes about an exception on it."""
        about = [("model", "=", "stock.picking"), ("res_id", "=", transfer), ("body", "like", "odoo.case_note")]
        return sum(number in row["body"] for row in self.rows("mail.message", about, "body"))

    def _goods(self, n: int, name: str) -> int:
        body = f"40999990000{n}"
        row = {"name": name, "type": "consu", "is_storable": True, "default_code": f"LOOP-{n}"}
        return self._admin.make("product.product", [row | {"barcode": body + check_digit(body)}])[0]

    def _order(self, saucers: int) -> str:
        """Confirmed, to somebody the shop knows."""
        partner = self.rows("sale.order", [("state", "=", "sale")], "partner_id")[0]["partner_id"]
        wants = {self.first: saucers, self.wanted: 1}
        lines = [(0, 0, {"product_id": product, "product_uom_qty": pieces}) for product, pieces in wants.items()]
        (made,) = self._admin.make("sale.order", [{"partner_id": partner, "order_line": lines}])
        self._admin.call("sale.order", "action_confirm", [made])
        (row,) = self.rows("sale.order", [("id", "=", made)], "name")
        return str(row["name"])
