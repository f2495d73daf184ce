"""The zero line, one row for each warehouse."""

from __future__ import annotations

from sqlalchemy import Connection, select

from warehouse_app.domain.baseline import Sum
from warehouse_app.service.ports.baseline import Baseline
from warehouse_app.store import tables as t
from warehouse_app.store.dialect import upsert

_b = t.baseline.c
_PLAIN = (_b.since, _b.until, _b.begun_at, _b.done_at, _b.part, _b.last_id, _b.calls)


class Baselines:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, w: int) -> Baseline | None:
        row = self._connection.execute(select(*_PLAIN, _b.body).where(_b.w == w)).first()
        if row is None:
            return None
        sums = {name: Sum(*values) for name, values in row.body["sums"].items()}
        return Baseline(*row[:7], sums, row.body["unread"])

    def put(self, w: int, baseline: Baseline) -> None:
        sums = {name: [one.n, one.minutes, one.money] for name, one in baseline.sums.items()}
        values = {column.name: getattr(baseline, column.name) for column in _PLAIN}
        values["body"] = {"sums": sums, "unread": dict(baseline.unread)}
        row = upsert(self._connection, t.baseline).values({"w": w} | values)
        self._connection.execute(row.on_conflict_do_update(index_elements=[_b.w], set_=values))
