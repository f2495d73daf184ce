"""Tasks of the floor: asked for, taken, ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import ColumnElement, Connection, insert, select, update

from warehouse_app.domain.tasks import OPEN, NewTask, Task
from warehouse_app.store import tables as t

_t = t.task.c
FIELDS = tuple(Task.__dataclass_fields__)
TASK = tuple(_t[name] for name in FIELDS)
_IS_OPEN = _t.state.in_(OPEN)
_NOW = select(*TASK).with_for_update()


class Tasks:
    def __init__(self, connection: Connection, now: int) -> None:
        self._connection, self._now = connection, now

    def add(self, new: NewTask, number: str) -> int:
        row = asdict(new) | {"number": number, "asked_at": self._now}
        return int(self._connection.execute(insert(t.task).returning(_t.id), row).scalar_one())

    def get(self, task: int) -> Task | None:
        return next(iter(self._some(_t.id == task)), None)

    def find(self, w: int, about: str) -> Task | None:
        return next(iter(self._some((_t.w == w) & (_t.about == about) & _IS_OPEN)), None)

    def of_case(self, case: int) -> Sequence[Task]:
        return self._some((_t.case == case) & _IS_OPEN)

    def counts_at(self, w: int, location: int) -> Sequence[Task]:
        return self._some((_t.w == w) & (_t.kind == "count") & (_t.origin == location) & _IS_OPEN)

    def by_itself(self, w: int, kind: str) -> Sequence[Task]:
        return self._some((_t.w == w) & (_t.kind == kind) & (_t.state == "open") & _t.asked_by.is_(None))

    def put(self, task: int, **columns: Any) -> None:
        if columns:  # asked for twice with nothing more to say
            self._connection.execute(update(t.task).where(_t.id == task).values(columns))

    def late(self, w: int, most: int) -> Sequence[Task]:
        over = (_t.w == w) & _t.state.in_(OPEN) & (_t.due_at < self._now) & _t.late_at.is_(None)
        asked = _NOW.where(over).order_by(_t.due_at, _t.id).limit(most)
        return [Task(**row._mapping) for row in self._connection.execute(asked)]

    def case_over(self, case: int) -> str | None:
        here = select(_t.id, _t.case_over).where(_t.case == case, _t.case_over.is_not(None)).order_by(_t.id.desc())
        rows = list(self._connection.execute(here))
        if rows:
            gone = update(t.task).where(_t.case == case).values(case_over=None)
            self._connection.execute(gone)
        return rows[0].case_over if rows else None

    def _some(self, where: ColumnElement[bool]) -> list[Task]:
        return [Task(**row._mapping) for row in self._connection.execute(_NOW.where(where).order_by(_t.id))]
