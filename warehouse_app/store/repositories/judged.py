"""What was judged of goods that came back."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from warehouse_app.service.ports.judged import JudgedToTell, JudgeLine, NewJudged, Wish
from warehouse_app.service.ports.odoo import Lacking, ReturnPart
from warehouse_app.store import tables as t
from warehouse_app.store.repositories.mirror import ids_of

_j, _r, _rl, _sl, _c, _l, _tr, _k = (
    t.judged.c, t.return_.c, t.return_line.c, t.shipped_line.c, t.case.c, t.line.c, t.transfer.c, t.lacking.c,
)  # fmt: skip
STILL_MS = 12 * 3_600_000  # so long what Odoo said of shortages, and what was promised for them, is gone by
_JUDGED = (
    select(func.coalesce(func.sum(_j.qty_m), 0)).where(_j.return_line == _rl.id).correlate(t.return_line)
).scalar_subquery()
_LINE = (
    select(_rl.id, _rl.product, _rl.lot, t.lot.c.name, _rl.received_m, _JUDGED)
    .outerjoin(t.lot, t.lot.c.id == _rl.lot)
    .where(_rl["return"] == bindparam("own"), _rl.id == bindparam("line"))
)
# Goods on their way to an order that it may not show yet.
_PROMISED = (
    select(_j.for_move, func.sum(_j.qty_m))
    .where(_j.w == bindparam("w"), _j.for_move.is_not(None), _j.judged_at >= bindparam("since"))
    .group_by(_j.for_move)
)
_WISHES = (
    select(t.order.c.name, _tr.odoo_id, _l.source_key, _l.short_m, _l.lot, _c.id)
    .join(t.line, _l.id == _c.line)
    .join(t.transfer, _tr.id == _l.transfer)
    .join(t.order, t.order.c.id == _tr.order)
    .outerjoin(t.wave, t.wave.c.id == _tr.wave)
    .where(
        _c.w == bindparam("w"), _c.type == "FUL-SHORT", _c.status == "decided", _c.decision == "wait",
        _tr.state == "open", _l.short_m > 0, _l.product == bindparam("product"),
    )
    .order_by(_tr.priority.desc(), func.coalesce(_tr.deadline, t.wave.c.cutoff_at, 2**53), _c.opened_at, _c.id)
)  # fmt: skip
_LACKING = (
    select(_k.order_name, _k.transfer, _k.move, _k.missing_m, _k.seen_at)
    .where(_k.w == bindparam("w"), _k.product == bindparam("product"), _k.seen_at >= bindparam("since"))
    .order_by(_k.rank)
)
_person, _other = t.person, t.judged.alias()
_SO_FAR = (
    select(func.coalesce(func.sum(_other.c.qty_m), 0))
    .where(
        _other.c.for_move == _j.for_move, _other.c.place == _j.place, _other.c.id <= _j.id,
    )
    .correlate(t.judged)
    .scalar_subquery()
)  # fmt: skip
_TELL = (
    select(
        _j.id, _j.w, _j["return"], _r.number, t.order.c.name, t.warehouse_.c.odoo_id, _r.odoo_id.label("receipt"),
        _sl.move, t.product.c.odoo_id.label("product"), t.lot.c.odoo_id.label("lot"), _j.qty_m, _j.disposition,
        _j.place, _j.place_name, _j.token, _person.c.name.label("worker"), t.product.c.name.label("goods"), _j.grade,
        _j.for_transfer, _j.for_move, _SO_FAR.label("promised_m"),
    )
    .join(t.return_, _r.id == _j["return"])
    .join(t.order, t.order.c.id == _r.order)
    .join(t.warehouse_, t.warehouse_.c.id == _j.w)
    .join(t.return_line, _rl.id == _j.return_line)
    .join(t.shipped_line, _sl.id == _rl.shipped_line)
    .join(t.product, t.product.c.id == _j.product)
    .outerjoin(t.lot, t.lot.c.id == _j.lot)
    .outerjoin(_person, _person.c.id == _j.person)
    .where(_j.id == bindparam("own"))
)  # fmt: skip


class JudgedGoods:
    def __init__(self, connection: Connection, now: int) -> None:
        self._connection, self._now = connection, now

    def line(self, return_: int, line: int) -> JudgeLine | None:
        row = self._connection.execute(_LINE, {"own": return_, "line": line}).first()
        return JudgeLine(*row[:5], int(row[5])) if row else None

    def becomes(self, return_: int) -> frozenset[str]:
        asked = select(t.judged.c.disposition).where(t.judged.c["return"] == return_)
        return frozenset(self._connection.execute(asked).scalars())

    def odoo_place(self, location: int) -> int:
        place: int = self._connection.execute(
            select(t.location.c.odoo_id).where(t.location.c.id == location)
        ).scalar_one()
        return place

    def wishes(self, w: int, product: int) -> list[Wish]:
        asked = {"w": w, "product": product, "since": self._now - STILL_MS}
        promised = {row[0]: int(row[1]) for row in self._connection.execute(_PROMISED, asked)}
        found: dict[int, Wish] = {}
        for order, transfer, key, short_m, lot, case in self._connection.execute(_WISHES, asked):
            move = int(key.split("/")[0])
            found.setdefault(move, Wish(order, transfer, move, short_m - promised.get(move, 0), lot, case))
        for order, transfer, move, missing_m, _ in self._connection.execute(_LACKING, asked):
            found.setdefault(move, Wish(order, transfer, move, missing_m - promised.get(move, 0)))
        return list(found.values())

    def keep_lacking(self, w: int, products: Sequence[int], rows: Sequence[Lacking]) -> None:
        source: int = self._connection.execute(select(t.source.c.id)).scalar_one()
        ours = ids_of(self._connection, t.product, source, set(products))
        self._connection.execute(delete(t.lacking).where(_k.w == w, _k.product.in_(list(ours.values()))))
        self._connection.execute(delete(t.lacking).where(_k.seen_at < self._now - STILL_MS))
        values = [
            {"w": w, "product": ours[row.product], "transfer": row.transfer, "move": row.move, "rank": rank,
             "order_name": row.order, "missing_m": row.missing_m, "seen_at": self._now}
            for rank, row in enumerate(rows)
        ]  # fmt: skip
        if values:
            self._connection.execute(insert(t.lacking), values)

    def add(self, new: NewJudged) -> int:
        line, fact = new.line, new.fact
        row = {
            "w": new.w, "event": new.event, "person": new.person, "return": new.return_, "return_line": line.id,
            "product": line.product, "lot": line.lot, "lot_read": fact.lot, "qty_m": fact.qty_m, "grade": fact.grade,
            "disposition": new.disposition, "checks": dict(fact.checks or {}), "place": new.place,
            "place_name": new.place_name, "token": new.token, "judged_at": self._now,
        }  # fmt: skip
        if new.wish is not None:
            row |= {"for_order": new.wish.order, "for_transfer": new.wish.transfer, "for_move": new.wish.move}
        made: int = self._connection.execute(insert(t.judged).returning(_j.id), row).scalar_one()
        left = select(_rl.id).where(_rl["return"] == new.return_, _rl.received_m > _JUDGED)
        over = update(t.return_).where(_r.id == new.return_, _r.state == "received", ~left.exists())
        self._connection.execute(over.values(state="judged"))
        return made

    def get(self, judged: int) -> JudgedToTell:
        row = self._connection.execute(_TELL, {"own": judged}).one()
        wish = (row.for_transfer, row.for_move) if row.for_move is not None else None
        return JudgedToTell(
            *row[:7], ReturnPart(row.move, row.product, row.lot, row.qty_m), row.disposition, row.place,
            row.place_name, row.token, row.worker or "", row.goods, row.grade, wish, int(row.promised_m),
        )  # fmt: skip

    def done(self, judged: int, odoo_id: int | None, name: str | None) -> None:
        known = update(t.judged).where(_j.id == judged)
        self._connection.execute(known.values(odoo_id=odoo_id, odoo_name=name, done_at=self._now))
