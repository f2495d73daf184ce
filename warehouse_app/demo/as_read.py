"""Parts of the double's rows as the port has them."""

from __future__ import annotations

from warehouse_app.demo.records import Move, Partner
from warehouse_app.service.ports.odoo import OdooMoveLine, ShipTo


def lines_of(move: Move, worth: int | None) -> list[OdooMoveLine]:
    return [
        OdooMoveLine(move.id, line.product, line.location, line.lot, line.quantity_m, line.package, move.kit, worth)
        for line in move.lines
    ]


def ship_to(partner: Partner) -> ShipTo:
    words = (partner.street, partner.zip, partner.city, partner.country)
    street, postcode, city, country = (word or "" for word in words)
    return ShipTo(partner.name, street, zip=postcode, city=city, country=country)
