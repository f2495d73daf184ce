"""Parts of the double's rows as the port has them."""

from __future__ import annotations

from collections.abc import Sequence

from warehouse_app.demo.records import Move, Partner
from warehouse_app.service.ports.odoo import OdooMoveLine, ShipTo


def lines_of(move: Move, worth: int | None) -> list[OdooMoveLine]:
    return [
        OdooMoveLine(move.id, line.product, line.location, line.lot, line.quantity_m, line.package, move.kit, worth)
        for line in move.lines
    ]


def worth_of(value: int | None, moves: Sequence[Move]) -> int | None:
    """The double's orders have one value: it is shared out by pieces."""
    wanted_m = sum(move.demand_m for move in moves)
    return round(value * 1000 / wanted_m) if value is not None and wanted_m else None


def ship_to(partner: Partner) -> ShipTo:
    words = (partner.street, partner.zip, partner.city, partner.country)
    street, postcode, city, country = (word or "" for word in words)
    return ShipTo(partner.name, street, zip=postcode, city=city, country=country)
