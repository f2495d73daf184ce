"""Goods at the returns desk that fit nothing."""

from __future__ import annotations

from sqlalchemy import Connection, insert, select, update

from warehouse_app.service.ports.found_goods import NewFound
from warehouse_app.store import tables as t

_f, _r = t.found_goods.c, t.return_.c


class FoundGoods:
    def __init__(self, connection: Connection, now: int) -> None:
        self._connection, self._now = connection, now

    def add(self, new: NewFound) -> int:
        row = {
            "w": new.w, "number": new.number, "event": new.event, "person": new.person, "what": new.fact.what,
            "return": new.fact.return_, "product": new.product, "code": new.fact.code, "qty_m": new.fact.qty_m,
            "found_at": self._now,
        }  # fmt: skip
        made: int = self._connection.execute(insert(t.found_goods).returning(_f.id), row).scalar_one()
        return made

    def return_named(self, w: int, number: str) -> int | None:
        return self._connection.execute(select(_r.id).where(_r.w == w, _r.number == number)).scalar()

    def match(self, w: int, found: int, return_: int) -> str | None:
        known = update(t.found_goods).where(_f.w == w, _f.id == found, _f.matched.is_(None))
        done = known.values(matched=return_, matched_at=self._now).returning(_f.number)
        return self._connection.execute(done).scalar()
