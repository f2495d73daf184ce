"""The sealed journal, read in order."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, func, select

from warehouse_app.domain.chain import GENESIS
from warehouse_app.service.ports.chain import Cut, Head, Tail
from warehouse_app.store import tables as t

_e = t.event.c


class ChainViews:
    """Part of `Views`."""

    _connection: Connection

    def chain_head(self) -> Head:
        row = self._connection.execute(select(t.meta.c.chain_seq, t.meta.c.chain_head)).one()
        return Head(row[0], row[1] or GENESIS)

    def unsealed(self) -> Tail:
        asked = select(func.count(), func.min(_e.received_at)).where(_e.mac.is_(None))
        return Tail(*self._connection.execute(asked).one())

    def journal(self, after: int, limit: int) -> list[dict[str, Any]]:
        asked = select(t.event).where(_e.seq > after).order_by(_e.seq).limit(limit)
        return [dict(row) for row in self._connection.execute(asked).mappings()]

    def cuts(self) -> list[Cut]:
        return [Cut(*row) for row in self._connection.execute(select(t.chain_cut).order_by(t.chain_cut.c.first))]

    def first_since(self, at: int) -> int | None:
        asked = select(_e.seq).where(_e.received_at >= at).order_by(_e.seq).limit(1)
        return self._connection.execute(asked).scalar_one_or_none()
