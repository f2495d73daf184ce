"""What lies where, as far as the store knows: the one place that says so.

A bin whose stock was read from Odoo holds what Odoo had; of others only what open lines are still to fetch is known.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, func, literal, select

from warehouse_app.service.ports.look import Lies
from warehouse_app.store import tables as t

MOST = 60
_l, _s, _place = t.line.c, t.bin_stock.c, t.location.c
_LEFT = func.sum(_l.demand_m - _l.picked_m - _l.short_m)
_WANTED = (
    select(_l.product, _l.location, _place.code, _l.lot, _LEFT, literal(None), _place.walk_rank)
    .join(t.location, _place.id == _l.location)
    .where(_l.state == "open", _place.stock_at.is_(None))
    .group_by(_l.product, _l.location, _place.code, _l.lot, _place.walk_rank)
)
_THERE = (
    select(_s.product, _s.location, _place.code, _s.lot, func.sum(_s.quantity_m), _place.stock_at, _place.walk_rank)
    .join(t.location, _place.id == _s.location)
    .where(_s.quantity_m > 0)
    .group_by(_s.product, _s.location, _place.code, _s.lot, _place.stock_at, _place.walk_rank)
)


def lies(connection: Connection, w: int, product: int | None, location: int | None) -> Sequence[Lies]:
    """Where the product lies, or what lies in the place, in the order of the walk."""
    found: list[Any] = []
    for asked, of in ((_WANTED, _l), (_THERE, _s)):
        here: list[Any] = [_place.w == w]
        here += [of.product == product] if product is not None else []
        here += [of.location == location] if location is not None else []
        found += [tuple(row) for row in connection.execute(asked.where(*here).limit(MOST))]
    found.sort(key=lambda row: (row[6], row[2], row[0], row[3] or 0))
    return [_lies(*one[:6]) for one in found[:MOST]]


def _lies(product: int, location: int, code: str, lot: int | None, qty_m: Any, seen_at: int | None) -> Lies:
    return Lies(product, location, code, lot, int(qty_m), seen_at)
