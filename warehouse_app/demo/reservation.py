"""Orders become transfers, and transfers reserve, at once and in the order they are confirmed, as Odoo does it.

Of a chain only the first document exists after the order is confirmed: the delivery (1 step) or the pick (2, 3).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from warehouse_app.demo.books import Books
from warehouse_app.demo.records import Move, MoveLine, Picking, Quant, Site, Wanted


def confirm(books: Books, site: Site, wanted: Wanted) -> Picking:
    """Confirms an order: makes its first transfer and reserves what there is."""
    order_id, picking_id = books.next_id("order"), books.next_id("picking")
    name = f"{site.code}/{site.first.name}/{picking_id:05d}"
    picking = Picking(picking_id, name, f"S{order_id:05d}", order_id, site.first, wanted, site=site.id)
    picking.moves = [
        Move(books.next_id("move"), picking_id, product, quantity_m, kit=kit)
        for product, quantity_m, kit in ordered(books, wanted)
    ]
    picking.created_at = books.now_ms
    books.pickings[picking_id] = picking
    assign(books, picking)
    return picking


def ordered(books: Books, wanted: Wanted) -> Iterator[tuple[int, int, str | None]]:
    """What is sent for each row: (goods, quantity, kit), in place of a kit all it is made of, with its name."""
    for product, quantity_m in wanted.rows:
        parts = books.kits.get(product)
        if parts is None:
            yield product, quantity_m, None
        for part, pieces in parts or ():
            yield part, quantity_m * pieces, books.products[product].card.name


def assign(books: Books, picking: Picking) -> None:
    """Reserves what is still missing. A move somebody has picked for is left alone, even when it is short."""
    within = set(books.within(picking.type.source))
    for move in picking.moves:
        if not move.ended and not move.picked:
            _reserve(books, picking, move, within)
    touch(books, picking)


def touch(books: Books, picking: Picking) -> None:
    """Notes that the transfer, a move or a line of it changed."""
    picking.changed_at = books.now_ms


def quant_of(books: Books, line: MoveLine) -> Quant:
    """The goods the line takes from; made empty where the book has none, as Odoo does it."""
    found = books.stock.at(line.product, line.location, line.lot, line.package)
    return found or books.stock.put(line.product, line.location, line.lot, 0, books.now_ms, line.package)


def give_back(books: Books, move: Move, line: MoveLine, quantity_m: int | None = None) -> None:
    """Frees what the line reserves, or so much of it; a line with nothing left is gone."""
    part_m = line.quantity_m if quantity_m is None else quantity_m
    quant_of(books, line).reserved_m -= part_m
    line.quantity_m -= part_m
    if not line.quantity_m:
        move.lines.remove(line)


def unreserve(books: Books, picking: Picking) -> None:
    """Gives back what is reserved; a move somebody has picked for keeps all it has."""
    for move in picking.moves:
        for line in [] if move.picked or move.ended else list(move.lines):
            give_back(books, move, line)
    touch(books, picking)


def _reserve(books: Books, picking: Picking, move: Move, within: Collection[int]) -> None:
    product, need_m = books.products[move.product], move.demand_m - move.quantity_m
    for quant, part_m in books.stock.reserve(product, need_m, within, books.today):
        place = (quant.location, quant.lot, quant.package)
        line = next((row for row in move.lines if (row.location, row.lot, row.package) == place), None)
        if line is None:
            line = MoveLine(
                books.next_id("line"), move.id, move.product, quant.location, picking.type.target, quant.lot, 0
            )
            line.package = line.result_package = quant.package
            move.lines.append(line)
        line.quantity_m += part_m
