"""All that may be scanned for an order on the bench."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, String, bindparam, cast, func, select

from warehouse_app.domain.pack_sheet import (
    PackedItem,
    PackFacts,
    PackLot,
    PackProduct,
    SheetBox,
    SheetPackLine,
    SheetParcel,
)
from warehouse_app.store import tables as t
from warehouse_app.store.repositories.mirror import chunks
from warehouse_app.store.repositories.totes import newest_of
from warehouse_app.store.sheet import with_codes

_tr, _l, _use = t.transfer.c, t.line.c, t.tote_use.c
_IDS: Any = bindparam("ids", expanding=True)
ELSEWHERE = 200  # goods of orders on other waves that a bench tells from goods nobody knows: a sheet has an end
_HEAD = (
    select(
        _tr.name, func.coalesce(t.order.c.name, _tr.name), _tr.carrier, _tr.customer_ok, _tr.ship_to, t.packing.c.epoch,
        (t.warehouse_.c.steps > 1) & (t.op_type.c.step == "pack"), _tr.w,
    )
    .join(t.op_type, t.op_type.c.id == _tr.op_type)
    .join(t.warehouse_, t.warehouse_.c.id == _tr.w)
    .outerjoin(t.order, t.order.c.id == _tr.order)
    .outerjoin(t.packing, t.packing.c.transfer == _tr.id)
    .where(_tr.id == bindparam("transfer"))
)  # fmt: skip
_LINES = (
    select(_l.id, _l.product, _l.lot, _l.demand_m, _l.picked_m, _l.packed_m)
    .where(_l.transfer == bindparam("transfer"), _l.state != "gone")
    .order_by(_l.id)
)
# What is in the tote is of the lot that was taken, which may be another than the line wants.
_TAKEN = (
    select(t.pick.c.line, t.pick.c.lot)
    .distinct()
    .join(t.line, _l.id == t.pick.c.line)
    .where(_l.transfer == bindparam("transfer"), t.pick.c.reversed_by.is_(None), t.pick.c.lot.is_not(None))
)
# What a bench counted from paper of the goods that came here.
_COUNTED = (
    select(_l.product, t.pick.c.lot, func.sum(t.pick.c.qty_m))
    .join(t.line, _l.id == t.pick.c.line)
    .join(t.event, t.event.c.id == t.pick.c.event)
    .where(
        _l.transfer.in_(_IDS),
        t.pick.c.reversed_by.is_(None),
        cast(t.event.c.flags, String).contains("by_paper", autoescape=True),
    )
    .group_by(_l.product, t.pick.c.lot)
)
_PRODUCTS = (
    select(
        *(t.product.c[name] for name in ("id", "sku", "name", "unit", "whole", "shape", "hue", "weight_g")),
        t.product_picture.c.sha,
    )
    .outerjoin(t.product_picture, t.product_picture.c.product == t.product.c.id)
    .where(t.product.c.id.in_(_IDS))
)
_LOTS = select(t.lot.c.id, t.lot.c.name, t.lot.c.expires, t.lot.c.product).where(t.lot.c.id.in_(_IDS))
_BOXES = (
    select(t.box.c.id, t.box.c.name, t.box.c.barcode, t.box.c.weight_g, t.box.c.max_g, t.box.c.size_mm)
    .where(t.box.c.offered == 1)
    .order_by(t.box.c.id)
)
_PARCELS = (
    select(t.parcel.c.id, t.parcel.c.token, t.parcel.c.number, t.parcel.c.state, t.parcel.c.box, t.parcel.c.weight_g)
    .where(t.parcel.c.transfer == bindparam("transfer"), t.parcel.c.state != "void")
    .order_by(t.parcel.c.id)
)
_ITEMS = (
    select(t.parcel_item.c.parcel, t.parcel_item.c.line, t.parcel_item.c.qty_m, t.parcel_item.c.event)
    .join(t.parcel, t.parcel.c.id == t.parcel_item.c.parcel)
    .where(t.parcel.c.transfer == bindparam("transfer"), t.parcel_item.c.reversed_by.is_(None))
    .order_by(t.parcel_item.c.id)
)
_WAVES = (
    select(t.wave.c.id, t.wave.c.number, t.wave.c.cutoff_at, t.person.c.name)
    .join(t.transfer, _tr.wave == t.wave.c.id)
    .outerjoin(t.person, t.person.c.id == t.wave.c.person)
    .where(_tr.id.in_(_IDS))
    .order_by(t.wave.c.id)
)
_TOTES = (
    select(t.tote.c.code, _use.slot)
    .join(t.tote, t.tote.c.id == _use.tote)
    .where(_use.transfer.in_(_IDS), _use.until.is_(None))
    .order_by(_use.slot)
)
_MISSING = (
    select(t.product.c.name, func.sum(_l.short_m))
    .join(t.product, t.product.c.id == _l.product)
    .where(_l.transfer.in_(_IDS), _l.short_m > 0)
    .group_by(t.product.c.name)
    .order_by(t.product.c.name)
)
_OTHERS = (
    select(_l.product, func.coalesce(t.order.c.name, _tr.name), _use.slot)
    .join(t.transfer, _tr.id == _l.transfer)
    .join(t.tote_use, newest_of(_tr.id, _tr.wave))
    .outerjoin(t.order, t.order.c.id == _tr.order)
    .where(_tr.wave.in_(bindparam("waves", expanding=True)), _l.state != "gone")
    .where(_l.product.not_in(bindparam("own", expanding=True)), _tr.id.not_in(_IDS))
    .order_by(_use.slot, _l.id)
)
# What else is on the floor: on carts of other waves, or in their totes before the benches; the most urgent first.
_ELSEWHERE = (
    select(_l.product, func.min(func.coalesce(t.order.c.name, _tr.name)), func.min(_tr.deadline).label("due"))
    .join(t.transfer, _tr.id == _l.transfer)
    .join(t.op_type, t.op_type.c.id == _tr.op_type)
    .outerjoin(t.wave, t.wave.c.id == _tr.wave)
    .outerjoin(t.packing, t.packing.c.transfer == _tr.id)
    .outerjoin(t.order, t.order.c.id == _tr.order)
    .where(_tr.w == bindparam("w"), _tr.state == "open", _l.state != "gone", t.packing.c.packed_at.is_(None))
    .where(t.wave.c.state.in_(("claimed", "walked")) | (t.op_type.c.step == "pack"))
    .where(_l.product.not_in(bindparam("own", expanding=True)), _tr.id != bindparam("transfer"))
    .group_by(_l.product)
    .order_by("due", _l.product)
    .limit(ELSEWHERE)
)
_ORIGINS = (
    select(t.next_transfer.c.transfer)
    .join(t.transfer, _tr.odoo_id == t.next_transfer.c.odoo_id)
    .where(_tr.id == bindparam("transfer"))
)


def pack_facts(connection: Connection, transfer: int) -> PackFacts:
    """Everything a bench's sheet is compiled from."""
    head = connection.execute(_HEAD, {"transfer": transfer}).one()
    name, order, carrier, customer_ok, ship_to, epoch, in_chain, w = head
    taken: dict[int, list[int]] = defaultdict(list)
    for line, lot in connection.execute(_TAKEN, {"transfer": transfer}):
        taken[line].append(lot)
    lines = tuple(
        _line(row, taken[row.id], bool(in_chain)) for row in connection.execute(_LINES, {"transfer": transfer})
    )
    origins = list(connection.execute(_ORIGINS, {"transfer": transfer}).scalars()) if in_chain else [transfer]
    waves = connection.execute(_WAVES, {"ids": origins}).all()
    own = {line.product for line in lines}
    others = _others(connection, origins, [wave.id for wave in waves], own)
    others += _elsewhere(connection, transfer, w, own | {product for product, *_ in others})
    products = _products(connection, own | {product for product, *_ in others})
    return PackFacts(
        transfer, name, order, carrier,
        min((wave.cutoff_at for wave in waves if wave.cutoff_at is not None), default=None),
        epoch or 0,
        totes=tuple((row.code, row.slot) for row in connection.execute(_TOTES, {"ids": origins})),
        wave=", ".join(wave.number for wave in waves),
        picker=", ".join(dict.fromkeys(wave.name for wave in waves if wave.name)),
        customer_ok=bool(customer_ok),
        ship_to=ship_to,
        lines=tuple(line for line in lines if line.due_m),
        products=tuple(products[id_] for id_ in dict.fromkeys(line.product for line in lines)),
        lots=_lots(connection, {line.lot for line in lines if line.lot is not None}.union(*taken.values())),
        others=tuple((products[id_], other, slot) for id_, other, slot in others),
        missing=tuple((row[0], int(row[1])) for row in connection.execute(_MISSING, {"ids": origins})),
        boxes=tuple(_box(row) for row in connection.execute(_BOXES)),
        parcels=_parcels(connection, transfer),
        counted=tuple((row[0], row[1], int(row[2])) for row in connection.execute(_COUNTED, {"ids": origins})),
    )  # fmt: skip


