"""Packages on the demo's shelves: goods of a few bins came in two packages each, and orders are to take from one."""

from __future__ import annotations

from warehouse_app.demo.books import Books
from warehouse_app.demo.papers import Package
from warehouse_app.demo.records import Quant

HOW_MANY = 12  # bins


def pack_some(books: Books) -> list[Quant]:
    """Packs what loose goods there are in these bins; whatever is reserved of them is reserved in a package."""
    wanted = [quant for quant in books.stock if _suits(books, quant)]
    wanted.sort(key=lambda quant: (books.locations[quant.location].name, quant.id))
    chosen = wanted[:: max(1, len(wanted) // HOW_MANY)][:HOW_MANY]
    for quant in chosen:
        spare_m = quant.free_m // 2 // 1000 * 1000
        quant.package = _package(books)
        quant.quantity_m -= spare_m
        books.stock.put(quant.product, quant.location, None, spare_m, books.now_ms, _package(books))
        for line in (line for row in books.pickings.values() for move in row.moves for line in move.lines):
            if (line.product, line.location, line.lot, line.package) == (quant.product, quant.location, None, None):
                line.package = line.result_package = quant.package
    return chosen


def _suits(books: Books, quant: Quant) -> bool:
    """Whole goods without lots that some order wants, all of them really there, and enough for a second package."""
    plain = books.products[quant.product].card.tracking == "none" and quant.package is None
    in_bin = "-" in books.locations[quant.location].name
    return plain and in_bin and quant.reserved_m > 0 and not quant.missing_m and quant.free_m >= 4000


def _package(books: Books) -> int:
    id_ = books.next_id("package")
    books.packages[id_] = Package(id_, f"PACK{id_:07d}", None, None)
    return id_
