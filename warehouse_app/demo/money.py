"""The double's books: what orders were invoiced and paid, credit notes, and lines that were added for an exchange.

A line of an order is a row of what was wanted, and one more for each exchange. An order is invoiced whole, untaxed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from warehouse_app.demo.books import Books
from warehouse_app.demo.ledger import Account, CreditNote, Exchanged
from warehouse_app.demo.records import Move, Picking
from warehouse_app.demo.reservation import assign, ordered
from warehouse_app.service.ports.odoo import (
    CreditNow,
    CreditPart,
    ExchangeItem,
    ExchangeMade,
    Kit,
    KitPart,
    OdooRefused,
    OrderMoney,
    SoldLine,
)

CURRENCY, DIGITS = "EUR", 2
_LINES_AN_ORDER = 100


def order_money(books: Books, order: int) -> OrderMoney:
    name, account = _named(books, order), account_of(books, order)
    lines = tuple(_sold(books, order, account))
    notes = [note for note in books.ledger.credits.values() if note.order == order and note.state != "cancelled"]
    invoiced, credited = sum(line.invoiced for line in lines), sum(note.amount for note in notes)
    return OrderMoney(order, name, CURRENCY, DIGITS, invoiced, min(account.paid, invoiced), credited, lines)


def account_of(books: Books, order: int) -> Account:
    """What was invoiced; in a shop that is paid in advance everything is, at once."""
    if order not in books.ledger.accounts:
        books.ledger.accounts[order] = Account()
        if books.ledger.prepaid:
            invoice(books, order, paid=True)
    return books.ledger.accounts[order]


def invoice(books: Books, order: int, paid: bool) -> None:
    """All that was ordered is invoiced, and paid."""
    account = books.ledger.accounts.setdefault(order, Account())
    account.invoiced = True
    if paid:
        account.paid = sum(line.invoiced for line in _sold(books, order, account))


def create_credit(
    books: Books, token: str, order: int, parts: Sequence[CreditPart], reference: str, post: bool
) -> CreditNow:
    if token not in books.tokens:
        lines = _checked(order_money(books, order), parts)
        made, _ = books.once(token, "credit")
        amount = sum(money for _, money in lines.values()) - sum(part.less for part in parts)
        books.ledger.credits[made] = CreditNote(made, order, lines, amount, reference=reference)
    note = books.ledger.credits[books.tokens[token]]
    if post and note.state == "draft":
        post_credit(books, note.id)
    return _now(note)


def post_credit(books: Books, credit: int) -> None:
    """Somebody, or a rule, posts it. What the customer owes is set off: then nothing of it is open."""
    note = books.ledger.credits[credit]
    others = sum(row.amount for row in books.ledger.credits.values() if row.order == note.order and row.id != note.id
                 and row.state in ("posted", "paid"))  # fmt: skip
    money = order_money(books, note.order)
    note.state = "paid" if money.invoiced - money.paid - others >= note.amount else "posted"


def credits(books: Books, ids: Sequence[int]) -> list[CreditNow]:
    return [_now(books.ledger.credits[id_]) for id_ in ids if id_ in books.ledger.credits]


def create_exchange(books: Books, token: str, order: int, items: Sequence[ExchangeItem], text: str) -> ExchangeMade:
    _named(books, order)
    known = {line.line for line in order_money(books, order).lines}
    if any(item.line not in known or item.product not in books.products for item in items):
        raise OdooRefused(f"sale.order({order}) has no such line")
    picking, new = books.once(token, "picking")
    if new:
        _send(books, order, picking, items, text)
    made = books.pickings[picking]
    return ExchangeMade(((made.id, made.name),))


def _send(books: Books, order: int, new: int, items: Sequence[ExchangeItem], text: str) -> None:
    first = _pickings(books, order)[0]
    site = books.sites[first.site]
    wanted = replace(first.wanted, rows=tuple((item.product, item.qty_m) for item in items), value=None)
    name = f"{site.code}/{site.first.name}/{new:05d}"
    picking = Picking(new, name, first.order, order, site.first, wanted, site=site.id)
    picking.moves = [
        Move(books.next_id("move"), new, product, qty_m, kit=kit) for product, qty_m, kit in ordered(books, wanted)
    ]
    books.pickings[new] = picking
    rows = books.ledger.exchanged.setdefault(order, [])
    for item in items:
        line = order * _LINES_AN_ORDER + len(first.wanted.rows) + len(rows)
        rows.append(Exchanged(line, item.product, item.qty_m, new, text, item.more, _price(books, order, item)))
    assign(books, picking)


def _checked(money: OrderMoney, parts: Sequence[CreditPart]) -> dict[int, tuple[int, int]]:
    lines = {line.line: line for line in money.lines}
    taken: dict[int, tuple[int, int]] = {}
    for part in parts:
        line = lines.get(part.line)
        if line is None or part.line in taken or not 0 < part.qty_m <= line.left_m:
            raise OdooRefused(f"{money.name}: more would be credited than was invoiced")
        taken[part.line] = part.qty_m, line.amount(part.qty_m)
        if not 0 <= part.less <= taken[part.line][1]:
            raise OdooRefused(f"{money.name}: more would be credited than was invoiced")
    total = sum(amount for _, amount in taken.values()) - sum(part.less for part in parts)
    if not taken or total > money.left:
        raise OdooRefused(f"{money.name}: more would be credited than was invoiced")
    return taken


def _sold(books: Books, order: int, account: Account) -> Iterator[SoldLine]:
    pickings = _pickings(books, order)
    first, added = pickings[0], {row.picking for row in books.ledger.exchanged.get(order, ())}
    notes = [note for note in books.ledger.credits.values() if note.order == order and note.state != "cancelled"]
    for at, (product, qty_m) in enumerate(first.wanted.rows):
        line = order * _LINES_AN_ORDER + at
        credited = [note.lines.get(line, (0, 0)) for note in notes]
        moves = [move for row in pickings if row.id not in added for move in row.moves]
        yield SoldLine(
            line,
            product,
            tuple(move.id for move in moves if _is_of(books, move, product)),
            qty_m if account.invoiced else 0,
            qty_m * price_of(books, first, product) // 1000 if account.invoiced else 0,
            sum(part_m for part_m, _ in credited),
            sum(money for _, money in credited),
            is_delivery=False,
            kit=_kit(books, product),
        )
    for row in books.ledger.exchanged.get(order, ()):
        moves = [move for picking in pickings if picking.id == row.picking for move in picking.moves]
        yield SoldLine(row.line, row.product, tuple(move.id for move in moves), 0, 0, 0, 0, is_delivery=False)


def price_of(books: Books, picking: Picking, product: int) -> int:
    """Of a piece, in cents; where an order has a value its pieces all cost the same."""
    if picking.wanted.value is not None:
        return picking.wanted.value * 1000 // sum(qty_m for _, qty_m in picking.wanted.rows)
    return 490 + product * 137 % 40 * 100


def _price(books: Books, order: int, item: ExchangeItem) -> int:
    """Of a piece: what came back is credited by itself where it is invoiced as delivered."""
    lines = {line.line: line for line in order_money(books, order).lines}
    is_credited = account_of(books, order).policy == "delivery" and not item.is_less
    return (lines[item.line].amount(1000) if is_credited else 0) + item.more * 1000 // item.qty_m


def _kit(books: Books, product: int) -> Kit:
    """Its parts, each with what it costs where it is sold by itself."""
    parts = books.kits.get(product, ())
    return Kit({part: KitPart(pieces * 1000, books.products[part].price) for part, pieces in parts})


def _is_of(books: Books, move: Move, product: int) -> bool:
    return move.product == product or (move.kit is not None and move.kit == books.products[product].card.name)


def _pickings(books: Books, order: int) -> list[Picking]:
    return sorted((row for row in books.pickings.values() if row.order_id == order), key=lambda row: row.id)


def _named(books: Books, order: int) -> str:
    pickings = _pickings(books, order)
    if not pickings:
        raise OdooRefused(f"sale.order({order}) does not exist")
    return pickings[0].order


def _now(note: CreditNote) -> CreditNow:
    return CreditNow(note.id, note.name, note.state, note.amount)
