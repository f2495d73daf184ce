"""Parts of the double's rows as the port has them."""

from __future__ import annotations

from warehouse_app.demo.books import Books
from warehouse_app.demo.records import Move, Partner
from warehouse_app.service.ports.odoo import OdooMoveLine, ShipTo


def lines_of(books: Books, move: Move, worth: int | None) -> list[OdooMoveLine]:
    each_m = _each_m(books, move)
    return [
        OdooMoveLine(
            move.id, line.product, line.location, line.lot, line.quantity_m, line.package, move.kit, each_m, worth
        )
        for line in move.lines
    ]


def _each_m(books: Books, move: Move) -> int | None:
    """So much of it is in one of the kit it is a part of."""
    kits = (parts for kit, parts in books.kits.items() if books.products[kit].card.name == move.kit)
    return next((pieces * 1000 for parts in kits for part, pieces in parts if part == move.product), None)


def ship_to(partner: Partner) -> ShipTo:
    words = (partner.street, partner.zip, partner.city, partner.country)
    street, postcode, city, country = (word or "" for word in words)
    return ShipTo(partner.name, street, zip=postcode, city=city, country=country)
