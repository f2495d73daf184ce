"""Where goods go that came back, set up and read raw: of the double and of a real Odoo."""

from __future__ import annotations

from typing import Any, Protocol

from warehouse_app.demo.books import Books
from warehouse_app.demo.disposing import SCRAP
from warehouse_app.demo.records import Site


class ReturnsThere(Protocol):
    def beside(self, name: str) -> int:
        """Adds a place beside the stock: nobody is sent there for goods."""
        ...

    def come_to(self, place: int) -> None:
        """From now on goods that come back are put there."""
        ...

    def scrapped(self, product: int) -> list[int]:
        """The pieces of each scrap order that is done."""
        ...


class DoubleReturns:
    def __init__(self, books: Books, site: Site) -> None:
        self.books, self.site = books, site

    def beside(self, name: str) -> int:
        return self.books.add_location(name, None, f"BESIDE-{name}")

    def come_to(self, place: int) -> None:
        self.site.back.target = place

    def scrapped(self, product: int) -> list[int]:
        return [row.quantity_m // 1000 for row in self.books.relocated if (row.product, row.target) == (product, SCRAP)]


class RealReturns:
    """`call` is an administrator's."""

    def __init__(self, call: Any, warehouse: int) -> None:
        self._call, self._warehouse = call, warehouse

    def beside(self, name: str) -> int:
        (site,) = self._call("stock.warehouse", "read", [self._warehouse], ["view_location_id"], load="")
        made: list[int] = self._call(
            "stock.location", "create", [{"name": name, "location_id": site["view_location_id"]}]
        )
        return made[0]

    def come_to(self, place: int) -> None:
        (site,) = self._call("stock.warehouse", "read", [self._warehouse], ["out_type_id"], load="")
        (out,) = self._call("stock.picking.type", "read", [site["out_type_id"]], ["return_picking_type_id"], load="")
        self._call("stock.picking.type", "write", [out["return_picking_type_id"]], {"default_location_dest_id": place})

    def scrapped(self, product: int) -> list[int]:
        done = [("product_id", "=", product), ("state", "=", "done")]
        rows = self._call("stock.scrap", "search_read", done, ["scrap_qty"])
        return [round(row["scrap_qty"]) for row in rows]
