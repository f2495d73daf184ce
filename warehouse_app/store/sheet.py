"""All that may be scanned on a wave, in a handful of SELECTs however long the wave is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import BindParameter, Connection, Row, Select, bindparam, case, func, null, select, union_all

from warehouse_app.domain.picking import Wave
from warehouse_app.domain.sheet import SheetFacts, SheetLine, SheetProduct, SheetTote
from warehouse_app.domain.sheet_goods import SheetStock
from warehouse_app.store import tables as t
from warehouse_app.store.repositories.floor import WAVE
from warehouse_app.store.repositories.layouts import walked
from warehouse_app.store.repositories.mirror import chunks
from warehouse_app.store.repositories.totes import newest_of
from warehouse_app.store.sheet_check import to_check, to_put_back

NEIGHBOURS = 300

_l, _tr, _place = t.line.c, t.transfer.c, t.location.c
_OPTIONS = (
    select(t.op_type.c.scan)
    .join(t.transfer, _tr.op_type == t.op_type.c.id)
    .where(_tr.wave == t.wave.c.id)
    .limit(1)
    .correlate(t.wave)
    .scalar_subquery()
)
_WAVE = (
    select(*WAVE, t.wave.c.sheet_no, t.wave.c.carrier, t.wave.c.cutoff_at, t.warehouse_.c.zone, _OPTIONS.label("scan"))
    .join(t.warehouse_, t.warehouse_.c.id == t.wave.c.w)
    .where(t.wave.c.id == bindparam("wave"))
)
_WANTED = case((_tr.state == "cancelled", _l.picked_m + _l.short_m), else_=_l.demand_m)
_Row = Row[*tuple[Any, ...]]
_URGENT = _tr.priority.desc(), func.coalesce(_tr.deadline, 2**53), _tr.id  # where no slot says whose turn it is
# Goods that were said not to be there are looked for last, and only as long as nobody has settled the line.
_DENIED = case((_l.state == "open", t.case.c.number))
_LINES = (
    select(
        _l.id, _l.location, _place.code, func.coalesce(_place.barcode, _place.code), _place.walk_rank, _l.product,
        _l.lot, t.lot.c.name, t.lot.c.expires, _WANTED.label("wanted_m"), _l.picked_m, _l.short_m, t.tote.c.code,
        t.tote_use.c.slot, _l.transfer, func.coalesce(t.order.c.name, _tr.name), _l.source_key, _DENIED.label("denied"),
        _place.x, _l.stop_no,
    )
    .select_from(t.line)
    .join(t.transfer, _tr.id == _l.transfer)
    .join(t.location, _place.id == _l.location)
    .join(t.product, t.product.c.id == _l.product)
    .outerjoin(t.tote_use, newest_of(_tr.id, _tr.wave))
    .outerjoin(t.tote, t.tote.c.id == t.tote_use.c.tote)
    .outerjoin(t.lot, t.lot.c.id == _l.lot)
    .outerjoin(t.order, t.order.c.id == _tr.order)
    .outerjoin(t.bin_lock, (t.bin_lock.c.location == _l.location) & (t.bin_lock.c.product == _l.product))
    .outerjoin(t.case, t.case.c.id == t.bin_lock.c.case)
    .where(_tr.wave == bindparam("wave"), _l.state != "gone", _WANTED > 0)
    .order_by(
        case((_DENIED.is_(None), 0), else_=1), _place.walk_rank, _place.code, t.product.c.sku, t.tote_use.c.slot,
        *_URGENT, _l.id,
    )
)  # fmt: skip
# Those of the wave, and those that serve nobody, which may be thousands: they are not looked up one by one.
_TOTES = union_all(
    select(t.tote_use.c.slot, t.tote_use.c.id, t.tote.c.code, _tr.id, func.coalesce(t.order.c.name, _tr.name))
    .join(t.tote, t.tote.c.id == t.tote_use.c.tote)
    .join(t.transfer, (_tr.id == t.tote_use.c.transfer) & (_tr.wave == t.tote_use.c.wave))
    .outerjoin(t.order, t.order.c.id == _tr.order)
    .where(t.tote_use.c.wave == bindparam("wave")),
    select(null(), null(), t.tote.c.code, null(), null()).where(t.tote.c.w == bindparam("w"), t.tote.c.state == "free"),
)
_PRODUCTS = (
    select(
        *(t.product.c[name] for name in ("id", "sku", "name", "unit", "whole", "shape", "hue", "tracking")),
        t.product_picture.c.sha,
    )
    .outerjoin(t.product_picture, t.product_picture.c.product == t.product.c.id)
    .where(t.product.c.id.in_(bindparam("ids", expanding=True)))
)
_CODES = (
    select(t.code.c.ref, t.code.c.text, t.code.c.factor_m)
    .where(t.code.c.kind == "product", t.code.c.ref.in_(bindparam("ids", expanding=True)))
    .order_by(t.code.c.id)
)
_BINS: BindParameter[Any] = bindparam("bins", expanding=True)
_along = t.location.alias()
_AISLES = select(_along.c.aisle).where(_along.c.id.in_(_BINS))
_NEARBY = (
    select(_l.product, func.min(_place.code))
    .join(t.location, _place.id == _l.location)
    .where(_place.w == bindparam("w"), _place.aisle.in_(_AISLES), _l.state == "open")
    .where(_l.product.not_in(bindparam("products", expanding=True)))
    .group_by(_l.product)
    .order_by(func.max(case((_l.location.in_(_BINS), 1), else_=0)).desc(), func.min(_place.walk_rank), _l.product)
    .limit(NEIGHBOURS)
)
_s = t.bin_stock.c
_STOCK = (
    select(
        _s.location, _s.product, _s.lot, t.lot.c.name, t.lot.c.expires, _s.package, t.package.c.name, _s.quantity_m,
        _s.reserved_m,
    )
    .outerjoin(t.lot, t.lot.c.id == _s.lot)
    .outerjoin(t.package, t.package.c.id == _s.package)
    .where(_s.location.in_(_BINS))
    .order_by(_s.id)
)  # fmt: skip
_PACKAGES = select(t.package.c.id, t.package.c.odoo_id, t.package.c.name).where(
    t.package.c.odoo_id.in_(bindparam("ids", expanding=True))
)
_TAKEN = (
    select(t.pick.c.lot)
    .distinct()
    .join(t.line, _l.id == t.pick.c.line)
    .join(t.transfer, _tr.id == _l.transfer)
    .join(t.product, t.product.c.id == _l.product)
    .where(_tr.wave == bindparam("wave"), t.pick.c.reversed_by.is_(None), t.product.c.tracking == "serial")
    .where(t.pick.c.lot.is_not(None))
    .order_by(t.pick.c.lot)
)
# Where somebody took something last.
_STANDS = (
    select(t.pick.c.location)
    .join(t.line, _l.id == t.pick.c.line)
    .join(t.transfer, _tr.id == _l.transfer)
    .where(_tr.wave == bindparam("wave"), t.pick.c.reversed_by.is_(None))
    .order_by(t.pick.c.id.desc())
    .limit(1)
)
_REASONS = (
    select(t.rule.c.code, t.rule.c.body)
    .where(t.rule.c.kind == "reason", t.rule.c.w.is_(None) | (t.rule.c.w == bindparam("w")))
    .order_by(t.rule.c.version, t.rule.c.id)
)


def sheet_facts(connection: Connection, wave: int, now: int) -> SheetFacts | None:
    """Everything a wave's sheet is compiled from; None when there is no such wave."""
    row = connection.execute(_WAVE, {"wave": wave}).first()
    if row is None:
        return None
    held = Wave(*row[: len(WAVE)])
    found: Sequence[_Row] = connection.execute(_LINES, {"wave": wave}).all()
    lines = tuple(_lines(connection, _as_walked(connection, held, found)))
    nearby = _nearby(connection, held.w, lines)
    own = {line.product for line in lines}
    products = _products(connection, own | nearby.keys())
    totes, free = _totes(connection, held)
    return SheetFacts(
        options=row.scan or {},
        wave=held,
        sheet_no=row.sheet_no,
        carrier=row.carrier,
        cutoff_at=row.cutoff_at,
        lines=lines,
        products=tuple(products[id_] for id_ in dict.fromkeys(line.product for line in lines)),
        neighbours=tuple((products[id_], at) for id_, at in nearby.items()),
        reasons=_reasons(connection, held.w),
        totes=totes,
        back=to_put_back(connection, wave),
        check=to_check(connection, held, totes),
        free=free,
        stock=tuple(_stock(connection, lines)),
        taken=_taken(connection, wave, (products[id_] for id_ in own)),
        now=now,
        zone=ZoneInfo(row.zone or "UTC"),
    )


