"""What was judged of goods that came back, as the desk and the office see it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, bindparam, func, or_, select

from warehouse_app.service.ports.judged import JudgedRow, SlowReturn
from warehouse_app.store import tables as t

_j, _p, _s, _l = t.judged.c, t.product.c, t.bin_stock.c, t.line.c
_IDS: Any = bindparam("ids", expanding=True)
_ROWS = (
    select(
        _j.id, _j.return_line, _j.qty_m, _j.grade, _j.disposition, _j.place_name, _j.odoo_name, _j.done_at,
        t.person.c.name, _j.for_order, _j.event, t.return_.c.number,
    )
    .join(t.return_, t.return_.c.id == _j["return"])
    .outerjoin(t.person, t.person.c.id == _j.person)
    .order_by(_j.id)
)  # fmt: skip
_PRODUCTS = (
    select(_p.odoo_id)
    .join(t.return_line, t.return_line.c.product == _p.id)
    .join(t.return_, t.return_.c.id == t.return_line.c["return"])
    .where(t.return_.c.w == bindparam("w"), t.return_.c.number == bindparam("number"))
    .distinct()
)
_r, _rl, _x = t.return_.c, t.return_line.c, t.exchange.c
_JUDGED_M = (
    select(func.coalesce(func.sum(_j.qty_m), 0)).where(_j["return"] == _r.id).correlate(t.return_).scalar_subquery()
)
_CAME_M = (
    select(func.coalesce(func.sum(_rl.received_m), 0))
    .where(_rl["return"] == _r.id)
    .correlate(t.return_)
    .scalar_subquery()
)
_UNJUDGED = (
    select(_r.id, _r.number, t.order.c.name, _r.received_at)
    .join(t.order, t.order.c.id == _r.order)
    .where(_r.w == bindparam("w"), _r.state == "received", _r.received_at.is_not(None), _CAME_M > _JUDGED_M)
    .order_by(_r.id)
)
_UNSENT = (
    select(_r.id, _r.number, t.order.c.name, func.min(_x.asked_at))
    .join(t.exchange, _x["return"] == _r.id)
    .join(t.order, t.order.c.id == _r.order)
    .outerjoin(t.transfer, t.transfer.c.odoo_id == _x.transfer_id)
    .where(_r.w == bindparam("w"), or_(_x.transfer_id.is_(None), t.transfer.c.state == "open"))
    .group_by(_r.id, _r.number, t.order.c.name)
    .order_by(_r.id)
)
_NAMES = select(_p.id, _p.sku, _p.name, _p.tags).where(_p.id.in_(_IDS))
_BINS = (
    select(_s.product, t.location.c.code)
    .join(t.location, t.location.c.id == _s.location)
    .where(t.location.c.w == bindparam("w"), _s.product.in_(_IDS), t.location.c.locked_by.is_(None))
    .group_by(_s.product, t.location.c.code)
    .order_by(func.sum(_s.quantity_m), t.location.c.code.desc())
)
_FETCHED = (
    select(_l.product, t.location.c.code)
    .join(t.location, t.location.c.id == _l.location)
    .where(t.location.c.w == bindparam("w"), _l.product.in_(_IDS), t.location.c.locked_by.is_(None))
    .order_by(_l.id)
)


class JudgedViews:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def slow(self, w: int) -> list[SlowReturn]:
        found = [SlowReturn(*row, "judge") for row in self._connection.execute(_UNJUDGED, {"w": w})]
        return found + [SlowReturn(*row, "exchange") for row in self._connection.execute(_UNSENT, {"w": w})]

    def of_return(self, return_: int) -> list[JudgedRow]:
        return [_row(row) for row in self._connection.execute(_ROWS.where(_j["return"] == return_))]

    def of_event(self, w: int, event: str) -> tuple[str, JudgedRow] | None:
        row = self._connection.execute(_ROWS.where(_j.w == w, _j.event == event)).first()
        return (row.number, _row(row)) if row else None

    def goods(self, judged: int) -> str:
        name: str = self._connection.execute(
            select(_p.name).join(t.judged, _j.product == _p.id).where(_j.id == judged)
        ).scalar_one()
        return name

    def products(self, w: int, number: str) -> list[int]:
        return list(self._connection.execute(_PRODUCTS, {"w": w, "number": number}).scalars())

    def names(self, products: list[int]) -> dict[int, tuple[str, ...]]:
        rows = self._connection.execute(_NAMES, {"ids": products})
        return {row.id: (row.sku, row.name, *(row.tags or ())) for row in rows}

    def bins(self, w: int, products: list[int]) -> dict[int, str]:
        asked = {"w": w, "ids": products}
        rows = [*self._connection.execute(_FETCHED, asked), *self._connection.execute(_BINS, asked)]
        return {row[0]: row[1] for row in rows}


def _row(row: Any) -> JudgedRow:
    return JudgedRow(
        row.id, row.return_line, row.qty_m, row.grade, row.disposition, row.place_name, row.odoo_name,
        row.done_at is not None, row.name, row.for_order, row.event,
    )  # fmt: skip
