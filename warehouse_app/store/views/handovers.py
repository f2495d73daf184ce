"""What of a shift is still in somebody's hand, and the shifts that were handed over."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, func, select

from warehouse_app.service.ports.handovers import HandoverRow, ToteLeft
from warehouse_app.store import tables as t

_h, _use, _l, _tr = t.handover.c, t.tote_use.c, t.line.c, t.transfer.c
_goods = func.sum(_l.picked_m - _l.packed_m)
_TOTES = (
    select(t.tote.c.code, func.coalesce(t.order.c.name, _tr.name), _goods)
    .select_from(t.tote_use)
    .join(t.tote, t.tote.c.id == _use.tote)
    .join(t.transfer, _tr.id == _use.transfer)
    .outerjoin(t.order, t.order.c.id == _tr.order)
    .join(t.line, _l.transfer == _tr.id)
    .where(t.tote.c.w == bindparam("w"), _use.until.is_(None))
    .group_by(t.tote.c.code, t.order.c.name, _tr.name)
    .having(_goods > 0)
    .order_by(t.tote.c.code)
)
_leaver, _taker = t.person.alias("leaver"), t.person.alias("taker")
_SIGNED = (
    select(_h.id, _h.at, _leaver.c.name, _taker.c.name.label("by"), _h.cases, _h.left)
    .outerjoin(_leaver, _leaver.c.id == _h.leaver)
    .outerjoin(_taker, _taker.c.id == _h.taker)
    .where(_h.w == bindparam("w"))
    .order_by(_h.id.desc())
    .limit(bindparam("at_most"))
)


class HandoverViews:
    """Over one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def totes_left(self, w: int) -> Sequence[ToteLeft]:
        return [ToteLeft(row[0], row[1], int(row[2])) for row in self._connection.execute(_TOTES, {"w": w})]

    def signed(self, w: int, limit: int) -> Sequence[HandoverRow]:
        return [HandoverRow(*row) for row in self._connection.execute(_SIGNED, {"w": w, "at_most": limit})]
