"""Counts in the double: the bin is what was counted, and whoever relied on more gets other goods."""

from __future__ import annotations

from collections.abc import Sequence

from warehouse_app.demo.books import Books
from warehouse_app.demo.papers import Counted
from warehouse_app.demo.reservation import assign
from warehouse_app.demo.validation import ENDED, free_reservation
from warehouse_app.service.ports.odoo import BinStock, OdooRefused


def count(books: Books, product: int, location: int, lot: int | None, counted_m: int, token: str) -> None:
    """Sets the bin. One that finds what the book has changes nothing and leaves no trace; so it is with Odoo."""
    if product not in books.products or location not in books.locations:
        raise OdooRefused("The product or the place does not exist.")
    quant = books.stock.put(product, location, lot, 0, books.now_ms)
    difference_m = counted_m - quant.quantity_m
    if not difference_m:
        return
    quant.quantity_m, quant.missing_m = counted_m, counted_m - quant.truth_m
    id_ = books.next_id("move")
    books.counts.append(Counted(id_, product, location, lot, difference_m, token, books.now_ms))
    if quant.reserved_m > quant.quantity_m:
        free_reservation(books, product, location, lot, quant.reserved_m - quant.quantity_m)
    if difference_m > 0:
        _share_out(books, product, location)


def _share_out(books: Books, product: int, location: int) -> None:
    """More goods are there: transfers that take from this very place reserve, the urgent and early wanted first.

    Those that take from a place above it, and nearly all do, are left to wait: so does Odoo.
    """
    waiting = [
        picking
        for picking in books.pickings.values()
        if picking.state not in ENDED
        and picking.type.source == location
        and any(
            move.product == product and move.state in ("confirmed", "partially_available") for move in picking.moves
        )
    ]
    waiting.sort(key=lambda row: (-row.wanted.priority, row.wanted.deadline or 2**63, row.id))
    for picking in waiting:
        assign(books, picking)


def bin_stock(books: Books, locations: Sequence[int]) -> list[BinStock]:
    """What the book has in these places."""
    here = (row for row in books.stock if row.location in set(locations) and row.quantity_m > 0)
    return [
        BinStock(
            row.product,
            row.location,
            row.lot,
            row.package,
            books.packages[row.package].name if row.package is not None else None,
            row.quantity_m,
            row.reserved_m,
        )
        for row in here
    ]
