"""Places and goods as codes name them, and goods that were moved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, select, update

from warehouse_app.domain.beside import Named
from warehouse_app.service.ports.look import Found, Lies
from warehouse_app.service.ports.shelf import CameFrom, MoveToTell, NewMove, OnShelf
from warehouse_app.store import tables as t
from warehouse_app.store.finding import find
from warehouse_app.store.views.lies import lies

_m, _p, _place, _lot = t.goods_move.c, t.product.c, t.location.c, t.lot.c
_OWN: Any = bindparam("own")
_source, _target = t.location.alias(), t.location.alias()
_MOVE = (
    select(
        *(_m[name] for name in ("id", "w", "product", "origin", "token", "qty_m")), t.warehouse_.c.odoo_id,
        _p.odoo_id, _lot.odoo_id, _source.c.odoo_id, _target.c.odoo_id,
        _p.name, _p.sku, _source.c.code, _target.c.code, t.person.c.name,
    )
    .join(t.warehouse_, t.warehouse_.c.id == _m.w)
    .join(t.product, _p.id == _m.product)
    .join(_source, _source.c.id == _m.origin)
    .join(_target, _target.c.id == _m.target)
    .outerjoin(t.lot, _lot.id == _m.lot)
    .outerjoin(t.person, t.person.c.id == _m.person)
    .where(_m.id == _OWN)
)  # fmt: skip


_before = t.transfer.alias("before")
_CAME = (
    select(t.line.c.product, t.pick.c.location, t.pick.c.lot, t.pick.c.tote, func.sum(t.pick.c.qty_m).label("qty_m"))
    .join(t.line, t.line.c.id == t.pick.c.line)
    .join(_before, _before.c.id == t.line.c.transfer)
    .join(t.next_transfer, t.next_transfer.c.transfer == _before.c.id)
    .join(t.transfer, t.transfer.c.odoo_id == t.next_transfer.c.odoo_id)
    .where(t.transfer.c.id == _OWN, t.pick.c.reversed_by.is_(None))
    .group_by(t.line.c.product, t.pick.c.location, t.pick.c.lot, t.pick.c.tote)
    .order_by(func.min(t.pick.c.id))
)


class Shelf:
    def __init__(self, connection: Connection, now: int) -> None:
        self._connection, self._now = connection, now

    def place(self, w: int, named: Named) -> tuple[int, str] | None:
        own = self._named(w, named.code) if named.id is None else named.id
        found = select(_place.id, _place.code).where(_place.id == own, _place.w == w)
        row = self._connection.execute(found).first() if own is not None else None
        return (row.id, row.code) if row else None

    def came_from(self, transfer: int) -> Sequence[CameFrom]:
        rows: Sequence[Any] = self._connection.execute(_CAME, {"own": transfer}).all()
        return [CameFrom(row.product, row.location, row.lot, row.tote, int(row.qty_m)) for row in rows]

    def goods(self, w: int, named: Named) -> OnShelf | None:
        sought = [Found("product", named.id, 1000)] if named.id is not None else find(self._connection, w, named.code)
        if not sought or sought[0].what != "product":
            return None
        asked = select(_p.id, _p.name, _p.sku, _p.tracking).where(_p.id == sought[0].id)
        row = self._connection.execute(asked).first()
        return OnShelf(row.id, row.name, row.sku, row.tracking, sought[0].factor_m) if row else None

    def lot(self, product: int, lot: int | None, name: str | None) -> int | None:
        if lot is None:
            found = find(self._connection, 0, name, product) if name is not None else ()
            return found[0].id if found else None
        asked = select(_lot.id).where(_lot.id == lot, _lot.product == product)
        return self._connection.execute(asked).scalar_one_or_none()

    def lies(self, w: int, location: int) -> Sequence[Lies]:
        return lies(self._connection, w, None, location)

    def add_move(self, new: NewMove) -> int:
        row = asdict(new) | {"at": self._now}
        return int(self._connection.execute(insert(t.goods_move).returning(_m.id), row).scalar_one())

    def move(self, move: int) -> MoveToTell:
        row: Any = self._connection.execute(_MOVE, {"own": move}).one()
        id_, w, product, origin, token, qty_m, site, one, two, three, four, name, sku, left, right, worker = row
        odoo, codes = (one, two, three, four), (left, right)
        return MoveToTell(id_, w, product, origin, token, qty_m, site, odoo, name, sku, codes, worker)

    def moved(self, move: int, odoo_id: int, odoo_name: str) -> None:
        done = {"odoo_id": odoo_id, "odoo_name": odoo_name, "done_at": self._now}
        self._connection.execute(update(t.goods_move).where(_m.id == move).values(done))

    def _named(self, w: int, code: str) -> int | None:
        return next((one.id for one in find(self._connection, w, code) if one.what == "location"), None)
