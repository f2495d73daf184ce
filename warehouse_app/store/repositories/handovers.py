"""Handing a shift over: the cases change hands, the picture is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, insert, select, update

from warehouse_app.store import tables as t

_case = t.case.c


class Handovers:
    """At time `now`."""

    def __init__(self, connection: Connection, now: int) -> None:
        self._connection, self._now = connection, now

    def give_cases(self, w: int, leaver: int, taker: int) -> Sequence[int]:
        held = (_case.w == w) & (_case.person == leaver) & (_case.status != "resolved")
        asked = select(_case.id).where(held).order_by(_case.id).with_for_update()
        found = list(self._connection.execute(asked).scalars())
        if found:
            self._connection.execute(update(t.case).where(_case.id.in_(found)).values(person=taker))
        return found

    def add(self, w: int, leaver: int, taker: int, cases: int, left: Mapping[str, Any]) -> int:
        row = {"w": w, "at": self._now, "leaver": leaver, "taker": taker, "cases": cases, "left": dict(left)}
        made: int = self._connection.execute(insert(t.handover).returning(t.handover.c.id), row).scalar_one()
        return made
