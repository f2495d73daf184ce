"""Goods at the returns desk that fit nothing, as people see them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, bindparam, select

from warehouse_app.service.ports.found_goods import FoundRow
from warehouse_app.store import tables as t

_f, _own, _back = t.found_goods.c, t.return_.alias(), t.return_.alias()
_ROWS: Any = (
    select(
        _f.id, _f.number, _f.what, t.product.c.name, _f.code, _f.qty_m, _f.found_at, t.person.c.name.label("worker"),
        _back.c.number.label("back"), _own.c.number.label("matched"),
    )
    .outerjoin(t.product, t.product.c.id == _f.product)
    .outerjoin(t.person, t.person.c.id == _f.person)
    .outerjoin(_back, _back.c.id == _f["return"])
    .outerjoin(_own, _own.c.id == _f.matched)
    .where(_f.w == bindparam("w"))
    .order_by(_f.matched.is_not(None), _f.id.desc())
)  # fmt: skip


class FoundViews:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def listed(self, w: int, most: int) -> list[FoundRow]:
        return [FoundRow(*row) for row in self._connection.execute(_ROWS.limit(most), {"w": w})]

    def of_event(self, w: int, event: str) -> FoundRow | None:
        row = self._connection.execute(_ROWS.where(_f.event == event), {"w": w}).first()
        return FoundRow(*row) if row else None
