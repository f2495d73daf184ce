"""Tasks with the names of what they are about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, select

from warehouse_app.domain.tasks import OPEN, Task
from warehouse_app.service.ports.tasks import TaskRow
from warehouse_app.store import tables as t
from warehouse_app.store.repositories.tasks import FIELDS, TASK

_t = t.task.c
_from, _to = t.location.alias("origin"), t.location.alias("target")
_asker, _taker = t.person.alias("asker"), t.person.alias("taker")
_NAMES = (
    _from.c.code.label("origin_code"), _to.c.code.label("target_code"), t.product.c.name.label("product_name"),
    t.product.c.sku, t.product.c.unit, t.lot.c.name.label("lot_name"), t.case.c.number.label("case_number"),
    t.order.c.name.label("order_name"), _asker.c.name.label("asker_name"), _taker.c.name.label("taker_name"),
    _t.asked_at, _t.taken_at, _t.ended_at, _t.reason, t.wave.c.state.label("wave_state"),
    t.slot.c.code.label("tote_place"),
)  # fmt: skip
_ROWS = (
    select(*TASK, *_NAMES)
    .outerjoin(_from, _from.c.id == _t.origin)
    .outerjoin(_to, _to.c.id == _t.target)
    .outerjoin(t.product, t.product.c.id == _t.product)
    .outerjoin(t.lot, t.lot.c.id == _t.lot)
    .outerjoin(t.case, t.case.c.id == _t.case)
    .outerjoin(t.transfer, t.transfer.c.id == _t.transfer)
    .outerjoin(t.order, t.order.c.id == t.transfer.c.order)
    .outerjoin(t.wave, t.wave.c.id == t.transfer.c.wave)
    .outerjoin(_asker, _asker.c.id == _t.asked_by)
    .outerjoin(_taker, _taker.c.id == _t.taken_by)
    .outerjoin(t.tote, and_(t.tote.c.w == _t.w, t.tote.c.code == _t.tote))
    .outerjoin(t.tote_place, t.tote_place.c.tote == t.tote.c.id)
    .outerjoin(t.slot, t.slot.c.id == t.tote_place.c.slot)
)
_BY_DEADLINE = func.coalesce(_t.due_at, 2**53), _t.id
MOST = 200


class TaskReads:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def listed(self, w: int, *, ended_since: int | None = None) -> Sequence[TaskRow]:
        if ended_since is not None:
            return self._some((_t.w == w) & (_t.ended_at >= ended_since), _t.ended_at.desc(), _t.id.desc())
        return self._some((_t.w == w) & _t.state.in_(OPEN), *_BY_DEADLINE)

    def fetches(self, w: int, transfer: int) -> Sequence[TaskRow]:
        return self._some((_t.w == w) & (_t.transfer == transfer) & (_t.kind == "fetch"), _t.id.desc())

    def one(self, w: int, task: int) -> TaskRow | None:
        return next(iter(self._some((_t.w == w) & (_t.id == task), _t.id)), None)

    def _some(self, where: ColumnElement[bool], *order: Any) -> list[TaskRow]:
        asked = _ROWS.where(where).order_by(*order).limit(MOST)
        return [_row(tuple(row)) for row in self._connection.execute(asked)]


def _row(row: tuple[Any, ...]) -> TaskRow:
    own, named = row[: len(FIELDS)], row[len(FIELDS) :]
    return TaskRow(Task(**dict(zip(FIELDS, own, strict=True))), *named)
