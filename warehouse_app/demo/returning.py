"""Goods coming back to the double: what was sent, the receipt for what returns, and its receiving."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from warehouse_app.demo.books import Books
from warehouse_app.demo.records import Move, MoveLine, Partner, Picking
from warehouse_app.demo.reservation import give_back, quant_of, touch
from warehouse_app.demo.validation import button_validate
from warehouse_app.service.ports.odoo import Closed, OdooRefused, ReturnMade, ReturnPart, Shipped, ShippedLine

_MOST = 20


def shipped(books: Books, warehouse: int, sought: str) -> list[Shipped]:
    names = {sought, sought.upper()}
    orders = {
        row.order_id for row in books.pickings.values() if row.site == warehouse and {row.name, row.order} & names
    }
    found = [row for row in books.pickings.values() if row.order_id in orders and row.type.code == "outgoing"]
    going = sorted((row for row in found if row.state != "cancel"), key=lambda row: -row.id)
    return [_shipped(books, row) for row in going or _otherwise(books, warehouse, sought)]


def _otherwise(books: Books, warehouse: int, sought: str) -> list[Picking]:
    """By the address of whoever bought it, or by what stands on the goods."""
    gone = [row for row in books.pickings.values() if row.site == warehouse and row.type.code == "outgoing"]
    lots = {lot.card.odoo_id for lot in books.lots.values() if lot.card.name in (sought, sought.upper())}
    address = sought.casefold() if "@" in sought else None
    found = [
        row for row in gone if row.state == "done" and (_is_to(books, row, address) if address else _has_lot(row, lots))
    ]
    return sorted(found, key=lambda row: -row.id)[:_MOST]


def _is_to(books: Books, row: Picking, address: str) -> bool:
    partner = books.partners.get(row.wanted.partner)
    return partner is not None and (partner.email or "").casefold() == address


def _has_lot(row: Picking, lots: set[int]) -> bool:
    return any(line.lot in lots for move in row.moves for line in move.lines)


def create_return(books: Books, token: str, delivery: int, parts: Sequence[ReturnPart]) -> ReturnMade:
    sent = books.pickings.get(delivery)
    if sent is None:
        raise OdooRefused(f"stock.picking({delivery}) does not exist")
    if token not in books.tokens:
        _check(books, sent, parts)
        _make(books, books.once(token, "picking")[0], sent, parts)
    made = books.pickings[books.tokens[token]]
    return ReturnMade(made.id, made.name)


def receive_return(books: Books, receipt: int, parts: Sequence[ReturnPart]) -> Closed:
    picking = books.pickings.get(receipt)
    if picking is None:
        return Closed(receipt, "gone")
    if picking.state in ("done", "cancel"):
        return Closed(receipt, "already" if picking.state == "done" else "cancelled")
    if not any(part.qty_m for part in parts):
        return Closed(receipt, "not_picked")
    for move in picking.moves:
        for line in list(move.lines):
            give_back(books, move, line)
        for part in parts:
            if part.move == move.returned_of and part.qty_m:
                _lay(books, picking, move, part).picked = True
    button_validate(books, [receipt], [receipt])
    return Closed(receipt, "done")


def _shipped(books: Books, row: Picking) -> Shipped:
    lines: list[ShippedLine] = []
    for move in row.moves if row.state == "done" else ():
        lines += _lines(books, move) if move.ended == "done" else []
    back_to = _address(books.partners.get(books.addresses.get(row.site, 0)))
    partner = books.partners.get(row.wanted.partner)
    return Shipped(
        row.id, row.name, row.order, row.order_id, row.done_at if row.state == "done" else None, back_to, tuple(lines),
        partner.name if partner else None,
    )  # fmt: skip


def _address(partner: Partner | None) -> tuple[str, ...]:
    if partner is None:
        return ()
    town = " ".join(filter(None, (partner.zip, partner.city)))
    return tuple(filter(None, (partner.name, partner.street, town, partner.country)))


def _lines(books: Books, move: Move) -> list[ShippedLine]:
    """What came back without a lot is taken from the lots in their order."""
    sent, back = Counter[int | None](), Counter[int | None]()
    for line in move.lines:
        sent[line.lot] += line.quantity_m
    for other in (other for row in books.pickings.values() for other in row.moves if other.returned_of == move.id):
        if other.ended == "cancel":
            continue
        for line in other.lines:
            back[line.lot] += line.quantity_m
        if not other.ended:
            back[None] += other.demand_m - other.quantity_m
    loose_m = back[None]
    lines = []
    for lot, quantity_m in sent.items():
        known_m = back[lot] if lot is not None else 0
        part_m = min(loose_m, max(quantity_m - known_m, 0))
        loose_m -= part_m
        lines.append(ShippedLine(move.id, move.product, lot, quantity_m, known_m + part_m, _price(books, move)))
    return lines


def _price(books: Books, move: Move) -> int | None:
    """The double's orders have one value, shared out by pieces; what is part of a kit has none of its own."""
    if move.kit is not None:
        return None
    wanted = books.pickings[move.picking].wanted
    pieces_m = sum(qty_m for _, qty_m in wanted.rows)
    return None if wanted.value is None or not pieces_m else round(wanted.value * 1000 / pieces_m)


def _check(books: Books, sent: Picking, parts: Sequence[ReturnPart]) -> None:
    if sent.state != "done" or sent.type.code != "outgoing":
        raise OdooRefused(f"{sent.name} has not been delivered")
    wanted = Counter[tuple[int, int | None]]()
    for part in parts:
        wanted[part.move, part.lot] += part.qty_m
    left = {(line.move, line.lot): line.left_m for line in _shipped(books, sent).lines}
    if not wanted.total() or any(quantity_m > left.get(place, 0) for place, quantity_m in wanted.items()):
        raise OdooRefused(f"{sent.name}: more would come back than is left to return")


def _make(books: Books, new: int, sent: Picking, parts: Sequence[ReturnPart]) -> None:
    site = books.sites[sent.site]
    name = f"{site.code}/{site.back.name}/{new:05d}"
    made = Picking(new, name, sent.order, sent.order_id, site.back, sent.wanted, return_of=sent.id)
    for id_ in dict.fromkeys(part.move for part in parts):
        of = [part for part in parts if part.move == id_]
        move = Move(books.next_id("move"), new, of[0].product, sum(part.qty_m for part in of), returned_of=id_)
        made.moves.append(move)
        for part in of:
            _lay(books, made, move, part)
    made.created_at = books.now_ms
    books.pickings[new] = made
    touch(books, made)


def _lay(books: Books, picking: Picking, move: Move, part: ReturnPart) -> MoveLine:
    """A line of the receipt, over the very goods the customer has."""
    place = picking.type
    line = MoveLine(
        books.next_id("line"), move.id, move.product, place.source, place.target, part.lot, part.qty_m
    )  # fmt: skip
    move.lines.append(line)
    quant_of(books, line).reserved_m += part.qty_m
    return line
