"""Refunds and exchanges, as the office sees them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, func, or_, select

from warehouse_app.service.ports.refund_figures import CameBack, Reckoned
from warehouse_app.service.ports.refunds import Came, CameLine, ExchangeRow, RefundRow, Unpaid
from warehouse_app.store import tables as t
from warehouse_app.store.repositories.refunds import product_called, stopped_by

_f, _x, _r, _rl, _j, _p = t.refund.c, t.exchange.c, t.return_.c, t.return_line.c, t.judged.c, t.product.c
_IDS: Any = bindparam("ids", expanding=True)
HERE = ("received", "judged")
OPEN = ("proposed", "waiting", "released", "draft", "posted", "stuck")
RECKONED = ("proposed", "stuck", "none")
_JUDGED_M = (
    select(func.coalesce(func.sum(_j.qty_m), 0)).where(_j["return"] == _r.id).correlate(t.return_).scalar_subquery()
)
_LESS = _x.worth.is_not(None) & (_x.more == 0)  # of what was sent for it something goes back all the same
_TO_RECKON = (
    select(_r.id, _r.w, _r.number, t.order.c.odoo_id, _JUDGED_M.label("judged_m"))
    .join(t.order, t.order.c.id == _r.order)
    .outerjoin(t.refund, _f["return"] == _r.id)
    .where(_r.w == bindparam("w"), _r.state.in_(HERE), _r.shipped.is_not(None), _r.odoo_id.is_not(None))
    .where(or_(_f.id.is_(None), _f.state.in_(RECKONED) & (_f.judged_m != _JUDGED_M)))
    .order_by(_r.id)
    .limit(bindparam("most"))
)
_CAME = (
    select(_rl.id, _rl["return"], _p.name, _rl.reason, _rl.received_m, t.shipped_line.c.move, _p.odoo_id, _x.worth)
    .join(t.product, _p.id == _rl.product)
    .join(t.shipped_line, t.shipped_line.c.id == _rl.shipped_line)
    .outerjoin(t.exchange, _x.return_line == _rl.id)
    .where(_rl["return"].in_(_IDS), _rl.received_m > 0, or_(_x.id.is_(None), _LESS))
    .order_by(_rl.id)
)
_GRADES = (
    select(_j.return_line, _j.grade, _j.disposition, func.sum(_j.qty_m))
    .where(_j["return"].in_(_IDS))
    .group_by(_j.return_line, _j.grade, _j.disposition)
    .order_by(_j.return_line, _j.grade, _j.disposition)
)
_worker, _second = t.person.alias(), t.person.alias()
_ROWS: Any = (
    select(
        _f.id, _f["return"], _r.number, _r.order, t.order.c.name, _f.state, _f.currency, _f.digits, _f.amount,
        _f.proposed, _f.credited, _f.body, _f.reason, _f.words, _worker.c.name, _second.c.name, _f.odoo_id,
        _f.odoo_name, _r.received_at, _f.proposed_at, _f.released_at, _f.made_at, _f.posted_at, _f.paid_at,
    )
    .join(t.return_, _r.id == _f["return"])
    .join(t.order, t.order.c.id == _r.order)
    .outerjoin(_worker, _worker.c.id == _f.person)
    .outerjoin(_second, _second.c.id == _f.second)
)  # fmt: skip
_EXCHANGES: Any = (
    select(
        _x["return"], _x.return_line, _p.name, _x.qty_m, _x.worth, _x.more, _x.transfer_id, _x.transfer_name,
        _x.words, t.person.c.name, _x.asked_at, _x.made_at,
    )
    .join(t.product, _p.id == _x.product)
    .outerjoin(t.person, t.person.c.id == _x.person)
    .order_by(_x.id)
)  # fmt: skip
_UNPAID = (
    select(
        _r.id, _r.number, t.order.c.name, _r.received_at, func.coalesce(_f.state, ""), func.coalesce(_f.currency, ""),
        func.coalesce(_f.digits, 2), func.coalesce(_f.credited, _f.amount, 0),
    )
    .join(t.order, t.order.c.id == _r.order)
    .outerjoin(t.refund, _f["return"] == _r.id)
    .where(_r.w == bindparam("w"), _r.state.in_(HERE), _r.received_at.is_not(None))
    .where(or_(_f.id.is_(None), _f.state.in_(OPEN)))
    .order_by(_r.received_at)
)  # fmt: skip
_LAST_JUDGED = (
    select(func.max(_j.judged_at)).where(_j["return"] == _r.id).correlate(t.return_).scalar_subquery()
)  # fmt: skip
_KEPT_M = (
    select(func.coalesce(func.sum(_j.qty_m), 0))
    .where(_j.return_line == _rl.id, _j.disposition.in_(("restock", "lane")))
    .correlate(t.return_line)
    .scalar_subquery()
)
_CARRIER = (
    select(func.max(t.transfer.c.carrier)).where(t.transfer.c.order == _r.order).correlate(t.return_).scalar_subquery()
)
_BACK: Any = (
    select(
        _r.id, _rl.id, func.coalesce(_f.currency, ""), _f.body, _p.sku, _p.supplier, _CARRIER.label("carrier"),
        _rl.reason, _rl.received_m, _KEPT_M, _r.authorised_at, _r.received_at, _LAST_JUDGED, _f.made_at, _f.paid_at,
    )
    .join(t.return_line, _rl["return"] == _r.id)
    .join(t.product, _p.id == _rl.product)
    .outerjoin(t.refund, _f["return"] == _r.id)
    .where(_r.w == bindparam("w"), _r.received_at >= bindparam("since"), _r.received_at < bindparam("until"))
    .where(_rl.received_m > 0)
    .order_by(_r.id, _rl.id)
)  # fmt: skip
_SENT = (
    select(_p.sku, func.coalesce(_p.supplier, ""), func.coalesce(t.transfer.c.carrier, ""), func.sum(t.line.c.picked_m))
    .select_from(t.transfer)
    .join(t.line, t.line.c.transfer == t.transfer.c.id)
    .join(t.product, _p.id == t.line.c.product)
    .join(t.warehouse_, t.warehouse_.c.id == t.transfer.c.w)
    .outerjoin(t.op_type, t.op_type.c.id == t.transfer.c.op_type)
    .where(t.transfer.c.w == bindparam("w"), t.transfer.c.state == "done")
    .where(t.transfer.c.ended_at >= bindparam("since"), t.transfer.c.ended_at < bindparam("until"))
    .where(or_(t.op_type.c.step.is_(None), t.op_type.c.step == "pick", t.warehouse_.c.steps == 1))
    .group_by(_p.sku, _p.supplier, t.transfer.c.carrier)
)


class RefundViews:
    """Over one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def to_reckon(self, w: int, limit: int) -> Sequence[Came]:
        rows = self._connection.execute(_TO_RECKON, {"w": w, "most": limit}).all()
        lines = self._came([row.id for row in rows])
        return [
            Came(*row, sum(line.qty_m for line in lines[row.id]), tuple(lines[row.id])) for row in rows
        ]  # fmt: skip

    def _came(self, ids: Sequence[int]) -> Mapping[int, list[CameLine]]:
        grades: dict[int, list[tuple[str, str, int]]] = defaultdict(list)
        for line, grade, becomes, qty_m in self._connection.execute(_GRADES, {"ids": list(ids)}):
            grades[line].append((grade, becomes, int(qty_m)))
        found: dict[int, list[CameLine]] = defaultdict(list)
        for row in self._connection.execute(_CAME, {"ids": list(ids)}):
            found[row[1]] += _by_grade(row, grades[row.id])
        return found

    def open_notes(self, w: int) -> Sequence[tuple[int, int]]:
        asked = select(_f.id, _f.odoo_id).where(_f.w == w, _f.state.in_(("draft", "posted")), _f.odoo_id.is_not(None))
        return [(row[0], row[1]) for row in self._connection.execute(asked.order_by(_f.id))]

    def listed(self, w: int, *, is_open: bool, limit: int) -> Sequence[RefundRow]:
        state = _f.state.in_(OPEN) if is_open else _f.state.not_in(OPEN)
        order = (_r.received_at, _f.id) if is_open else (_f.id.desc(),)
        return self._rows(_ROWS.where(_f.w == w, state).order_by(*order).limit(limit))

    def of_order(self, order: int) -> tuple[Sequence[RefundRow], Sequence[ExchangeRow]]:
        rows = self._rows(_ROWS.where(_r.order == order).order_by(_f.id))
        theirs = select(_r.id).where(_r.order == order)
        return rows, [ExchangeRow(*row) for row in self._connection.execute(_EXCHANGES.where(_x["return"].in_(theirs)))]

    def exchanges(self, returns: Sequence[int]) -> Sequence[ExchangeRow]:
        rows = self._connection.execute(_EXCHANGES.where(_x["return"].in_(_IDS)), {"ids": list(returns)})
        return [ExchangeRow(*row) for row in rows]

    def unpaid(self, w: int) -> Sequence[Unpaid]:
        return [Unpaid(*row) for row in self._connection.execute(_UNPAID, {"w": w})]

    def stopped_by(self, w: int, types: Sequence[str]) -> Mapping[str, tuple[int, str]]:
        return stopped_by(self._connection, w, types)

    def product(self, w: int, text: str) -> tuple[int, int, str] | None:
        return product_called(self._connection, text)

    def held(self, w: int) -> Sequence[tuple[int, str]]:
        asked = select(_f.id, _r.number, _f.body).join(t.return_, _r.id == _f["return"])
        rows = self._connection.execute(asked.where(_f.w == w, _f.state == "proposed").order_by(_f.id))
        return [(id_, number) for id_, number, body in rows if (body or {}).get("held")]

    def lately(self, w: int, most: int) -> Sequence[Reckoned]:
        asked = select(_r.number, _f.currency, _f.digits, _f.body).join(t.return_, _r.id == _f["return"])
        rows = self._connection.execute(asked.where(_f.w == w).order_by(_f.id.desc()).limit(most))
        return [Reckoned(row.number, row.currency, row.digits, row.body or {}) for row in rows]

    def came_back(self, w: int, since: int, until: int) -> Sequence[CameBack]:
        rows: list[Any] = list(self._connection.execute(_BACK, {"w": w, "since": since, "until": until}))
        return [
            CameBack(
                row[0], row[1], row[2], row.body or {}, row.sku, row.supplier or "", row.carrier or "",
                row.reason or "", row.received_m, int(row[9]), row[10], row[11], row[12], row[13], row[14],
            )
            for row in rows
        ]  # fmt: skip

    def sent_pieces(self, w: int, since: int, until: int) -> Mapping[tuple[str, str, str], int]:
        rows = self._connection.execute(_SENT, {"w": w, "since": since, "until": until})
        return {(row[0], row[1], row[2]): int(row[3]) for row in rows}

    def _rows(self, asked: Any) -> list[RefundRow]:
        rows: list[Any] = list(self._connection.execute(asked))
        return [RefundRow(*row) for row in rows]


def _by_grade(row: Any, grades: Sequence[tuple[str, str, int]]) -> Iterator[CameLine]:
    """A line once for each grade, and what nobody has judged of it."""
    id_, _, name, reason, received_m, move, product, sent = row
    all_m = left_m = int(received_m)
    for grade, becomes, qty_m in [*grades, ("", "", all_m - sum(qty_m for *_, qty_m in grades))]:
        if qty_m > 0:
            share = (sent or 0) * left_m // all_m - (sent or 0) * (left_m - qty_m) // all_m
            left_m -= qty_m
            yield CameLine(id_, name, reason or "", qty_m, move, product, grade, becomes, share)
