"""Cases with all they may be counted by, and the work beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, func, literal, select

from warehouse_app.domain.measures import Work
from warehouse_app.service.ports.measures import CaseRow
from warehouse_app.store import tables as t
from warehouse_app.store.repositories.mirror import chunks

_c, _step, _tr, _l, _o, _w = t.case.c, t.case_event.c, t.transfer.c, t.line.c, t.order.c, t.wave.c
_RAISED = ("opened", "again")  # told, not answered
_of_line = t.transfer.alias("of_line")
_CASES = (
    select(
        _c.id, _c.type, _c.category, _c.cause, _c.opened_at, _c.answer_by, _c.answered_at, _c.due_at, _c.resolved_at,
        _c.rung, _c.reopened, _c.facts, t.product.c.sku, t.location.c.code, _o.id.label("order"), _o.segment,
        func.coalesce(_tr.carrier, _of_line.c.carrier).label("carrier"), _w.cutoff_at,
        func.coalesce(_tr.ended_at, _of_line.c.ended_at).label("left_at"),
    )
    .select_from(t.case)
    .outerjoin(t.line, _l.id == _c.line)
    .outerjoin(t.product, t.product.c.id == _l.product)
    .outerjoin(t.location, t.location.c.id == _l.location)
    .outerjoin(_of_line, _of_line.c.id == _l.transfer)
    .outerjoin(t.transfer, _tr.id == _c.transfer)
    .outerjoin(t.order, _o.id == func.coalesce(_tr.order, _of_line.c.order))
    .outerjoin(t.wave, _w.id == func.coalesce(_c.wave, _tr.wave, _of_line.c.wave))
    .where(_c.w == bindparam("w"), _c.opened_at >= bindparam("since"), _c.opened_at < bindparam("until"))
    .order_by(_c.id)
)  # fmt: skip
_STEPS = (
    select(_step.case, _step.kind, _step.at, t.person.c.name)
    .join(t.person, t.person.c.id == _step.person)
    .where(_step.case.in_(bindparam("ids", expanding=True)))
    .order_by(_step.id)
)
_BY: Mapping[str, Any] = {
    "product": t.product.c.sku,
    "bin": t.location.c.code,
    "carrier": func.coalesce(_tr.carrier, ""),
    "channel": func.coalesce(_o.segment, ""),
}


class MeasureViews:
    """Over one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def cases(self, w: int, since: int, until: int) -> Sequence[CaseRow]:
        rows = self._connection.execute(_CASES, {"w": w, "since": since, "until": until}).all()
        touches: dict[int, list[Any]] = {row.id: [] for row in rows}
        for chunk in chunks(touches):
            for step in self._connection.execute(_STEPS, {"ids": chunk}):
                touches[step.case].append(step)
        return [_case(row, touches[row.id]) for row in rows]

    def work(self, w: int, since: int, until: int, dimension: str) -> Mapping[str, Work]:
        of = _BY.get(dimension, literal(""))
        asked = (
            select(of.label("of"), func.count(_l.id), func.count(_tr.order.distinct()))
            .select_from(t.wave)
            .join(t.transfer, _tr.wave == _w.id)
            .join(t.line, (_l.transfer == _tr.id) & (_l.state != "gone"))
            .join(t.product, t.product.c.id == _l.product)
            .join(t.location, t.location.c.id == _l.location)
            .outerjoin(t.order, _o.id == _tr.order)
            .where(_w.w == w, _w.released_at >= since, _w.released_at < until)
            .group_by(of)
        )
        return {row[0]: Work(row[1], row[2]) for row in self._connection.execute(asked)}

    def walked(self, w: int, since: int, span_ms: int) -> Sequence[tuple[int, int, int]]:
        span = (_w.walked_at - since) // span_ms
        asked = (
            select(_w.person, span, func.count(_l.id))
            .select_from(t.wave)
            .join(t.transfer, _tr.wave == _w.id)
            .join(t.line, (_l.transfer == _tr.id) & (_l.picked_m > 0))
            .where(_w.w == w, _w.walked_at >= since, _w.person.is_not(None))
            .group_by(_w.person, span)
        )
        return [(row[0], row[1], row[2]) for row in self._connection.execute(asked)]


def _case(row: Any, steps: Sequence[Any]) -> CaseRow:
    first = next((step for step in steps if step.kind not in _RAISED), None)
    facts = row.facts or {}
    return CaseRow(
        row.id,
        row.type,
        row.category,
        row.sku or str(facts.get("sku") or ""),
        row.code or str(facts.get("location") or ""),
        row.carrier or str(facts.get("carrier") or ""),
        row.segment or "",
        row.cause or "",
        first.name if first is not None else "",
        row.opened_at,
        row.answer_by,
        row.answered_at or (first.at if first is not None else None),
        row.due_at,
        row.resolved_at,
        row.rung,
        row.reopened,
        row.order,
        row.cutoff_at,
        row.left_at,
        len(steps),
    )
