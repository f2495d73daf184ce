"""Odoo's raw tables, read as its administrator."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from tests.faults.goods_books import Back, Box
from tests.faults.told_books import ToDo
from tests.tools.odoo.rpc import Client

OURS = "__floor__"


class OdooBooks:
    """`transfers` are those that were on a wave or a bench."""

    def __init__(self, admin: Client, transfers: Sequence[int]) -> None:
        self._admin, self._transfers = admin, list(transfers)

    def picked(self) -> Counter[str]:
        """Thousandths of picked lines by place (move, location, lot, package)."""
        found: Counter[str] = Counter()
        ours = [("picking_id", "in", self._transfers), ("picked", "=", True)]
        for row in self._lines(ours):
            found[_place(row)] += round(row["quantity_product_uom"] * 1000)
        return +found

    def messages(self) -> list[tuple[int, str]]:
        """(transfer, words) of what we wrote into histories, by whatever name."""
        said = [("model", "=", "stock.picking"), ("message_id", "like", f"<{OURS}.%")]
        return [(row["res_id"], row["body"]) for row in self._rows("mail.message", said, "res_id", "body")]

    def activities(self) -> list[tuple[int, str]]:
        """(transfer, words) of what is to be done there."""
        said = [("res_model", "=", "stock.picking")]
        return [(row["res_id"], row["summary"]) for row in self._rows("mail.activity", said, "res_id", "summary")]

    def todos(self) -> list[tuple[str, ToDo]]:
        """(our name of it, what it is) of every to-do about an exception, done ones too. One without a name is there
        by its number."""
        names = self._names("mail.activity")
        about = [("summary", "=like", "C-%"), ("active", "in", [True, False])]
        rows = self._rows("mail.activity", about, "active")
        return [(f"{OURS}.{names[row['id']]}" if row["id"] in names else f"mail.activity {row['id']}",
                 ToDo(row["id"], not row["active"])) for row in rows]  # fmt: skip

    def counts(self) -> list[tuple[str, int]]:
        """(our name, thousandths more) of each correction of a bin by us; less is negative."""
        ours = [("inventory_name", "like", f"{OURS}.count"), ("state", "=", "done")]
        rows = self._rows("stock.move", ours, "inventory_name", "quantity", "location_id")
        lost = {row["id"] for row in self._rows("stock.location", [("usage", "=", "inventory")])}
        return [(row["inventory_name"], round(row["quantity"] * 1000) * (1 if row["location_id"] in lost else -1))
                for row in rows]  # fmt: skip

    def batches(self) -> list[str]:
        """The description of each batch there is."""
        return [row["description"] for row in self._rows("stock.picking.batch", [], "description")]

    def backorders(self) -> list[int]:
        """Which transfer each backorder is of."""
        rows = self._rows("stock.picking", [("backorder_id", "in", self._transfers)], "backorder_id")
        return [row["backorder_id"] for row in rows]

    def done(self, transfers: Iterable[int]) -> list[int]:
        """Those of these that were validated."""
        ours = [("id", "in", list(transfers)), ("state", "=", "done")]
        return [row["id"] for row in self._rows("stock.picking", ours)]

    def boxes(self, transfers: Sequence[int]) -> list[tuple[str, Box]]:
        """Every package that is ours by number or by name, with what of these transfers is in it. A box that is there
        twice has one name or one number twice."""
        names = self._names("stock.package")
        wanted = ["|", ("id", "in", list(names)), ("name", "like", "P-%")]
        rows = self._rows("stock.package", wanted, "name", "shipping_weight")
        goods: dict[int, Counter[Any]] = {row["id"]: Counter() for row in rows}
        for line in self._lines([("result_package_id", "in", list(goods)), ("picking_id", "in", list(transfers))]):
            goods[line["result_package_id"]][_place(line)] += round(line["quantity_product_uom"] * 1000)
        return [
            (names.get(row["id"], "").removeprefix("box_") or row["name"],
             Box(row["name"], round(row["shipping_weight"] * 1000), +goods[row["id"]]))
            for row in rows
        ]  # fmt: skip

    def loose(self, transfers: Sequence[int]) -> Counter[int]:
        """Thousandths that left one of these transfers in no box."""
        found: Counter[int] = Counter()
        for line in self._lines([("picking_id", "in", list(transfers)), ("result_package_id", "=", False)]):
            found[line["picking_id"]] += round(line["quantity_product_uom"] * 1000)
        return +found

    def returns(self, deliveries: Sequence[int]) -> list[tuple[int, str, Back]]:
        """(receipt, its name of ours, what it is) of everything that comes back of these deliveries."""
        names = self._names("stock.picking")
        rows = self._rows("stock.picking", [("return_id", "in", list(deliveries)), ("state", "!=", "cancel")], "state")
        back: dict[int, Counter[Any]] = {row["id"]: Counter() for row in rows}
        came: dict[int, Counter[Any]] = {row["id"]: Counter() for row in rows}
        fields = ("picking_id", "origin_returned_move_id", "product_qty", "quantity", "state")
        for move in self._rows("stock.move", [("picking_id", "in", list(back))], *fields):
            back[move["picking_id"]][move["origin_returned_move_id"]] += round(move["product_qty"] * 1000)
            if move["state"] == "done":
                came[move["picking_id"]][move["origin_returned_move_id"]] += round(move["quantity"] * 1000)
        return [
            (row["id"], names.get(row["id"], ""),
             Back(+back[row["id"]], +came[row["id"]] if row["state"] == "done" else None))
            for row in rows
        ]  # fmt: skip

    def _names(self, model: str) -> dict[int, str]:
        """What we call records of this model, by their ids."""
        ours = [("module", "=", OURS), ("model", "=", model)]
        return {row["res_id"]: row["name"] for row in self._rows("ir.model.data", ours, "res_id", "name")}

    def _lines(self, domain: list[Any]) -> list[dict[str, Any]]:
        fields = ("move_id", "location_id", "lot_id", "package_id", "picking_id", "result_package_id")
        return self._rows("stock.move.line", domain, *fields, "quantity_product_uom")

    def _rows(self, model: str, domain: list[Any], *fields: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self._admin.call(model, "search_read", domain, ["id", *fields], load="")
        return found


def _place(row: dict[str, Any]) -> str:
    return f"{row['move_id']}/{row['location_id']}/{row['lot_id'] or '-'}/{row['package_id'] or '-'}"