def _line(row: Any, taken: Sequence[int], in_chain: bool) -> SheetPackLine:
    """A line of which several lots were taken takes the label of any."""
    lot = row.lot if not taken else taken[0] if len(taken) == 1 else None
    return SheetPackLine(row.id, row.product, lot, row.demand_m if in_chain else row.picked_m, row.packed_m)


def _others(
    connection: Connection, origins: list[int], waves: list[int], own: set[int]
) -> list[tuple[int, str, int | None]]:
    if not waves:
        return []
    asked = {"waves": waves, "own": sorted(own), "ids": origins}
    return [(row[0], row[1], row[2]) for row in connection.execute(_OTHERS, asked)]


def _elsewhere(connection: Connection, transfer: int, w: int, but: set[int]) -> list[tuple[int, str, int | None]]:
    """Goods of orders on other waves, each with one that wants them."""
    asked = {"transfer": transfer, "w": w, "own": sorted(but)}
    return [(row[0], row[1], None) for row in connection.execute(_ELSEWHERE, asked)]


def _products(connection: Connection, ids: Iterable[int]) -> dict[int, PackProduct]:
    found, codes = with_codes(connection, _PRODUCTS, ids)
    return {
        row.id: PackProduct(
            row.id,
            row.sku,
            row.name,
            row.unit,
            bool(row.whole),
            row.shape,
            row.hue,
            row.weight_g,
            tuple(codes[row.id]),
            row.sha,
        )
        for row in found
    }


def _lots(connection: Connection, ids: Iterable[int]) -> tuple[PackLot, ...]:
    return tuple(PackLot(*row) for chunk in chunks(ids) for row in connection.execute(_LOTS, {"ids": chunk}))


def _box(row: Any) -> SheetBox:
    size = tuple(row.size_mm) if row.size_mm else None
    return SheetBox(row.id, row.name, row.barcode, row.weight_g, row.max_g, size)


def _parcels(connection: Connection, transfer: int) -> tuple[SheetParcel, ...]:
    items: dict[int, list[PackedItem]] = defaultdict(list)
    for parcel, line, qty_m, event in connection.execute(_ITEMS, {"transfer": transfer}):
        items[parcel].append(PackedItem(line, qty_m, event))
    return tuple(
        SheetParcel(row.token.rpartition("_")[2], *row[2:], tuple(items[row.id]))
        for row in connection.execute(_PARCELS, {"transfer": transfer})
    )
