"""What becomes of goods that came back to the double: put elsewhere, scrapped, given back, or reserved for an order."""

from __future__ import annotations

from collections.abc import Sequence

from warehouse_app.demo.books import Books
from warehouse_app.demo.moving import move_goods
from warehouse_app.demo.papers import Relocated
from warehouse_app.demo.records import Move, MoveLine, Picking, Quant
from warehouse_app.demo.reservation import quant_of, touch
from warehouse_app.demo.turns import InTurn, in_turn
from warehouse_app.demo.validation import ENDED
from warehouse_app.service.ports.odoo import Disposal, GoodsMoved, Lacking, OdooPlace, OdooRefused

PLACES = {"refurbish": "Repair", "quarantine": "Quarantine", "vendor": "To suppliers", "lane": "LANE-1"}
LANE = "lane"
SCRAP = 0  # where scrapped goods are, in the double's books


class Disposing(InTurn):
    """The part of the port that says what becomes of goods that came back."""

    books: Books

    @in_turn
    def places(self, warehouse: int, sought: str) -> Sequence[OdooPlace]:
        inside = set(self.books.within(self.books.sites[warehouse].stock))
        rows = [row for row in self.books.locations.values() if row.usage == "internal" and _is_called(row, sought)]
        return [OdooPlace(row.id, row.name, row.id in inside) for row in rows][:10]

    @in_turn
    def lacking(self, warehouse: int, products: Sequence[int]) -> Sequence[Lacking]:
        site = self.books.sites[warehouse]
        rows = [row for row in self.books.pickings.values() if row.type is site.first and row.state not in ENDED]
        rows.sort(key=lambda row: (-row.wanted.priority, row.wanted.deadline or 2**63, row.id))
        return [
            Lacking(row.id, move.id, move.product, row.order, move.demand_m - move.quantity_m)
            for row in rows
            for move in row.moves
            if not move.ended and move.product in products and move.demand_m > move.quantity_m
        ]

    @in_turn
    def dispose(self, disposal: Disposal) -> GoodsMoved:
        return dispose(self.books, disposal)

    @in_turn
    def reserve_at(self, transfer: int, move: int, product: int, lot: int | None, qty_m: int, place: int) -> int:
        return reserve_at(self.books, self.books.pickings.get(transfer), move, (product, lot), qty_m, place)


def _is_called(row: object, sought: str) -> bool:
    names = getattr(row, "name", ""), getattr(row, "barcode", None) or ""
    return sought.casefold() in {name.casefold() for name in names if name}


def dispose(books: Books, disposal: Disposal) -> GoodsMoved:
    part, (receipt, came) = disposal.part, _came(books, disposal)
    goods = part.product, part.lot, part.qty_m
    if disposal.what == "move":
        if disposal.place is None:
            raise OdooRefused(f"{receipt.name}: no place was named")
        if disposal.place == came:
            return GoodsMoved(receipt.id, receipt.name)
        return move_goods(books, disposal.token, goods, came, disposal.place, disposal.note)
    if disposal.what == "scrap":
        return _scrap(books, disposal, came)
    return _give_back(books, disposal, receipt, came)


def reserve_at(
    books: Books, picking: Picking | None, move_id: int, goods: tuple[int, int | None], qty_m: int, place: int
) -> int:
    moves = [row for row in picking.moves if row.id == move_id and not row.ended] if picking else []
    if picking is None or not moves:
        return 0
    (move,) = moves
    there_m = sum(line.quantity_m for line in move.lines if line.location == place)
    quant = books.stock.at(goods[0], place, goods[1])
    add_m = min(move.demand_m - move.quantity_m, quant.free_m if quant else 0, qty_m - there_m)
    if add_m <= 0:
        return there_m
    line = MoveLine(books.next_id("line"), move.id, goods[0], place, picking.type.target, goods[1], add_m)
    move.lines.append(line)
    quant_of(books, line).reserved_m += add_m
    touch(books, picking)
    return there_m + add_m


def _came(books: Books, disposal: Disposal) -> tuple[Picking, int]:
    """The receipt and the place it put the goods."""
    receipt, part = books.pickings.get(disposal.receipt), disposal.part
    if receipt is None or receipt.state != "done":
        raise OdooRefused(f"{receipt.name if receipt else disposal.receipt} is not received")
    for move in receipt.moves:
        mine = [line for line in move.lines if line.lot == part.lot]
        if move.returned_of == part.move and move.ended == "done":
            came_m = sum(line.quantity_m for line in mine)
            if mine and came_m >= part.qty_m:
                return receipt, mine[0].target
    raise OdooRefused(f"{receipt.name} did not bring so much of it")


def _free(books: Books, disposal: Disposal, place: int) -> Quant:
    part = disposal.part
    quant = books.stock.at(part.product, place, part.lot)
    if quant is None or quant.free_m < part.qty_m:
        raise OdooRefused(f"only {max(quant.free_m if quant else 0, 0) / 1000:g} of it lie there unreserved")
    return quant


def _scrap(books: Books, disposal: Disposal, place: int) -> GoodsMoved:
    part = disposal.part
    if disposal.token not in books.tokens:
        quant = _free(books, disposal, place)
        quant.quantity_m -= part.qty_m
        id_ = books.once(disposal.token, "picking")[0]
        row = Relocated(id_, f"SP/{id_:05d}", part.product, part.lot, part.qty_m, place, SCRAP, disposal.note)
        books.relocated.append(row)
    made = next(row for row in books.relocated if row.id == books.tokens[disposal.token])
    return GoodsMoved(made.id, made.name)


def _give_back(books: Books, disposal: Disposal, receipt: Picking, place: int) -> GoodsMoved:
    part = disposal.part
    if disposal.token not in books.tokens:
        _free(books, disposal, place).quantity_m -= part.qty_m
        sent = books.pickings[receipt.return_of or 0]
        new, site = books.once(disposal.token, "picking")[0], books.sites[disposal.warehouse]
        name = f"{site.code}/{sent.type.name}/{new:05d}"
        made = Picking(new, name, sent.order, sent.order_id, sent.type, sent.wanted, site=site.id, return_of=receipt.id)
        move = Move(books.next_id("move"), new, part.product, part.qty_m, "done")
        line = MoveLine(
            books.next_id("line"), move.id, part.product, place, sent.type.target, part.lot, part.qty_m, True
        )
        move.lines.append(line)
        made.moves.append(move)
        books.stock.put(part.product, sent.type.target, part.lot, part.qty_m, books.now_ms)
        made.done_at = made.changed_at = books.now_ms
        books.pickings[new] = made
    row = books.pickings[books.tokens[disposal.token]]
    return GoodsMoved(row.id, row.name)


def return_places(books: Books) -> dict[str, tuple[int, str]]:
    """Adds the demo's places for goods that came back: by disposition (id, name). The lane lies in the stock."""
    (site,) = books.sites.values()
    return {
        code: (books.add_location(name, site.stock if code == LANE else None, name.upper().replace(" ", "-")), name)
        for code, name in PLACES.items()
    }
