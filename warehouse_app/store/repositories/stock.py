"""What lies in the bins: replaced bin by bin, and written only where it differs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, case, delete, func, insert, select, update

from warehouse_app.service.ports.odoo import BinStock
from warehouse_app.store import tables as t
from warehouse_app.store.repositories.mirror import chunks, ids_of, keep

_s, _place, _l, _tr = t.bin_stock.c, t.location.c, t.line.c, t.transfer.c
_WALKED = ("released", "claimed")
_BINS = (
    select(_place.odoo_id)
    .join(t.line, _l.location == _place.id)
    .join(t.transfer, _tr.id == _l.transfer)
    .outerjoin(t.wave, t.wave.c.id == _tr.wave)
    .where(_tr.w == bindparam("w"), _tr.state == "open", (_l.state == "open") | (_tr.rest == "wait"))
    .group_by(_place.id, _place.odoo_id, _place.stock_at)
    .order_by(
        func.max(case((t.wave.c.state.in_(_WALKED), 1), else_=0)).desc(),
        func.coalesce(_place.stock_at, 0),
        _place.odoo_id,
    )
    .limit(bindparam("most"))
)
# The reserve is looked at seldom: nobody picks there.
_RESERVE = (
    select(_place.odoo_id)
    .where(_place.w == bindparam("w"), _place.reserve == 1, func.coalesce(_place.stock_at, 0) < bindparam("before"))
    .order_by(func.coalesce(_place.stock_at, 0), _place.odoo_id)
    .limit(bindparam("most"))
)
RESERVE_MS = 600_000
_GOODS = _s.location, _s.product, _s.lot, _s.package, _s.quantity_m, _s.reserved_m
_THERE = select(_s.id, *_GOODS).where(_s.location.in_(bindparam("bins", expanding=True)))
_SEEN = update(t.location).where(_place.id.in_(bindparam("bins", expanding=True)))


class Stock:
    def __init__(self, connection: Connection, now: int) -> None:
        self._connection, self._now = connection, now

    def bins(self, w: int, most: int) -> list[int]:
        found = list(self._connection.execute(_BINS, {"w": w, "most": most}).scalars())
        rest = {"w": w, "most": most - len(found), "before": self._now - RESERVE_MS}
        reserve = self._connection.execute(_RESERVE, rest).scalars() if rest["most"] > 0 else ()
        return list(dict.fromkeys([*found, *reserve]))

    def unknown_lots(self, rows: Sequence[BinStock]) -> list[int]:
        lots = {row.lot for row in rows if row.lot is not None}
        return sorted(lots - ids_of(self._connection, t.lot, self._source, lots).keys())

    def keep(self, bins: Sequence[int], rows: Sequence[BinStock]) -> None:
        ours = ids_of(self._connection, t.location, self._source, bins)
        wanted = set(self._ours(rows, ours))
        there = [row for part in chunks(ours.values()) for row in self._connection.execute(_THERE, {"bins": part})]
        known = {tuple(row)[1:]: row.id for row in there}
        gone = [row.id for row in there if tuple(row)[1:] not in wanted or known[tuple(row)[1:]] != row.id]
        for part in chunks(gone):
            self._connection.execute(delete(t.bin_stock).where(_s.id.in_(part)))
        if new := sorted(wanted - known.keys(), key=str):
            self._connection.execute(insert(t.bin_stock), [_row(goods) for goods in new])
        for part in chunks(ours.values()):
            self._connection.execute(_SEEN.values(stock_at=self._now), {"bins": part})

    def lot_product(self, lot: int) -> int | None:
        return self._connection.execute(select(t.lot.c.product).where(t.lot.c.id == lot)).scalar_one_or_none()

    def _ours(self, rows: Sequence[BinStock], bins: dict[int, int]) -> list[tuple[Any, ...]]:
        boxes = {row.package: {"name": row.package_name or ""} for row in rows if row.package is not None}
        packages = keep(self._connection, t.package, self._source, boxes)
        products = ids_of(self._connection, t.product, self._source, {row.product for row in rows})
        lots = ids_of(self._connection, t.lot, self._source, {row.lot for row in rows if row.lot is not None})
        return [
            (
                bins[row.location],
                products[row.product],
                lots[row.lot] if row.lot is not None else None,
                packages[row.package] if row.package is not None else None,
                row.quantity_m,
                row.reserved_m,
            )
            for row in rows
            if row.location in bins and row.product in products and (row.lot is None or row.lot in lots)
        ]

    @property
    def _source(self) -> int:
        return int(self._connection.execute(select(t.source.c.id)).scalar_one())


def _row(goods: tuple[Any, ...]) -> dict[str, Any]:
    return dict(zip((column.name for column in _GOODS), goods, strict=True))
