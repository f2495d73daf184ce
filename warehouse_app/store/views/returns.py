"""What went out and what comes back, as the desk and the office see it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, func, select

from warehouse_app.service.ports import found_goods, judged, refunds
from warehouse_app.service.ports.returns import (
    Delivered,
    DeliveryCard,
    GoodsLine,
    LeftToReturn,
    ReturnAsked,
    ReturnCard,
    ReturnRow,
)
from warehouse_app.store import tables as t
from warehouse_app.store.repositories.returns import LEFT, read_address, read_delivered
from warehouse_app.store.views.found_goods import FoundViews
from warehouse_app.store.views.judged import JudgedViews
from warehouse_app.store.views.refunds import RefundViews

_s, _sl, _r, _rl, _p = t.shipped.c, t.shipped_line.c, t.return_.c, t.return_line.c, t.product.c
_GOODS = _p.id, _p.name, _p.sku, _p.unit, _p.whole, _p.shape, _p.hue, t.lot.c.name.label("lot"), t.product_picture.c.sha
_IDS: Any = bindparam("ids", expanding=True)
_DELIVERIES = (
    select(_s.id, _s.odoo_id, _s.name, t.order.c.name, _s.done_at)
    .join(t.order, t.order.c.id == _s.order)
    .where(_s.id.in_(_IDS))
    .order_by(_s.done_at.desc(), _s.id)
)
_SHIPPED_LINES = (
    select(_sl.shipped, _sl.id, *_GOODS, _sl.shipped_m, LEFT)
    .join(t.shipped, _s.id == _sl.shipped)
    .join(t.product, _p.id == _sl.product)
    .outerjoin(t.lot, t.lot.c.id == _sl.lot)
    .outerjoin(t.product_picture, t.product_picture.c.product == _p.id)
    .where(_sl.shipped.in_(_IDS))
    .order_by(_sl.id)
)
_RETURN_LINES = (
    select(_rl["return"], _rl.id, *_GOODS, _rl.expected_m, _rl.received_m, _rl.reason)
    .join(t.product, _p.id == _rl.product)
    .outerjoin(t.lot, t.lot.c.id == _rl.lot)
    .outerjoin(t.product_picture, t.product_picture.c.product == _p.id)
    .where(_rl["return"].in_(_IDS))
    .order_by(_rl.id)
)
_CODES = select(t.code.c.ref, t.code.c.text, t.code.c.factor_m).where(
    t.code.c.kind == "product", t.code.c.ref.in_(_IDS)
)
_CARD = (
    select(
        _r.id, _r.number, _r.state, t.order.c.name, func.coalesce(_s.name, ""), _r.odoo_name, t.person.c.name,
        _r.authorised_at, _r.received_at, _s.back_to,
    )
    .join(t.order, t.order.c.id == _r.order)
    .outerjoin(t.shipped, _s.id == _r.shipped)
    .outerjoin(t.person, t.person.c.id == _r.person)
)  # fmt: skip
_LIST = (
    select(_r.id, _r.number, _r.state, t.order.c.name, t.person.c.name, _r.odoo_name, _r.authorised_at, _r.received_at)
    .join(t.order, t.order.c.id == _r.order)
    .outerjoin(t.person, t.person.c.id == _r.person)
    .where(_r.w == bindparam("w"))
    .order_by((_r.state != "authorised"), _r.id.desc())
    .limit(bindparam("most"))
)
_ASKED = (
    select(
        _r.id, _r.number, (_r.authorised_at - _s.done_at).label("after"), t.order.c.segment, _s.customer, _rl.reason,
        _rl.expected_m, _p.name, _p.sku, _p.tags, _sl.id.label("line"), _sl.product, _sl.lot, _sl.price,
    )
    .join(t.shipped, _s.id == _r.shipped)
    .join(t.order, t.order.c.id == _r.order)
    .join(t.return_line, _rl["return"] == _r.id)
    .join(t.shipped_line, _sl.id == _rl.shipped_line)
    .join(t.product, _p.id == _sl.product)
    .where(_r.id.in_(select(_r.id).where(_r.w == bindparam("w")).order_by(_r.id.desc()).limit(bindparam("most"))))
    .order_by(_r.id.desc(), _rl.id)
)  # fmt: skip
_SITE = select(t.warehouse_.c.odoo_id, t.warehouse_.c.name).where(t.warehouse_.c.id == bindparam("w"))
_REASONS = (
    select(t.rule.c.code, t.rule.c.body)
    .where(t.rule.c.kind == "return", t.rule.c.w.is_(None) | (t.rule.c.w == bindparam("w")))
    .order_by(t.rule.c.version, t.rule.c.id)
)
_OF_TRANSFER = (
    select(t.order.c.name, t.transfer.c.odoo_id)
    .select_from(t.transfer)
    .join(t.order, t.order.c.id == t.transfer.c.order)
    .where(t.transfer.c.w == bindparam("w"))
)
_OF_ORDER = select(t.order.c.name).where(t.order.c.w == bindparam("w"), t.order.c.name == bindparam("text"))


class ReturnViews:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.judged: judged.JudgedViews = JudgedViews(connection)
        self.found: found_goods.FoundViews = FoundViews(connection)
        self.refunds: refunds.RefundViews = RefundViews(connection)

    def site(self, w: int) -> tuple[int, str]:
        row = self._connection.execute(_SITE, {"w": w}).one()
        return row.odoo_id, row.name

    def delivered(self, shipped: int) -> Delivered | None:
        return read_delivered(self._connection, shipped)

    def address(self, w: int) -> tuple[str, ...]:
        return read_address(self._connection, w)

    def asked(self, w: int, most: int) -> list[ReturnAsked]:
        rows = self._connection.execute(_ASKED, {"w": w, "most": most}).all()
        found: defaultdict[int, list[Any]] = defaultdict(list)
        for row in rows:
            found[row.id].append(row)
        return [
            ReturnAsked(
                of[0].number, of[0].after, of[0].segment, of[0].customer,
                tuple((row.reason or "", row.expected_m, _goods_of(row)) for row in of),
            )
            for of in found.values()
        ]  # fmt: skip

    def order_of(self, w: int, text: str) -> tuple[str, int | None] | None:
        asked = {"w": w, "text": text}
        parcels = _OF_TRANSFER.join(t.parcel, t.parcel.c.transfer == t.transfer.c.id)
        for query in (
            parcels.where((t.parcel.c.number == bindparam("text")) | (t.parcel.c.sscc == bindparam("text"))),
            _OF_TRANSFER.where(t.transfer.c.name == bindparam("text")),
        ):
            if row := self._connection.execute(query, asked).first():
                return row[0], row[1]
        name: str | None = self._connection.execute(_OF_ORDER, asked).scalar()
        return (name, None) if name else None

    def deliveries(self, ids: Sequence[int]) -> list[DeliveryCard]:
        lines = self._lines(_SHIPPED_LINES, ids)
        rows = self._connection.execute(_DELIVERIES, {"ids": list(ids)})
        return [DeliveryCard(*row, tuple(lines[row.id])) for row in rows]

    def card(self, w: int, *, number: str | None = None, event: str | None = None) -> ReturnCard | None:
        which: ColumnElement[bool] = _r.number == number if number is not None else _r.event == event
        row = self._connection.execute(_CARD.where(_r.w == w, which)).first()
        if row is None:
            return None
        return ReturnCard(*row[:9], tuple(row.back_to or ()), tuple(self._lines(_RETURN_LINES, [row.id])[row.id]))

    def listed(self, w: int, most: int) -> list[ReturnRow]:
        rows = self._connection.execute(_LIST, {"w": w, "most": most}).all()
        lines = self._lines(_RETURN_LINES, [row.id for row in rows])
        return [
            ReturnRow(
                *row[1:],
                pieces_m=sum(line.of_m if row.state == "authorised" else line.qty_m for line in lines[row.id]),
                reasons=tuple(dict.fromkeys(line.reason for line in lines[row.id] if line.reason)),
            )
            for row in rows
        ]

    def reasons(self, w: int) -> list[tuple[str, Mapping[str, Any]]]:
        newest: dict[str, Mapping[str, Any]] = {row[0]: row[1] for row in self._connection.execute(_REASONS, {"w": w})}
        return sorted(newest.items(), key=lambda one: (one[1].get("rank", 99), one[0]))

    def _lines(self, asked: Any, ids: Sequence[int]) -> dict[int, list[GoodsLine]]:
        rows = self._connection.execute(asked, {"ids": list(ids)}).all()
        codes: dict[int, list[tuple[str, int]]] = defaultdict(list)
        for ref, text, factor_m in self._connection.execute(_CODES, {"ids": sorted({row[2] for row in rows})}):
            codes[ref].append((text, factor_m))
        found: dict[int, list[GoodsLine]] = defaultdict(list)
        for row in rows:
            found[row[0]].append(_goods(row, tuple(codes[row[2]])))
        return found


def _goods(row: Any, codes: tuple[tuple[str, int], ...]) -> GoodsLine:
    _, id_, product, name, sku, unit, whole, shape, hue, lot, sha, of_m, qty_m, *reason = row
    left_m = max(int(qty_m), 0)
    return GoodsLine(
        id_, product, name, sku, unit, bool(whole), shape, hue, lot, codes, of_m, left_m,
        reason[0] if reason else None, sha,
    )  # fmt: skip


def _goods_of(row: Any) -> LeftToReturn:
    names = (*(row.tags or ()), row.sku, row.name)
    return LeftToReturn(row.line, row.product, row.lot, row.name, row.expected_m, row.price, names)
