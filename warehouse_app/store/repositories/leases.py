"""Exactly one holder of each kind of work, with a number that grows with each holder."""

from __future__ import annotations

from sqlalchemy import Connection, select, update

from warehouse_app.service.ports.outbox import LeaseLost
from warehouse_app.store import tables as t
from warehouse_app.store.dialect import upsert

_l = t.lease.c


class Leases:
    """Rows of `lease`. Times ms UTC, by the clock of whoever asks: holders' clocks must agree to a few seconds.

    A time further ahead than any lease lasts was written before the clock was put back: it counts as over.
    """

    def __init__(self, connection: Connection, now: int) -> None:
        self._connection, self._now = connection, now

    def take(self, name: str, holder: str, ms: int) -> int | None:
        new = upsert(self._connection, t.lease).values(name=name, fence=0, until=0)
        self._connection.execute(new.on_conflict_do_nothing(index_elements=[_l.name]))
        over = (_l.until <= self._now) | (_l.until > self._now + 2 * ms)
        free = update(t.lease).where(_l.name == name, over | (_l.holder == holder))
        taken = free.values(holder=holder, fence=_l.fence + 1, until=self._now + ms).returning(_l.fence)
        return self._connection.execute(taken).scalar_one_or_none()

    def hold(self, name: str, fence: int, ms: int) -> None:
        """Written only when half of the time is over: a holder with nothing to do costs no disk."""
        asked = select(_l.until).where(_l.name == name, _l.fence == fence).with_for_update()
        until = self._connection.execute(asked).scalar_one_or_none()
        if until is None:
            raise LeaseLost(f"{name}: number {fence} is over")
        if not self._now + ms // 2 <= until <= self._now + ms + ms // 2:
            self._connection.execute(update(t.lease).where(_l.name == name).values(until=self._now + ms))

    def let_go(self, name: str, fence: int) -> None:
        self._connection.execute(update(t.lease).where(_l.name == name, _l.fence == fence).values(until=0))
