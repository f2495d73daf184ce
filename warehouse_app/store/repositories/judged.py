"""What was judged of goods that came back."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, func, insert, select, update

from warehouse_app.service.ports.judged import JudgedToTell, JudgeLine, NewJudged, Wish
from warehouse_app.service.ports.odoo import ReturnPart
from warehouse_app.store import tables as t

_j, _r, _rl, _sl, _c, _l, _tr = (
    t.judged.c, t.return_.c, t.return_line.c, t.shipped_line.c, t.case.c, t.line.c, t.transfer.c,
)  # fmt: skip
_JUDGED = (
    select(func.coalesce(func.sum(_j.qty_m), 0)).where(_j.return_line == _rl.id).correlate(t.return_line)
).scalar_subquery()
_LINE = (
    select(_rl.id, _rl.product, _rl.lot, t.lot.c.name, _rl.received_m, _JUDGED)
    .outerjoin(t.lot, t.lot.c.id == _rl.lot)
    .where(_rl["return"] == bindparam("own"), _rl.id == bindparam("line"))
)
# Goods on their way to an order that have not shown up in what it still lacks.
_PROMISED = (
    select(func.coalesce(func.sum(_j.qty_m), 0))
    .where(_j.transfer == _l.transfer, _j.product == _l.product, _j.judged_at >= _c.opened_at)
    .correlate(t.line, t.case)
    .scalar_subquery()
)
_WISHES = (
    select(_c.id, _l.transfer, (_l.short_m - _PROMISED).label("missing_m"), _l.lot)
    .join(t.line, _l.id == _c.line)
    .join(t.transfer, _tr.id == _l.transfer)
    .outerjoin(t.wave, t.wave.c.id == _tr.wave)
    .where(
        _c.w == bindparam("w"), _c.type == "FUL-SHORT", _c.status == "decided", _c.decision == "wait",
        _tr.state == "open", _l.short_m > 0, _l.product == bindparam("product"),
    )
    .order_by(_tr.priority.desc(), func.coalesce(_tr.deadline, t.wave.c.cutoff_at, 2**53), _c.opened_at, _c.id)
)  # fmt: skip
_person = t.person
_TELL = (
    select(
        _j.id, _j.w, _j["return"], _r.number, t.order.c.name, t.warehouse_.c.odoo_id, _r.odoo_id.label("receipt"),
        _sl.move, t.product.c.odoo_id.label("product"), t.lot.c.odoo_id.label("lot"), _j.qty_m, _j.disposition,
        _j.place, _j.place_name, _j.token, _person.c.name.label("worker"), t.product.c.name.label("goods"), _j.grade,
        _j.transfer, _tr.odoo_id.label("wish"),
    )
    .join(t.return_, _r.id == _j["return"])
    .join(t.order, t.order.c.id == _r.order)
    .join(t.warehouse_, t.warehouse_.c.id == _j.w)
    .join(t.return_line, _rl.id == _j.return_line)
    .join(t.shipped_line, _sl.id == _rl.shipped_line)
    .join(t.product, t.product.c.id == _j.product)
    .outerjoin(t.lot, t.lot.c.id == _j.lot)
    .outerjoin(_person, _person.c.id == _j.person)
    .outerjoin(t.transfer, _tr.id == _j.transfer)
    .where(_j.id == bindparam("own"))
)  # fmt: skip
_WISHED_LINE = select(_l.source_key).where(
    _l.transfer == bindparam("transfer"), _l.product == bindparam("product"), _l.short_m > 0
)


class JudgedGoods:
    def __init__(self, connection: Connection, now: int) -> None:
        self._connection, self._now = connection, now

    def line(self, return_: int, line: int) -> JudgeLine | None:
        row = self._connection.execute(_LINE, {"own": return_, "line": line}).first()
        return JudgeLine(*row[:5], int(row[5])) if row else None

    def odoo_place(self, location: int) -> int:
        place: int = self._connection.execute(
            select(t.location.c.odoo_id).where(t.location.c.id == location)
        ).scalar_one()
        return place

    def wishes(self, w: int, product: int) -> list[Wish]:
        rows = self._connection.execute(_WISHES, {"w": w, "product": product})
        return [Wish(row[0], row[1], int(row[2]), row[3]) for row in rows]

    def add(self, new: NewJudged) -> int:
        line, fact = new.line, new.fact
        row = {
            "w": new.w, "event": new.event, "person": new.person, "return": new.return_, "return_line": line.id,
            "product": line.product, "lot": line.lot, "lot_read": fact.lot, "qty_m": fact.qty_m, "grade": fact.grade,
            "disposition": new.disposition, "checks": dict(fact.checks or {}), "place": new.place,
            "place_name": new.place_name, "transfer": new.transfer, "token": new.token, "judged_at": self._now,
        }  # fmt: skip
        made: int = self._connection.execute(insert(t.judged).returning(_j.id), row).scalar_one()
        left = select(_rl.id).where(_rl["return"] == new.return_, _rl.received_m > _JUDGED)
        over = update(t.return_).where(_r.id == new.return_, _r.state == "received", ~left.exists())
        self._connection.execute(over.values(state="judged"))
        return made

    def get(self, judged: int) -> JudgedToTell:
        row = self._connection.execute(_TELL, {"own": judged}).one()
        return JudgedToTell(
            *row[:7], ReturnPart(row.move, row.product, row.lot, row.qty_m), row.disposition, row.place,
            row.place_name, row.token, row.worker or "", row.goods, row.grade, row.transfer, self._wish(judged, row.wish),
        )  # fmt: skip

    def done(self, judged: int, odoo_id: int | None, name: str | None) -> None:
        known = update(t.judged).where(_j.id == judged)
        self._connection.execute(known.values(odoo_id=odoo_id, odoo_name=name, done_at=self._now))

    def _wish(self, judged: int, transfer: int | None) -> tuple[int, int] | None:
        """The move (the first part of a line's key) the goods are for; None where it lacks nothing any more."""
        if transfer is None:
            return None
        own = self._connection.execute(select(_j.transfer, _j.product).where(_j.id == judged)).one()
        key = self._connection.execute(_WISHED_LINE, {"transfer": own[0], "product": own[1]}).scalar()
        return (transfer, int(key.split("/")[0])) if key else None
