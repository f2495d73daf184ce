"""What an administrator finds in Odoo after the floor's work: raw fields, read past the app."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from operator import itemgetter
from typing import Any

from tests.browser.walk import Walk
from tests.tools.odoo.rpc import Client

PATIENCE_S = 90


class Ledger:
    """Odoo's books about a walk. Every question is asked as the administrator."""

    def __init__(self, admin: Client, walk: Walk, steps: int) -> None:
        self._admin, self._walk, self._steps = admin, walk, steps

    def wait_until_shipped(self, order: str) -> None:
        _wait(f"{order} has left", lambda: bool(self._sent(order)))

    def wait_until_received(self, order: str) -> None:
        _wait(f"goods of {order} are back", lambda: [row["state"] for row in self._receipts(order)] == ["done"])

    def holds_the_walk(self) -> None:
        """Each tote's goods are picked on its own first transfer; these are the one batch there is, and it is Ana's.

        What is validated alone leaves its batch: that is Odoo's way.
        """
        firsts = {tote["code"]: self._first(tote["order"]) for tote in self._walk.sheet["totes"]}
        for tote, first in firsts.items():
            assert self._goods([("picking_id", "=", first["id"]), ("picked", "=", True)]) == self._picked(tote)
        alone = {id_ for id_, state in map(itemgetter("id", "state"), firsts.values()) if state == "done"}
        held = {first["id"] for first in firsts.values()} - (alone if self._steps == 1 else set())
        (batch,) = self._rows("stock.picking.batch", [], "picking_ids", "description")
        assert set(batch["picking_ids"]) == held
        assert "Walked by Ana" in batch["description"]

    def holds_what_was_sent(self, tote: dict[str, Any]) -> None:
        """What was picked has left, once, by one document for each step."""
        order, picked = tote["order"], self._picked(tote["code"])
        (sent,) = self._sent(order)
        assert self._goods([("picking_id", "=", sent["id"]), ("state", "=", "done")]) == picked
        done = [("sale_id.name", "=", order), ("state", "=", "done"), ("picking_type_code", "!=", "incoming")]
        assert self._count("stock.picking", done) == self._steps

    def holds_the_parcel(self, order: str, number: str, carton: dict[str, Any], gross_g: int) -> None:
        """All of the order left in this box: its type, its weight."""
        (sent,) = self._sent(order)
        lines = self._rows("stock.move.line", [("picking_id", "=", sent["id"])], "result_package_id")
        (package,) = {line["result_package_id"] for line in lines}
        named = self._rows("stock.package", [("name", "=", number)], "package_type_id", "shipping_weight")
        (kind,) = self._rows("stock.package.type", [("barcode", "=", carton["code"])])
        assert [(row["id"], row["package_type_id"], round(row["shipping_weight"] * 1000)) for row in named] == [
            (package, kind["id"], gross_g)
        ]

    def has_no_rest(self, order: str) -> None:
        """Everything that was ordered has left."""
        assert self._open(order) == []

    def waits_for_the_rest(self, tote: dict[str, Any], short: dict[str, Any]) -> None:
        """One backorder over what was missing on the floor, and what the shop had none of from the start."""
        order, ordered = tote["order"], [("order_id.name", "=", tote["order"])]
        (rest,) = self._open(order)
        assert rest["backorder_id"] == self._first(order)["id"]
        asked = self._sum("sale.order.line", ordered, "product_uom_qty")
        missing = asked - self._picked(tote["code"])
        assert missing[self._sku(short)] == short["demand_m"]
        assert self._sum("stock.move", [("picking_id", "=", rest["id"])], "product_qty") == missing

    def holds_the_return(self, order: str, number: str) -> None:
        """One receipt of one piece, done; the order has so much less."""
        (receipt,) = self._receipts(order)
        assert receipt["picking_type_code"] == "incoming"
        moves = self._rows("stock.move", [("picking_id", "=", receipt["id"])], "quantity", "state")
        assert [(move["quantity"], move["state"]) for move in moves if move["state"] != "cancel"] == [(1.0, "done")]
        kept = self._rows("sale.order.line", [("order_id.name", "=", order)], "qty_delivered", "product_uom_qty")
        assert sum(line["product_uom_qty"] - line["qty_delivered"] for line in kept) == 1
        assert self._notes(receipt, f"Return {number}") == 2

    def names_who_did_it(self, order: str, number: str) -> None:
        """Who walked, packed and took back stands once where it belongs."""
        first, (sent,), (receipt,) = self._first(order), self._sent(order), self._receipts(order)
        packed = sent if self._steps == 1 else self._done(order, "PACK")
        assert self._notes(first, "Picked by Ana, wave ") == 1
        assert self._notes(packed, "Packed by Ben.") == 1
        assert self._notes(sent, f"Return {number} authorised by Rita") == 1
        assert self._notes(receipt, f"Return {number} received by Rita") == 1

    def _picked(self, tote: str) -> Counter[str]:
        found: Counter[str] = Counter()
        for line in self._walk.sheet["lines"]:
            if line["tote"] == tote:
                found[self._sku(line)] += self._walk.picked_m[line["id"]]
        return +found

    def _sku(self, line: dict[str, Any]) -> str:
        sku: str = self._walk.sheet["products"][str(line["product"])]["sku"]
        return sku

    def _goods(self, domain: list[Any]) -> Counter[str]:
        return self._sum("stock.move.line", domain, "quantity_product_uom")

    def _sum(self, model: str, domain: list[Any], field: str) -> Counter[str]:
        """Thousandths by SKU."""
        found: Counter[str] = Counter()
        for row in self._rows(model, domain, "product_id", field):
            found[self._code(row)] += round(row[field] * 1000)
        return +found

    def _code(self, row: dict[str, Any]) -> str:
        (product,) = self._rows("product.product", [("id", "=", row["product_id"])], "default_code")
        return str(product["default_code"])

    def _first(self, order: str) -> dict[str, Any]:
        """The order's transfer that was walked."""
        rows = self._rows("stock.picking", [("sale_id.name", "=", order)], "state", "backorder_id")
        return min((row for row in rows if not row["backorder_id"]), key=itemgetter("id"))

    def _done(self, order: str, sequence: str) -> dict[str, Any]:
        domain = [
            ("sale_id.name", "=", order),
            ("picking_type_id.sequence_code", "=", sequence),
            ("state", "=", "done"),
        ]
        (row,) = self._rows("stock.picking", domain)
        return row

    def _sent(self, order: str) -> list[dict[str, Any]]:
        left = [("sale_id.name", "=", order), ("picking_type_code", "=", "outgoing"), ("state", "=", "done")]
        return self._rows("stock.picking", left)

    def _open(self, order: str) -> list[dict[str, Any]]:
        domain = [("sale_id.name", "=", order), ("state", "not in", ("done", "cancel"))]
        return self._rows("stock.picking", domain, "backorder_id")

    def _receipts(self, order: str) -> list[dict[str, Any]]:
        domain = [("return_id.sale_id.name", "=", order)]
        return self._rows("stock.picking", domain, "state", "picking_type_code")

    def _notes(self, transfer: dict[str, Any], words: str) -> int:
        domain = [("model", "=", "stock.picking"), ("res_id", "=", transfer["id"]), ("body", "like", words)]
        return self._count("mail.message", domain)

    def _count(self, model: str, domain: list[Any]) -> int:
        return len(self._admin.find(model, domain))

    def _rows(self, model: str, domain: list[Any], *fields: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self._admin.call(model, "search_read", domain, ["id", *fields], load="")
        return found


def _wait(what: str, holds: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE_S
    while not holds():
        assert time.monotonic() < until, f"Odoo never said: {what}"
        time.sleep(0.5)
