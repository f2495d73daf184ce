"""Figures for whoever watches the server."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from warehouse_app.service.ports.health import Held, Lag
from warehouse_app.store import tables as t
from warehouse_app.store.views.board import count_if
from warehouse_app.store.views.delivery import WAITING

_o, _l = t.outbox.c, t.lease.c


class HealthViews:
    """Part of `Views`."""

    _connection: Connection

    def lags(self) -> list[Lag]:
        waits = _o.state.in_(WAITING)
        asked = (
            select(
                _o.w, _o.kind, count_if(waits), func.min(_o.created_at).filter(waits), count_if(_o.state == "unknown"),
                count_if(_o.state == "person"),
            )
            .where(_o.state != "done")
            .group_by(_o.w, _o.kind)
            .order_by(_o.w, _o.kind)
        )  # fmt: skip
        return [Lag(*row) for row in self._connection.execute(asked)]

    def leases(self) -> list[Held]:
        asked = select(_l.name, _l.holder, _l.fence, _l.until).order_by(_l.name)
        return [Held(*row) for row in self._connection.execute(asked)]
