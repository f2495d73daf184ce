"""What lies where, as far as the store knows: what open lines reserve there and nobody has picked yet.

The one place that says so; a mirror of Odoo's stock takes its place here.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, func, select

from warehouse_app.service.ports.look import Lies
from warehouse_app.store import tables as t

MOST = 60
_l, _place = t.line.c, t.location.c
_LEFT = func.sum(_l.demand_m - _l.picked_m - _l.short_m)
_LIES = (
    select(_l.product, _l.location, _place.code, _l.lot, _LEFT)
    .join(t.location, _place.id == _l.location)
    .where(_l.state == "open")
    .group_by(_l.product, _l.location, _place.code, _l.lot, _place.walk_rank)
    .order_by(_place.walk_rank, _place.code, _l.product)
    .limit(MOST)
)


def lies(connection: Connection, w: int, product: int | None, location: int | None) -> Sequence[Lies]:
    """Where the product lies, or what lies in the place."""
    here: list[Any] = [_place.w == w]
    here += [_l.product == product] if product is not None else []
    here += [_l.location == location] if location is not None else []
    return [Lies(*row[:4], int(row[4])) for row in connection.execute(_LIES.where(*here))]
