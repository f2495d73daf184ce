"""What stands on labels that are printed in bulk."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, func, or_, select

from warehouse_app.service.ports.labels import GoodsLabel, Place, Slip
from warehouse_app.store import tables as t

_place, _p, _tr, _l = t.location.c, t.parcel.c, t.transfer.c, t.line.c
_PLACES = (
    select(_place.code, _place.barcode, _place.aisle, _place.bay, _place.level)
    .where(_place.w == bindparam("w"))
    .order_by(_place.walk_rank, _place.code)
)
_GOODS = select(t.product.c.id, t.product.c.sku, t.product.c.name).order_by(t.product.c.sku, t.product.c.id)
_CODES = (
    select(t.code.c.ref, t.code.c.text)
    .where(t.code.c.kind == "product", t.code.c.factor_m == 1000)
    .order_by(t.code.c.id)
)
_ORDER = func.coalesce(t.order.c.name, _tr.name)
_SLIP = (
    select(_tr.id, _ORDER.label("order"), _tr.name, t.warehouse_.c.name.label("site"), _tr.ship_to)
    .join(t.warehouse_, t.warehouse_.c.id == _tr.w)
    .join(t.parcel, (_p.transfer == _tr.id) & (_p.state == "closed"))
    .outerjoin(t.order, t.order.c.id == _tr.order)
    .where(_tr.w == bindparam("w"))
    .where(or_(*(func.upper(part) == bindparam("name") for part in (_tr.name, t.order.c.name, _p.number))))
    .order_by(_tr.id.desc())
    .limit(1)
)
_PARCELS = select(_p.number).where(_p.transfer == bindparam("transfer"), _p.state == "closed").order_by(_p.id)
_ROWS = (
    select(t.product.c.sku, t.product.c.name, t.product.c.unit, func.sum(_l.packed_m))
    .join(t.product, t.product.c.id == _l.product)
    .where(_l.transfer == bindparam("transfer"), _l.packed_m > 0)
    .group_by(t.product.c.id, t.product.c.sku, t.product.c.name, t.product.c.unit)
    .order_by(t.product.c.sku)
)
_NEWEST = select(_p.token).where(_p.w == bindparam("w"), _p.state == "closed").order_by(_p.id.desc()).limit(1)
_RETURN = select(t.return_.c.number).where(t.return_.c.w == bindparam("w")).order_by(t.return_.c.id.desc()).limit(1)


class LabelViews:
    """On one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def places(self, w: int) -> Sequence[Place]:
        return [Place(*row) for row in self._connection.execute(_PLACES, {"w": w})]

    def goods(self) -> Sequence[GoodsLabel]:
        codes: dict[int, list[str]] = defaultdict(list)
        for product, text in self._connection.execute(_CODES):
            codes[product].append(text)
        return [GoodsLabel(row.sku, row.name, tuple(codes[row.id])) for row in self._connection.execute(_GOODS)]

    def slip(self, w: int, name: str) -> Slip | None:
        found = self._connection.execute(_SLIP, {"w": w, "name": name.upper()}).first()
        if found is None:
            return None
        about = {"transfer": found.id}
        parcels = tuple(self._connection.execute(_PARCELS, about).scalars())
        rows = tuple((row[0], row[1], row[2], int(row[3])) for row in self._connection.execute(_ROWS, about))
        return Slip(found.order, found.name, found.site, found.ship_to, parcels, rows)

    def newest(self, w: int) -> tuple[str | None, str | None]:
        asked = {"w": w}
        return self._connection.execute(_NEWEST, asked).scalar(), self._connection.execute(_RETURN, asked).scalar()
