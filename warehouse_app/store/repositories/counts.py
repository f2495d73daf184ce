"""Bins that were counted, and what was picked from them since."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, bindparam, case, func, insert, or_, select, update

from warehouse_app.service.ports.telling import CountNamed, CountToTell
from warehouse_app.store import tables as t

_c, _p = t.count.c, t.pick.c
_NAMED = (
    select(t.product.c.name, t.product.c.sku, t.location.c.code, t.lot.c.name, t.person.c.name)
    .select_from(t.count)
    .join(t.product, t.product.c.id == _c.product)
    .join(t.location, t.location.c.id == _c.location)
    .outerjoin(t.lot, t.lot.c.id == _c.lot)
    .outerjoin(t.event, t.event.c.id == _c.event)
    .outerjoin(t.person, t.person.c.id == t.event.c.person)
)


class Counts:
    def __init__(self, connection: Connection, now: int) -> None:
        self._connection, self._now = connection, now

    def add(
        self, w: int, product: int, location: int, lot: int | None, counted_m: int, counted_at: int,
        event: str | None = None,
    ) -> int:  # fmt: skip
        row = {
            "w": w, "product": product, "location": location, "lot": lot, "counted_m": counted_m,
            "counted_at": counted_at, "event": event,
        }  # fmt: skip
        return int(self._connection.execute(insert(t.count).returning(_c.id), row).scalar_one())

    def get(self, count: int) -> CountToTell:
        row = self._connection.execute(
            select(
                *(_c[name] for name in ("id", "w", "product", "location", "lot", "counted_m", "counted_at", "sent_at")),
                t.product.c.odoo_id.label("odoo_product"),
                t.location.c.odoo_id.label("odoo_location"),
                t.lot.c.odoo_id.label("odoo_lot"),
            )
            .join(t.product, t.product.c.id == _c.product)
            .join(t.location, t.location.c.id == _c.location)
            .outerjoin(t.lot, t.lot.c.id == _c.lot)
            .where(_c.id == count)
        ).one()
        odoo = row.odoo_product, row.odoo_location, row.odoo_lot
        return CountToTell(*row[:5], odoo, row.counted_m, row.counted_at, row.sent_at is not None, self._later(row))

    def our_clock(self, device: int, at: int) -> int:
        ahead: int = self._connection.execute(select(_ahead(device))).scalar_one()
        return min(at - ahead, self._now)

    def named(self, count: int) -> CountNamed:
        return CountNamed(*self._connection.execute(_NAMED.where(_c.id == count)).one())

    def compared(self, count: int, book_m: int) -> None:
        self._set(count, compared_at=self._now, book_m=book_m)

    def written(self, count: int, target_m: int) -> None:
        self._set(count, target_m=target_m, sent_at=self._now)

    def done(self, count: int, difference_m: int | None) -> None:
        self._set(count, done_at=self._now, difference_m=difference_m)

    def drop(self, count: int) -> None:
        unsettled = _c.id == count, _c.sent_at.is_not(None), _c.done_at.is_(None)
        self._connection.execute(update(t.count).where(*unsettled).values(done_at=self._now))

    def overtaken(self, product: int, location: int, lot: int | None, at: int, device: int) -> int | None:
        where = {"product": product, "location": location, "lot": lot, "at": at, "device": device}
        return self._connection.execute(_OVERTAKEN, where).scalar_one_or_none()

    def unsettled_bins(self, w: int) -> set[tuple[int, int]]:
        asked = (
            select(t.product.c.odoo_id, t.location.c.odoo_id)
            .select_from(t.count)
            .join(t.product, t.product.c.id == _c.product)
            .join(t.location, t.location.c.id == _c.location)
            .where(_c.w == w, _c.sent_at.is_not(None), _c.done_at.is_(None))
        )
        return {(row[0], row[1]) for row in self._connection.execute(asked)}

    def _set(self, count: int, **values: Any) -> None:
        self._connection.execute(update(t.count).where(_c.id == count).values(values))

    def _later(self, row: Any) -> int:
        """What left the bin by facts dated after the count, less what was put back after it."""
        taken, back = t.event.alias(), t.event.alias()
        taken_at, back_at = _by_our_clock(taken), _by_our_clock(back)
        left = case((taken_at > row.counted_at, _p.qty_m), else_=0)
        returned = case((back_at > row.counted_at, _p.qty_m), else_=0)
        asked = (
            select(func.coalesce(func.sum(left - returned), 0))
            .select_from(t.pick)
            .join(t.line, t.line.c.id == _p.line)
            .join(taken, taken.c.id == _p.event)
            .outerjoin(back, back.c.id == _p.reversed_by)
            .where(t.line.c.product == row.product, _p.location == row.location)
            .where(or_(taken_at > row.counted_at, back_at > row.counted_at))
        )
        if row.lot is not None:
            asked = asked.where(func.coalesce(_p.lot, t.line.c.lot) == row.lot)
        return int(self._connection.execute(asked).scalar_one())


def _by_our_clock(event: Any) -> Any:
    """When the device did it: its clock, less by how much it was ahead of ours at its last upload."""
    return event.c.device_at - _ahead(event.c.device)


def _ahead(device: Any) -> Any:
    return func.coalesce(select(t.device.c.clock_offset).where(t.device.c.id == device).scalar_subquery(), 0)


# Asked at every pick: built once.
_OVERTAKEN = (
    select(_c.id)
    .where(_c.product == bindparam("product"), _c.location == bindparam("location"), _c.sent_at.is_not(None))
    .where(or_(_c.lot.is_(None), _c.lot == bindparam("lot")))
    .where(_c.counted_at > bindparam("at", type_=_c.counted_at.type) - _ahead(bindparam("device")))
    .order_by(_c.id.desc())
    .limit(1)
)