def _as_walked(connection: Connection, wave: Wave, found: Sequence[_Row]) -> list[_Row]:
    """What is settled first; then, from where the picker stands, the shortest walk; what nobody may find there last.
    Without a map all goes by rank, as it was asked."""
    if all(row.x is None for row in found):
        return list(found)
    begun = wave.state == "claimed" and any(row.picked_m or row.short_m for row in found)
    here = connection.execute(_STANDS, {"wave": wave.id}).scalar_one_or_none() if begun else None
    left = {row.location for row in found if _is_open(row)} if here else {row.location for row in found}
    told = {row.location: row.stop_no for row in found if row.stop_no is not None}
    walk = walked(connection, wave.w, left, here, told)
    turn = {place: number for number, place in enumerate(walk.places)}
    return sorted(found, key=lambda row: (row.denied is not None, turn.get(row.location, -1)))


def _is_open(row: _Row) -> bool:
    left_m: int = row.wanted_m - row.picked_m - row.short_m
    return left_m > 0


def _lines(connection: Connection, found: Sequence[_Row]) -> Iterator[SheetLine]:
    """With the package each is to be taken from, where that is known here; a key ends in it."""
    keys = [row.source_key.rpartition("/")[2] for row in found]
    asked = sorted({int(box) for box in keys if box != "-"})
    boxes = {row.odoo_id: row for part in chunks(asked) for row in connection.execute(_PACKAGES, {"ids": part})}
    for row, key in zip(found, keys, strict=True):
        box = boxes.get(int(key)) if key != "-" else None
        package, name = (box.id, box.name) if box else (None, None)
        yield replace(SheetLine(*row[:-4]), package=package, package_name=name, denied=row.denied)


