"""Locks of bins, and the lines that point at a bin."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, func, select

from warehouse_app.domain.picking import OPEN_WAVES
from warehouse_app.domain.standing import Part
from warehouse_app.service.ports.bins import Elsewhere, Hit, KitPart, Lock, Reserved, Standing, Waiting
from warehouse_app.store import tables as t
from warehouse_app.store.detours import Detours
from warehouse_app.store.dialect import upsert

_b, _l, _tr, _wave, _c = t.bin_lock.c, t.line.c, t.transfer.c, t.wave.c, t.case.c
_WITHOUT = ("ship_short", "cancel")
_ON_FLOOR = ("released", *OPEN_WAVES)
_LOCK = (
    select(_b.w, _b.location, _b.product, _b.case, _b.at, _b.line, t.event.c.person)
    .join(t.case, _c.id == _b.case)
    .outerjoin(t.event, t.event.c.id == _c.event)
)

_s, _place = t.bin_stock.c, t.location.c
_asked, _from, _walk, _to = t.line.alias(), t.location.alias(), t.line.alias(), t.location.alias()
_own = t.transfer.alias()
_lack = t.line.alias()
_LACKS = (
    select(_lack.c.id)
    .where(_lack.c.transfer == _tr.id, _lack.c.state != "gone", _lack.c.short_m > 0)
    .correlate(t.transfer)
    .exists()
)
# How far the walk of the line's wave still goes.
_LAST = (
    select(func.max(_to.c.walk_rank))
    .select_from(_walk)
    .join(_own, _own.c.id == _walk.c.transfer)
    .join(_to, _to.c.id == _walk.c.location)
    .where(_own.c.wave == _tr.wave, _walk.c.state == "open")
    .correlate(t.transfer)
    .scalar_subquery()
)
# What pickers are sent to fetch there; Odoo reserves nothing for them.
_SENT = (
    select(func.coalesce(func.sum(_walk.c.demand_m - _walk.c.picked_m - _walk.c.short_m), 0))
    .where(
        _walk.c.location == _s.location, _walk.c.product == _s.product, _walk.c.state == "open",
        _walk.c.for_case.is_not(None),
    )
    .correlate(t.bin_stock)
    .scalar_subquery()
)  # fmt: skip
_WAITING = (
    select(_c.id, _l.id, _l.product, _l.short_m)
    .join(t.line, _l.id == _c.line)
    .join(t.transfer, _tr.id == _l.transfer)
    .outerjoin(t.wave, _wave.id == _tr.wave)
    .where(
        _c.w == bindparam("w"), _c.type == "FUL-SHORT", _c.status == "decided", _c.decision == "wait",
        _tr.state == "open", _l.short_m > 0,
    )
    .order_by(_tr.priority.desc(), func.coalesce(_tr.deadline, _wave.cutoff_at, 2**53), _c.opened_at, _c.id)
)  # fmt: skip
# Somebody missed the goods there, and nobody has counted the bin since.
_missed, _case, _count = t.line.alias(), t.case.alias(), t.count
_COUNTED = (
    select(_count.c.id)
    .where(
        _count.c.location == _missed.c.location, _count.c.product == _missed.c.product,
        _count.c.counted_at > _case.c.opened_at,
        _count.c.done_at.is_not(None) | (_count.c.book_m == _count.c.counted_m),
    )
    .correlate(_missed, _case)
    .exists()
)  # fmt: skip
_MISSED = (
    select(_case.c.id)
    .join(_missed, _missed.c.id == _case.c.line)
    .where(
        _case.c.type == "FUL-SHORT", _case.c.status != "resolved", _missed.c.location == _s.location,
        _missed.c.product == _s.product, ~_COUNTED,
    )
    .correlate(t.bin_stock)
    .exists()
)  # fmt: skip
_ELSEWHERE = (
    select(
        _place.code, (func.sum(_s.quantity_m - _s.reserved_m) - _SENT).label("free_m"), _place.walk_rank.label("rank"),
        _place.aisle, _from.c.walk_rank.label("here"), _from.c.aisle.label("own"), _LAST.label("last"),
        _s.location, _tr.w, _tr.wave, _from.c.id.label("at"),
    )
    .select_from(_asked)
    .join(t.transfer, _tr.id == _asked.c.transfer)
    .join(_from, _from.c.id == _asked.c.location)
    .join(t.bin_stock, _s.product == _asked.c.product)
    .join(t.location, (_place.id == _s.location) & (_place.w == _tr.w))
    .outerjoin(t.bin_lock, (_b.location == _s.location) & (_b.product == _s.product))
    .where(_asked.c.id == bindparam("line"), _b.id.is_(None), _place.locked_by.is_(None), _s.package.is_(None))
    .where(_place.reserve == 0)
    .where(~_MISSED)
    .where(func.coalesce(_asked.c.lot, 0) == func.coalesce(_s.lot, 0))
    .group_by(
        _place.code, _place.walk_rank, _place.aisle, _from.c.walk_rank, _from.c.aisle, _from.c.id, _tr.w, _tr.wave,
        _s.location, _s.product,
    )
)  # fmt: skip
_GIVERS = 3  # so many are offered
_taker = t.line.alias()
_SINCE = func.coalesce(_wave.cutoff_at, t.order.c.cutoff_at)
_MISSED_THERE = (
    select(_case.c.id)
    .join(_missed, _missed.c.id == _case.c.line)
    .where(
        _case.c.type == "FUL-SHORT", _case.c.status != "resolved", _missed.c.location == _l.location,
        _missed.c.product == _l.product, ~_COUNTED,
    )
    .correlate(t.line)
    .exists()
)  # fmt: skip
_RESERVED = (
    select(_l.id, func.coalesce(t.order.c.name, _tr.name), _place.code, _taker.c.short_m, _SINCE)
    .select_from(_taker)
    .join(_own, _own.c.id == _taker.c.transfer)
    .join(t.line, (_l.product == _taker.c.product) & (_l.location != _taker.c.location))
    .join(t.transfer, (_tr.id == _l.transfer) & (_tr.w == _own.c.w) & (_tr.id != _taker.c.transfer))
    .join(t.location, _place.id == _l.location)
    .outerjoin(t.order, t.order.c.id == _tr.order)
    .outerjoin(t.wave, (_wave.id == _tr.wave) & _wave.state.in_(_ON_FLOOR))
    .outerjoin(t.bin_lock, (_b.location == _l.location) & (_b.product == _l.product))
    .outerjoin(t.packing, t.packing.c.transfer == _tr.id)
    .where(
        _taker.c.id == bindparam("line"), _taker.c.short_m > 0, _l.state == "open", _tr.state == "open",
        _l.picked_m == 0, _l.short_m == 0, _l.for_case.is_(None), _l.demand_m >= _taker.c.short_m,
        func.coalesce(_l.lot, 0) == func.coalesce(_taker.c.lot, 0), _b.id.is_(None), _place.locked_by.is_(None),
        t.packing.c.id.is_(None), ~_MISSED_THERE,
    )
    .order_by(func.coalesce(_SINCE, 2**53).desc(), _l.id)
    .limit(_GIVERS)
)  # fmt: skip


class Bins:
    """At time `now`."""

    def __init__(self, connection: Connection, now: int) -> None:
        self._connection, self._now = connection, now

    def lock(self, w: int, location: int, product: int, case: int, line: int, at: int) -> None:
        said = {"case": case, "line": line, "at": at}
        row = upsert(self._connection, t.bin_lock).values(w=w, location=location, product=product, **said)
        self._connection.execute(row.on_conflict_do_update(index_elements=[_b.location, _b.product], set_=said))

    def lock_of(self, location: int, product: int) -> Lock | None:
        row = self._connection.execute(_LOCK.where(_b.location == location, _b.product == product)).first()
        return Lock(*row) if row else None

    def hits(self, location: int, product: int) -> list[Hit]:
        open_m = _l.demand_m - _l.picked_m - _l.short_m
        asked = (
            select(
                _l.id, _l.transfer, func.coalesce(t.order.c.name, _tr.name), open_m, _wave.id, _wave.number,
                func.coalesce(_wave.carrier, _tr.carrier), func.coalesce(_wave.cutoff_at, t.order.c.cutoff_at), ~_LACKS,
            )
            .join(t.transfer, _tr.id == _l.transfer)
            .outerjoin(t.order, t.order.c.id == _tr.order)
            .outerjoin(t.wave, (_wave.id == _tr.wave) & _wave.state.in_(_ON_FLOOR))
            .where(_l.location == location, _l.product == product, _l.state == "open", _tr.state == "open")
            .order_by(_tr.priority.desc(), func.coalesce(_wave.cutoff_at, _tr.deadline, 2**53), _l.id)
        )  # fmt: skip
        rows: Sequence[Any] = self._connection.execute(asked).all()
        return [Hit(*row) for row in rows]

    def of_case(self, case: int) -> list[Lock]:
        return [Lock(*row) for row in self._connection.execute(_LOCK.where(_b.case == case))]

    def counted_by(self, count: int) -> int | None:
        asked = select(t.event.c.person).join(t.count, t.count.c.event == t.event.c.id).where(t.count.c.id == count)
        return self._connection.execute(asked).scalar_one_or_none()

    def standing(self, transfer: int) -> Standing:
        asked = (
            select(
                func.coalesce(t.order.c.segment, ""), _tr.whole_only,
                func.coalesce(_wave.cutoff_at, t.order.c.cutoff_at).label("cutoff_at"),
            )
            .select_from(t.transfer)
            .outerjoin(t.order, t.order.c.id == _tr.order)
            .outerjoin(t.wave, _wave.id == _tr.wave)
            .where(_tr.id == transfer)
        )  # fmt: skip
        segment, whole_only, cutoff_at = self._connection.execute(asked).one()
        fields = _l.demand_m, _l.short_m, _l.kit, _l.worth, _l.product, _l.each_m
        lines = select(*fields).where(_l.transfer == transfer, _l.state != "gone")
        parts = tuple(Part(*row) for row in self._connection.execute(lines.order_by(_l.id)))
        return Standing(segment, bool(whole_only), cutoff_at, parts)

    def kit_parts(self, transfer: int) -> list[KitPart]:
        short = (_c.line == _l.id) & (_c.type == "FUL-SHORT") & (_c.status != "resolved")
        asked = (
            select(_l.id, _l.kit, _l.short_m, _c.id.label("case"), _c.status, _c.decision, _l.each_m)
            .outerjoin(t.case, short)
            .where(_l.transfer == transfer, _l.kit.is_not(None), _l.state != "gone")
            .order_by(_l.id)
        )
        return [
            KitPart(row.id, row.kit, bool(row.short_m and row.decision in _WITHOUT), row.case is not None, row.each_m)
            for row in self._connection.execute(asked)
        ]

    def elsewhere(self, line: int) -> list[Elsewhere]:
        rows: list[Any] = [row for row in self._connection.execute(_ELSEWHERE, {"line": line}) if row.free_m > 0]
        if not rows:
            return []
        first = rows[0]
        extra = Detours(self._connection).mm(first.w, first.wave, first.at, [row.location for row in rows])
        found = [Elsewhere(row.code, int(row.free_m), _passes(row), extra.get(row.location)) for row in rows]
        return sorted(found, key=_nearest)

    def reserved(self, line: int) -> list[Reserved]:
        return [Reserved(*row) for row in self._connection.execute(_RESERVED, {"line": line})]

    def waiting(self, w: int) -> list[Waiting]:
        return [Waiting(*row) for row in self._connection.execute(_WAITING, {"w": w})]

    def is_noted(self, case: int, kind: str, place: str) -> bool:
        step = t.case_event.c
        asked = select(step.facts).where(step.case == case, step.kind == kind)
        return any((facts or {}).get("bin") == place for facts in self._connection.execute(asked).scalars())

    def book_m(self, location: int, product: int) -> int | None:
        stock = t.bin_stock.c
        asked = select(func.sum(stock.quantity_m)).where(stock.location == location, stock.product == product)
        found: int | None = self._connection.execute(asked).scalar_one()
        return found


def _nearest(one: Elsewhere) -> tuple[bool, int, bool, int, str]:
    return one.extra_mm is None, one.extra_mm or 0, not one.passes, -one.free_m, one.code


def _passes(row: Any) -> bool:
    """Further on in the same aisle, or not beyond where the walk ends anyway."""
    return bool(row.here < row.rank and (row.aisle == row.own or row.rank <= (row.last or 0)))
