"""Where goods that are missing may lie, for whoever decides: known places only, the least extra walk first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, bindparam, func, select

from warehouse_app.service.ports.views import BinRow
from warehouse_app.store import tables as t
from warehouse_app.store.detours import Detours
from warehouse_app.store.repositories.mirror import chunks

LATELY_MS = 2 * 24 * 3_600_000  # a pick from a bin says for so long that the goods lie there
BINS = 3
_LOOKED_AT = 8  # of one product; the nearest of them are shown

_c, _l, _tr, _place, _s = t.case.c, t.line.c, t.transfer.c, t.location.c, t.bin_stock.c
_IDS: Any = bindparam("ids", expanding=True)
_SHORT_AT = (
    select(_c.id, _l.product, _l.location, _tr.w, _tr.wave)
    .join(t.line, _l.id == _c.line)
    .join(t.transfer, _tr.id == _l.transfer)
    .where(_c.id.in_(_IDS), _c.type == "FUL-SHORT")
)
_PROMISED = (
    select(_l.product, _l.location, func.sum(_l.demand_m - _l.picked_m - _l.short_m))
    .join(t.transfer, _tr.id == _l.transfer)
    .where(_l.product.in_(_IDS), _l.state == "open", _tr.state == "open")
    .group_by(_l.product, _l.location)
)
_PICKED = (
    select(_l.product, t.pick.c.location, func.max(t.event.c.received_at))
    .join(t.line, _l.id == t.pick.c.line)
    .join(t.event, t.event.c.id == t.pick.c.event)
    .where(_l.product.in_(_IDS), t.pick.c.reversed_by.is_(None), t.event.c.received_at > bindparam("since"))
    .group_by(_l.product, t.pick.c.location)
)
_FREE = (
    select(_s.product, _s.location, func.sum(_s.quantity_m - _s.reserved_m))
    .where(_s.product.in_(_IDS), _s.package.is_(None))
    .group_by(_s.product, _s.location)
    .having(func.sum(_s.quantity_m - _s.reserved_m) > 0)
)
_DENIED = (
    select(_l.product, _l.location)
    .join(t.case, _c.line == _l.id)
    .where(_l.product.in_(_IDS), _c.type == "FUL-SHORT", _c.status != "resolved")
)
_CODES = select(_place.id, _place.code, _place.aisle, _place.w).where(
    _place.id.in_(_IDS), _place.locked_by.is_(None), _place.reserve == 0
)
_Places = dict[tuple[int, int], BinRow]  # by warehouse and place


def other_bins(connection: Connection, cases: Collection[int], now: int) -> dict[int, list[BinRow]]:
    """A bin somebody denied, that is locked or of the reserve, is not proposed."""
    at = [row for chunk in chunks(cases) for row in connection.execute(_SHORT_AT, {"ids": chunk})]
    known = _known_bins(connection, {row.product for row in at}, now)
    ways = Detours(connection)
    return {row.id: _nearest(ways, row, known[row.product]) for row in at}


def _nearest(ways: Detours, short: Any, known: _Places) -> list[BinRow]:
    """The likeliest ones, in the order of the extra walk where there is a map."""
    here = [(place, row) for (w, place), row in known.items() if w == short.w and place != short.location]
    here = here[:_LOOKED_AT]
    extra = ways.mm(short.w, short.wave, short.location, [place for place, _ in here])
    rows = [replace(row, extra_mm=extra.get(place)) for place, row in here]
    rows.sort(key=lambda row: (row.extra_mm is None, row.extra_mm or 0))
    return rows[:BINS]


def _known_bins(connection: Connection, products: Collection[int], now: int) -> dict[int, _Places]:
    """By product: where somebody picked lately first, then where most is still to be fetched, then what is free."""
    promised, picked, free = (_by_place(connection, asked, products, now) for asked in (_PROMISED, _PICKED, _FREE))
    denied = {(row[0], row[1]) for chunk in chunks(products) for row in connection.execute(_DENIED, {"ids": chunk})}
    places = (promised.keys() | picked.keys() | free.keys()) - denied
    ids = {location for _, location in places}
    codes = {row.id: row for chunk in chunks(ids) for row in connection.execute(_CODES, {"ids": chunk})}
    found: dict[int, _Places] = defaultdict(dict)
    for at in sorted(places, key=lambda at: (-picked.get(at, 0), -promised.get(at, 0), -free.get(at, 0), at)):
        place = codes.get(at[1])
        if place is not None:
            row = BinRow(at[0], place.code, promised.get(at, 0), picked.get(at), place.aisle, free.get(at, 0))
            found[at[0]][place.w, at[1]] = row
    return found


def _by_place(connection: Connection, asked: Any, products: Collection[int], now: int) -> dict[tuple[int, int], int]:
    rows = (
        row for chunk in chunks(products) for row in connection.execute(asked, {"ids": chunk, "since": now - LATELY_MS})
    )
    return {(row[0], row[1]): int(row[2]) for row in rows}
