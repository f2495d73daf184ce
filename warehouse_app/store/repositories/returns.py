"""What went out as Odoo told it, and returns with their lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, or_, select, update

from warehouse_app.service.ports import found_goods, judged, refunds
from warehouse_app.service.ports.odoo import Shipped, ShippedLine
from warehouse_app.service.ports.returns import Delivered, ExpectedLine, LeftToReturn, NewReturn, ReturnToTell
from warehouse_app.store import tables as t
from warehouse_app.store.dialect import upsert
from warehouse_app.store.repositories.found_goods import FoundGoods
from warehouse_app.store.repositories.judged import JudgedGoods
from warehouse_app.store.repositories.mirror import ids_of, keep
from warehouse_app.store.repositories.refunds import Refunds

_s, _sl, _r, _rl = t.shipped.c, t.shipped_line.c, t.return_.c, t.return_line.c
# Ours that Odoo's figures do not hold yet: not made there, or made after they were read. Rather twice than not at all.
_OURS = (
    select(func.coalesce(func.sum(_rl.expected_m), 0))
    .join(t.return_, _r.id == _rl["return"])
    .where(_rl.shipped_line == _sl.id, _r.state != "cancelled", or_(_r.made_at.is_(None), _r.made_at >= _s.seen_at))
    .correlate(t.shipped_line, t.shipped)
    .scalar_subquery()
)
LEFT = (_sl.shipped_m - _sl.returned_m - _OURS).label("left_m")
_DELIVERED = (
    select(_s.id, _s.w, _s.order, t.order.c.name, _s.done_at, t.order.c.segment, _s.customer)
    .join(t.order, t.order.c.id == _s.order)
    .where(_s.id == bindparam("own"))
)
_LEFT_LINES = (
    select(_sl.id, _sl.product, _sl.lot, t.product.c.name, LEFT, _sl.price, t.product.c.sku, t.product.c.tags)
    .join(t.shipped, _s.id == _sl.shipped)
    .join(t.product, t.product.c.id == _sl.product)
    .where(_sl.shipped == bindparam("own"))
    .order_by(_sl.id)
)
_worker, _receiver = t.person.alias(), t.person.alias()
_RETURN = (
    select(
        _r.id, _r.w, _r.number, t.order.c.name, _r.state, _r.token, _s.odoo_id, _r.odoo_id, _worker.c.name,
        _receiver.c.name, _r.order,
    )
    .join(t.order, t.order.c.id == _r.order)
    .join(t.shipped, _s.id == _r.shipped)
    .outerjoin(_worker, _worker.c.id == _r.person)
    .outerjoin(_receiver, _receiver.c.id == _r.receiver)
    .where(_r.id == bindparam("own"))
    .with_for_update(of=t.return_)
)  # fmt: skip
_EXPECTED = (
    select(
        _rl.id, t.product.c.name, _rl.reason, _rl.expected_m, _rl.received_m, _sl.move, t.product.c.odoo_id,
        t.lot.c.odoo_id,
    )
    .join(t.shipped_line, _sl.id == _rl.shipped_line)
    .join(t.product, t.product.c.id == _rl.product)
    .outerjoin(t.lot, t.lot.c.id == _rl.lot)
    .where(_rl["return"] == bindparam("own"))
    .order_by(_rl.id)
)  # fmt: skip


class Returns:
    def __init__(self, connection: Connection, now: int) -> None:
        self._connection, self._now = connection, now
        self.judged: judged.JudgedGoods = JudgedGoods(connection, now)
        self.found: found_goods.FoundGoods = FoundGoods(connection, now)
        self.refunds: refunds.Refunds = Refunds(connection, now)

    def keep_shipped(self, w: int, rows: Sequence[Shipped], seen_at: int) -> dict[int, int]:
        source: int = self._connection.execute(select(t.source.c.id)).scalar_one()
        orders = keep(
            self._connection, t.order, source, {row.order_id: {"w": w, "name": row.order} for row in rows}
        )  # fmt: skip
        own = {
            row.odoo_id: {
                "w": w, "order": orders[row.order_id], "name": row.name, "done_at": row.done_at or seen_at,
                "back_to": list(row.back_to), "seen_at": seen_at, "customer": row.customer,
            }
            for row in rows
        }  # fmt: skip
        ids = keep(self._connection, t.shipped, source, own)
        every = [line for row in rows for line in row.lines]
        products = ids_of(self._connection, t.product, source, {line.product for line in every})
        lots = ids_of(self._connection, t.lot, source, {line.lot for line in every if line.lot})
        for row in rows:
            self._keep_lines(ids[row.odoo_id], [_line(line, products, lots) for line in row.lines])
        return ids

    def delivered(self, shipped: int) -> Delivered | None:
        return read_delivered(self._connection, shipped, lock=True)

    def add(self, new: NewReturn) -> int:
        row = {
            "w": new.w, "number": new.number, "order": new.delivered.order, "shipped": new.delivered.id,
            "token": new.token, "event": new.event, "person": new.person, "authorised_at": self._now,
        }  # fmt: skip
        if new.keeps:
            row |= {"state": "closed", "closed_at": self._now}
        made: int = self._connection.execute(insert(t.return_).returning(_r.id), row).scalar_one()
        lines = [
            {
                "return": made, "shipped_line": line.id, "product": line.product, "lot": line.lot, "reason": reason,
                "expected_m": qty_m,
            }
            for line, qty_m, reason in new.lines
        ]  # fmt: skip
        self._connection.execute(insert(t.return_line), lines)
        return made

    def of_event(self, event: str) -> str | None:
        return self._connection.execute(select(_r.number).where(_r.event == event)).scalar()

    def token_of(self, w: int, number: str) -> str | None:
        return self._connection.execute(select(_r.token).where(_r.w == w, _r.number == number)).scalar()

    def get(self, return_: int) -> ReturnToTell | None:
        row = self._connection.execute(_RETURN, {"own": return_}).first()
        if row is None:
            return None
        lines = self._connection.execute(_EXPECTED, {"own": return_})
        return ReturnToTell(
            *row[:8],
            row[8] or "",
            row[9] or "",
            row[10],
            tuple(ExpectedLine(*one[:6], (one[6], one[7])) for one in lines),
        )

    def made(self, return_: int, receipt: int, name: str) -> None:
        known = update(t.return_).where(_r.id == return_)
        self._connection.execute(known.values(odoo_id=receipt, odoo_name=name, made_at=self._now))

    def address(self, w: int) -> tuple[str, ...]:
        return read_address(self._connection, w)

    def receive(self, return_: int, lines: Mapping[int, int], person: int | None) -> None:
        here = {"state": "received", "received_at": self._now, "receiver": person}
        self._connection.execute(update(t.return_).where(_r.id == return_).values(here))
        for line, qty_m in lines.items():
            known = update(t.return_line).where(_rl.id == line, _rl["return"] == return_)
            self._connection.execute(known.values(received_m=qty_m))

    def _keep_lines(self, shipped: int, rows: Sequence[Mapping[str, Any]]) -> None:
        if not rows:
            return
        row = upsert(self._connection, t.shipped_line)
        newest = {name: row.excluded[name] for name in ("shipped_m", "returned_m", "price")}
        told = row.on_conflict_do_update(index_elements=[_sl.shipped, _sl.source_key], set_=newest)
        self._connection.execute(told, [{"shipped": shipped, **line} for line in rows])


def read_delivered(connection: Connection, shipped: int, lock: bool = False) -> Delivered | None:
    """A delivery and what is left of it."""
    asked = _DELIVERED.with_for_update(of=t.shipped) if lock else _DELIVERED
    row = connection.execute(asked, {"own": shipped}).first()
    if row is None:
        return None
    lines = connection.execute(_LEFT_LINES, {"own": shipped})
    return Delivered(*row[:4], tuple(_left(line) for line in lines), *row[4:])


def read_address(connection: Connection, w: int) -> tuple[str, ...]:
    newest = select(_s.back_to).where(_s.w == w).order_by(_s.seen_at.desc(), _s.id.desc()).limit(1)
    return tuple(connection.execute(newest).scalar() or ())


def _left(line: Any) -> LeftToReturn:
    names = (*(line.tags or ()), line.sku, line.name)
    return LeftToReturn(line.id, line.product, line.lot, line.name, max(int(line.left_m), 0), line.price, names)


def _line(line: ShippedLine, products: Mapping[int, int], lots: Mapping[int, int]) -> dict[str, Any]:
    return {
        "source_key": f"{line.move}/{line.lot or '-'}",
        "move": line.move,
        "product": products[line.product],
        "lot": lots[line.lot] if line.lot else None,
        "shipped_m": line.shipped_m,
        "returned_m": line.returned_m,
        "price": line.price,
    }
