"""What was walked of late and what is still to be walked."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from warehouse_app.domain.labour import MINUTE, Walked
from warehouse_app.service.ports.labour import Ahead, Compared
from warehouse_app.store import tables as t
from warehouse_app.store.repositories.pool import is_free_order
from warehouse_app.store.views.board import count_if, forecast_min

_w, _tr, _l = t.wave.c, t.transfer.c, t.line.c
_LINES = (t.line, (_l.transfer == _tr.id) & (_l.state != "gone") & (_l.demand_m > 0))


class LabourReads:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def walked(self, w: int, since: int, most: int) -> list[Walked]:
        asked = (
            select(func.count(_l.id), _w.walk_mm, _w.walked_at - _w.claimed_at)
            .join(t.transfer, _tr.wave == _w.id)
            .join(*_LINES)
            .where(_w.w == w, _w.walked_at >= since, _w.claimed_at.is_not(None))
            .group_by(_w.id, _w.walk_mm, _w.walked_at, _w.claimed_at)
            .order_by(_w.walked_at.desc())
            .limit(most)
        )
        return [Walked(lines, _metres(mm), ms / MINUTE) for lines, mm, ms in self._connection.execute(asked)]

    def compared(self, w: int, since: int) -> list[Compared]:
        asked = (
            select(_w.carrier, _w.cutoff_at, func.count(_l.id), _w.walk_mm, _w.pace_m, _w.walked_at - _w.claimed_at)
            .join(t.transfer, _tr.wave == _w.id)
            .join(*_LINES)
            .where(_w.w == w, _w.walked_at >= since, _w.claimed_at.is_not(None), _w.pace_m.is_not(None))
            .group_by(_w.id, _w.carrier, _w.cutoff_at, _w.walk_mm, _w.pace_m, _w.walked_at, _w.claimed_at)
            .order_by(_w.walked_at.desc())
        )
        return [
            Compared(carrier, at, forecast_min(lines, mm, pace) or 0.0, ms / MINUTE)
            for carrier, at, lines, mm, pace, ms in self._connection.execute(asked)
        ]

    def on_waves(self, w: int) -> list[Ahead]:
        asked = (
            select(_w.carrier, _w.cutoff_at, count_if(_l.state == "open"), func.count(_l.id), _w.walk_mm)
            .join(t.transfer, _tr.wave == _w.id)
            .join(*_LINES)
            .where(_w.w == w, _w.state.in_(("released", "claimed")))
            .group_by(_w.id, _w.carrier, _w.cutoff_at, _w.walk_mm)
            .order_by(_w.id)
        )
        return [
            Ahead(carrier, at, int(left), of, _metres(mm))
            for carrier, at, left, of, mm in self._connection.execute(asked)
        ]

    def in_pool(self, w: int) -> list[Ahead]:
        asked = (
            select(_tr.carrier, func.count(_l.id), func.count(_tr.id.distinct()))
            .join(t.line, _l.transfer == _tr.id)
            .outerjoin(t.order, t.order.c.id == _tr.order)
            .outerjoin(t.op_type, t.op_type.c.id == _tr.op_type)
            .where(_tr.w == w, _tr.wave.is_(None), _tr.state == "open", _l.state == "open")
            .where(is_free_order(), func.coalesce(t.op_type.c.step, "pick") == "pick")
            .group_by(_tr.carrier)
        )
        return [Ahead(carrier, None, lines, orders=n) for carrier, lines, n in self._connection.execute(asked)]


def _metres(mm: int | None) -> float | None:
    return None if mm is None else mm / 1000
