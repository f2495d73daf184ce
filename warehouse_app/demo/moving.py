"""Goods put into another place of the double: never more than lie there free, once per token."""

from __future__ import annotations

from warehouse_app.demo.books import Books
from warehouse_app.demo.papers import Relocated
from warehouse_app.service.ports.odoo import GoodsMoved, OdooRefused


def move_goods(
    books: Books, token: str, goods: tuple[int, int | None, int], source: int, target: int, note: str
) -> GoodsMoved:
    """The quant goes, with the day it came on; told again it is the same transfer."""
    if token not in books.tokens:
        product, lot, qty_m = goods
        if product not in books.products or not {source, target} <= books.locations.keys():
            raise OdooRefused("The product or the place does not exist.")
        there = books.stock.at(product, source, lot)
        if there is None or there.free_m < qty_m:
            raise OdooRefused(f"only {max(there.free_m if there else 0, 0) / 1000:g} of it lie there unreserved")
        books.stock.put(product, source, lot, -qty_m, books.now_ms)
        books.stock.put(product, target, lot, qty_m, there.arrived)
        id_ = books.once(token, "picking")[0]
        books.relocated.append(Relocated(id_, f"WH/INT/{id_:05d}", product, lot, qty_m, source, target, note))
    made = next(row for row in books.relocated if row.id == books.tokens[token])
    return GoodsMoved(made.id, made.name)
