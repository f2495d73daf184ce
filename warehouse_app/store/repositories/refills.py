"""Bins that run out, and the reserve. What is on its way in Odoo's books is not asked for again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, case, func, select, update

from warehouse_app.domain.reserve import is_reserve
from warehouse_app.service.ports.refills import InReserve, Thin
from warehouse_app.store import tables as t

_l, _tr, _place, _s, _c, _o = t.line.c, t.transfer.c, t.location.c, t.bin_stock.c, t.case.c, t.order.c
_W: Any = bindparam("w")
_CUTOFF = func.coalesce(t.wave.c.cutoff_at, _o.cutoff_at)
# What orders are to get from a bin: what lies in totes is still in Odoo's book of it, and of those that wait comes what
# was missing.
_WANTED = (
    select(
        _l.location, _l.product,
        func.sum(_l.demand_m - _l.short_m).label("open_m"), func.min(_CUTOFF).label("cutoff_at"),
    )
    .join(t.transfer, _tr.id == _l.transfer)
    .join(t.location, _place.id == _l.location)
    .outerjoin(t.wave, t.wave.c.id == _tr.wave)
    .outerjoin(t.order, _o.id == _tr.order)
    .where(_tr.w == _W, _tr.state == "open", _l.state != "gone", _place.reserve == 0, _place.stock_at.is_not(None))
    .group_by(_l.location, _l.product)
    .having(func.sum(case((_l.state == "open", 1), else_=0)) > 0)
)  # fmt: skip
_WAITS = (
    select(_l.location, _l.product, _l.short_m, _c.id, _CUTOFF)
    .join(t.transfer, _tr.id == _l.transfer)
    .join(t.location, _place.id == _l.location)
    .join(t.case, (_c.line == _l.id) & (_c.type == "FUL-SHORT") & (_c.status != "resolved"))
    .outerjoin(t.wave, t.wave.c.id == _tr.wave)
    .outerjoin(t.order, _o.id == _tr.order)
    .where(_tr.w == _W, _tr.state == "open", _tr.rest == "wait", _l.short_m > 0, _place.reserve == 0)
    .order_by(_c.id)
)
_BOOK = select(_s.location, _s.product, func.sum(_s.quantity_m)).group_by(_s.location, _s.product)
# Brought since the bin was read, or not told to Odoo yet.
_m = t.goods_move.c
_COMING = (
    select(_m.target, _m.product)
    .join(t.location, _place.id == _m.target)
    .where(_m.w == _W, _m.done_at.is_(None) | (_m.done_at >= func.coalesce(_place.stock_at, 0)))
)
_IN_RESERVE = (
    select(_s.location, func.sum(_s.quantity_m - _s.reserved_m).label("free_m"))
    .join(t.location, _place.id == _s.location)
    .where(_place.w == _W, _place.reserve == 1, _s.product == bindparam("product"), _s.package.is_(None))
    .where(_place.locked_by.is_(None))
    .group_by(_s.location)
)
_PICK_BIN = (
    select(_l.location)
    .join(t.transfer, _tr.id == _l.transfer)
    .join(t.location, _place.id == _l.location)
    .where(_tr.w == _W, _l.product == bindparam("product"), _place.reserve == 0)
    .order_by((_l.state == "open").desc(), _l.id.desc())
    .limit(1)
)


class Refills:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def mark(self, w: int, patterns: Sequence[str]) -> None:
        asked = select(_place.id, _place.code, _place.reserve).where(_place.w == w)
        for row in self._connection.execute(asked).all():
            is_one = int(is_reserve(row.code, patterns))
            if is_one != row.reserve:
                self._connection.execute(update(t.location).where(_place.id == row.id).values(reserve=is_one))

    def thin(self, w: int) -> Sequence[Thin]:
        open_m: dict[tuple[int, int], int] = defaultdict(int)
        waits_m: dict[tuple[int, int], int] = defaultdict(int)
        cases: dict[tuple[int, int], int] = {}
        trucks: dict[tuple[int, int], list[int]] = defaultdict(list)
        for location, product, wanted_m, cutoff_at in self._connection.execute(_WANTED, {"w": w}):
            open_m[location, product] = int(wanted_m)
            trucks[location, product] += [cutoff_at] if cutoff_at is not None else []
        for location, product, short_m, of_case, cutoff_at in self._connection.execute(_WAITS, {"w": w}):
            waits_m[location, product] += short_m
            cases.setdefault((location, product), of_case)
            trucks[location, product] += [cutoff_at] if cutoff_at is not None else []
        coming = {tuple(row) for row in self._connection.execute(_COMING, {"w": w})}
        wanted = sorted({*open_m, *waits_m} - coming)
        book = self._book({location for location, _ in wanted})
        lacks = {at: max(open_m[at] - book.get(at, 0), 0) + waits_m[at] for at in wanted}
        return [Thin(*at, m, cases.get(at), min(trucks[at], default=None)) for at, m in lacks.items() if m > 0]

    def stocked(self, w: int, product: int) -> Sequence[InReserve]:
        rows = self._connection.execute(_IN_RESERVE, {"w": w, "product": product}).all()
        found = [InReserve(row.location, int(row.free_m)) for row in rows if row.free_m > 0]
        return sorted(found, key=lambda one: (-one.free_m, one.location))

    def pick_bin(self, w: int, product: int) -> int | None:
        found: int | None = self._connection.execute(_PICK_BIN, {"w": w, "product": product}).scalar_one_or_none()
        return found

    def _book(self, places: set[int]) -> dict[tuple[int, int], int]:
        rows = self._connection.execute(_BOOK.where(_s.location.in_(places))).all()
        return {(row[0], row[1]): int(row[2]) for row in rows}
