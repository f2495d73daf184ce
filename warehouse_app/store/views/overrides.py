"""Overrides as their page shows them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, func, select

from warehouse_app.service.ports.overrides import OverrideRow, Used
from warehouse_app.store import tables as t

_v = t.override.c
_second = t.person.alias("second")
_ROWS: Any = (
    select(
        _v.id, _v.code, _v.state, _v.at, _v.person.label("maker"), t.person.c.name, _v.reason, _v.facts,
        _second.c.name.label("by"), _v.second_at,
    )
    .outerjoin(t.person, t.person.c.id == _v.person)
    .outerjoin(_second, _second.c.id == _v.second)
)  # fmt: skip


class OverrideViews:
    """Over one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def waiting(self, w: int) -> Sequence[OverrideRow]:
        asked = _ROWS.where(_v.w == w, _v.state == "waiting").order_by(_v.id)
        return [OverrideRow(*row) for row in self._connection.execute(asked)]

    def lately(self, w: int, limit: int) -> Sequence[OverrideRow]:
        asked = _ROWS.where(_v.w == w, _v.state != "waiting").order_by(func.coalesce(_v.second_at, _v.at).desc())
        return [OverrideRow(*row) for row in self._connection.execute(asked.limit(limit))]

    def used(self, w: int, day: str) -> Sequence[Used]:
        times = func.count()
        asked = (
            select(_v.code, t.person.c.name, times)
            .join(t.person, t.person.c.id == _v.person)
            .where(_v.w == w, _v.day == day, _v.state.in_(("done", "approved")))
            .group_by(_v.code, t.person.c.id, t.person.c.name)
            .order_by(times.desc(), _v.code, t.person.c.name)
        )
        return [Used(*row) for row in self._connection.execute(asked)]