def _totes(connection: Connection, wave: Wave) -> tuple[tuple[SheetTote, ...], tuple[str, ...]]:
    """Those on the cart, the newest of a slot last; and the codes of those that serve nobody."""
    rows = [tuple(row) for row in connection.execute(_TOTES, {"wave": wave.id, "w": wave.w})]
    here = sorted(row for row in rows if row[0] is not None)
    free = sorted(code for slot, _, code, *_ in rows if slot is None)
    return tuple(SheetTote(code, slot, *of) for slot, _, code, *of in here), tuple(free)


def _taken(connection: Connection, wave: int, products: Iterable[SheetProduct]) -> tuple[int, ...]:
    """Asked only where there are goods with numbers of their own."""
    if all(product.tracking != "serial" for product in products):
        return ()
    return tuple(connection.execute(_TAKEN, {"wave": wave}).scalars())


def _stock(connection: Connection, lines: Iterable[SheetLine]) -> Iterator[SheetStock]:
    for part in chunks({line.location for line in lines}):
        yield from (SheetStock(*row) for row in connection.execute(_STOCK, {"bins": part}))


def _nearby(connection: Connection, w: int, lines: Iterable[SheetLine]) -> dict[int, str]:
    """Products that lie in the aisles walked (those in the very bins first), as the other open lines tell."""
    bins = sorted({line.location for line in lines})
    if not bins:
        return {}
    own = sorted({line.product for line in lines})
    found = connection.execute(_NEARBY, {"w": w, "products": own, "bins": bins})
    return {row[0]: row[1] for row in found}


def _products(connection: Connection, ids: Iterable[int]) -> dict[int, SheetProduct]:
    found, codes = with_codes(connection, _PRODUCTS, ids)
    return {
        row.id: SheetProduct(
            row.id,
            row.sku,
            row.name,
            row.unit,
            bool(row.whole),
            row.shape,
            row.hue,
            tuple(codes[row.id]),
            row.tracking,
            row.sha,
        )
        for row in found
    }


def with_codes(
    connection: Connection, products: Select[Any], ids: Iterable[int]
) -> tuple[list[Any], Mapping[int, list[tuple[str, int]]]]:
    """What `products` asks of these, and all that may be scanned for each: (text, factor in thousandths)."""
    codes: dict[int, list[tuple[str, int]]] = defaultdict(list)
    found: list[Any] = []
    for chunk in chunks(ids):
        found += connection.execute(products, {"ids": chunk})
        for ref, text, factor_m in connection.execute(_CODES, {"ids": chunk}):
            codes[ref].append((text, factor_m))
    return found, codes


def _reasons(connection: Connection, w: int) -> tuple[tuple[str, Mapping[str, Any]], ...]:
    """The newest version of each reason, in the order of their `rank`."""
    newest = {row.code: row.body for row in connection.execute(_REASONS, {"w": w})}
    return tuple(sorted(newest.items(), key=lambda reason: (reason[1].get("rank", 0), reason[0])))
