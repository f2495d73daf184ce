"""What the benches have before them: orders to pack, parcels for the trucks, labels. Read in a few SELECTs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, bindparam, case, func, select, union_all

from warehouse_app.domain.pack_sheet import PackFacts
from warehouse_app.service.ports.packing import BoxContent, PackRow, ParcelLabel, TruckParcel
from warehouse_app.store import pack_sheet
from warehouse_app.store import tables as t
from warehouse_app.store.repositories.mirror import chunks

PREFIX = len("__floor__.box_")

_tr, _l, _use = t.transfer.c, t.line.c, t.tote_use.c
_IDS: Any = bindparam("ids", expanding=True)
_before = t.transfer.alias("before")

# Where a document's goods come from: the pick it follows, or with one step itself.
ORIGIN = union_all(
    select(_tr.id.label("transfer"), _tr.id.label("origin")),
    select(_tr.id, t.next_transfer.c.transfer)
    .join(t.next_transfer, t.next_transfer.c.odoo_id == _tr.odoo_id)
    .join(_before, and_(_before.c.id == t.next_transfer.c.transfer, _before.c.source == _tr.source)),
).subquery("origin")
IN_CHAIN = (t.warehouse_.c.steps > 1) & (t.op_type.c.step == "pack")
DUE = case((IN_CHAIN, _l.demand_m), else_=_l.picked_m)
_OF_LINES = (_l.transfer == _tr.id) & (_l.state != "gone")
ROW = (
    select(
        _tr.id, _tr.w, _tr.name, func.coalesce(t.order.c.name, _tr.name), _tr.state, _tr.rest, t.op_type.c.step,
        t.warehouse_.c.steps, _tr.carrier, _tr.deadline,
        func.count(_l.id).filter(DUE > 0), func.coalesce(func.sum(DUE), 0),
        func.count(_l.id).filter((_l.state == "open") & ~IN_CHAIN),
        t.packing.c.device, t.person.c.name, t.packing.c.packed_at, t.device.c.name,
    )
    .join(t.op_type, t.op_type.c.id == _tr.op_type)
    .join(t.warehouse_, t.warehouse_.c.id == _tr.w)
    .outerjoin(t.line, _OF_LINES)
    .outerjoin(t.order, t.order.c.id == _tr.order)
    .outerjoin(t.wave, t.wave.c.id == _tr.wave)
    .outerjoin(t.packing, t.packing.c.transfer == _tr.id)
    .outerjoin(t.person, t.person.c.id == t.packing.c.person)
    .outerjoin(t.device, t.device.c.id == t.packing.c.device)
    .where(t.op_type.c.step.in_(("pick", "pack")), (t.warehouse_.c.steps == 1) | (t.op_type.c.step == "pack"))
    .group_by(
        _tr.id, t.order.c.name, t.op_type.c.step, t.warehouse_.c.steps, t.packing.c.device, t.person.c.name,
        t.packing.c.packed_at, t.device.c.name,
    )
)  # fmt: skip
_TO_PACK = ROW.where(
    _tr.w == bindparam("w"),
    _tr.state == "open",
    t.packing.c.packed_at.is_(None),
    IN_CHAIN | t.wave.c.state.in_(("claimed", "walked")),
)
_TOTES = (
    select(ORIGIN.c.transfer, t.tote.c.code, _use.slot)
    .join(t.tote_use, _use.transfer == ORIGIN.c.origin)
    .join(t.tote, t.tote.c.id == _use.tote)
    .where(ORIGIN.c.transfer.in_(_IDS), _use.until.is_(None))
    .order_by(_use.slot, t.tote.c.code)
)
# An order that goes with another carrier than its wave is not on the wave's truck.
IS_MOVED = (t.wave.c.carrier.is_not(None)) & (t.wave.c.carrier != func.coalesce(_tr.carrier, ""))


def its_truck() -> ColumnElement[Any]:
    """When the truck of a transfer leaves, by its wave; null where it goes with another carrier."""
    return case((IS_MOVED, None), else_=t.wave.c.cutoff_at)


_WAVES = (
    select(ORIGIN.c.transfer, func.min(its_truck()), func.max(t.wave.c.number), func.max(case((IS_MOVED, 1), else_=0)))
    .join(t.transfer, _tr.id == ORIGIN.c.origin)
    .join(t.wave, t.wave.c.id == _tr.wave)
    .where(ORIGIN.c.transfer.in_(_IDS))
    .group_by(ORIGIN.c.transfer)
)
# A truck of its carrier left without it: it is asked for a week long.
_LEFT_BEHIND = (t.parcel.c.loaded_at.is_(None) | (t.parcel.c.loaded_at > bindparam("since"))) & (
    select(t.manifest.c.id)
    .where(t.manifest.c.w == t.parcel.c.w, t.manifest.c.carrier == func.coalesce(_tr.carrier, ""))
    .where(t.manifest.c.left_at > t.parcel.c.closed_at, t.parcel.c.closed_at > bindparam("week"))
    .exists()
)
_TRUCK_PARCELS = (
    select(
        t.parcel.c.token, t.parcel.c.number, func.coalesce(t.order.c.name, _tr.name), _tr.carrier, t.parcel.c.transfer,
        t.parcel.c.loaded_at,
    )
    .join(t.transfer, _tr.id == t.parcel.c.transfer)
    .outerjoin(t.order, t.order.c.id == _tr.order)
    .where(
        t.parcel.c.w == bindparam("w"), t.parcel.c.state == "closed", t.parcel.c.manifest.is_(None),
        (t.parcel.c.closed_at > bindparam("since")) | _LEFT_BEHIND,
    )
    .order_by(t.parcel.c.id)
)  # fmt: skip
_LABEL = (
    select(
        t.parcel.c.w, t.parcel.c.number, t.parcel.c.state, func.coalesce(t.order.c.name, _tr.name), _tr.carrier,
        t.parcel.c.weight_g, t.parcel.c.id, t.parcel.c.transfer, t.warehouse_.c.name, _tr.ship_to,
        t.parcel.c.sscc, t.packing.c.packed_at,
    )
    .join(t.transfer, _tr.id == t.parcel.c.transfer)
    .join(t.warehouse_, t.warehouse_.c.id == t.parcel.c.w)
    .outerjoin(t.order, t.order.c.id == _tr.order)
    .outerjoin(t.packing, t.packing.c.transfer == _tr.id)
    .where(t.parcel.c.token == bindparam("token"))
)  # fmt: skip
_BOXES = (
    select(t.parcel.c.id)
    .where(t.parcel.c.transfer == bindparam("transfer"), t.parcel.c.content_m > 0, t.parcel.c.state != "void")
    .order_by(t.parcel.c.id)
)
_WORTH = (
    select(t.parcel.c.transfer, t.order.c.value)
    .join(t.transfer, _tr.id == t.parcel.c.transfer)
    .outerjoin(t.order, t.order.c.id == _tr.order)
    .where(t.parcel.c.token == bindparam("token"))
)
_product = t.product.c
_CONTENT = (
    select(_product.sku, _product.name, func.sum(t.parcel_item.c.qty_m), _product.weight_g)
    .join(t.line, _l.product == _product.id)
    .join(t.parcel_item, t.parcel_item.c.line == _l.id)
    .join(t.parcel, t.parcel.c.id == t.parcel_item.c.parcel)
    .where(t.parcel.c.token == bindparam("token"), t.parcel_item.c.reversed_by.is_(None))
    .group_by(_product.id, _product.sku, _product.name, _product.weight_g)
    .order_by(_product.sku)
)
KEPT_MS = 24 * 3600 * 1000  # so long a closed parcel is offered to the trucks
BEHIND_MS = 7 * KEPT_MS
_NEVER = 2**63


class PackReads:
    """On one connection. `now` is ms UTC."""

    def __init__(self, connection: Connection, now: int) -> None:
        self._connection, self._now = connection, now

    def pack_rows(self, w: int) -> list[PackRow]:
        rows = self.rows(_TO_PACK, {"w": w})
        return sorted(rows, key=lambda row: (_NEVER if row.cutoff_at is None else row.cutoff_at, row.transfer))

    def truck_parcels(self, w: int) -> list[TruckParcel]:
        found = self._connection.execute(
            _TRUCK_PARCELS, {"w": w, "since": self._now - KEPT_MS, "week": self._now - BEHIND_MS}
        ).all()
        waves = self.waves({row.transfer for row in found})
        trucks = {transfer: cutoff_at for transfer, (cutoff_at, _, _) in waves.items()}
        return [
            TruckParcel(row[0][PREFIX:], row[1], row[2], row[3], trucks.get(row.transfer), row.loaded_at is not None)
            for row in found
        ]

    def parcel_label(self, token: str) -> ParcelLabel | None:
        row = self._connection.execute(_LABEL, {"token": token}).first()
        if row is None:
            return None
        boxes = list(self._connection.execute(_BOXES, {"transfer": row.transfer}).scalars())
        n = boxes.index(row.id) + 1 if row.id in boxes else 1
        of = max(len(boxes), 1) if row.packed_at is not None else None
        return ParcelLabel(*row[:6], n, of, row[8], row.ship_to, row.sscc)

    def box(self, token: str) -> tuple[int, BoxContent] | None:
        found = self._connection.execute(_WORTH, {"token": token}).first()
        if found is None:
            return None
        rows = self._connection.execute(_CONTENT, {"token": token}).all()
        return found.transfer, BoxContent(tuple((row[0], row[1], int(row[2]), row[3]) for row in rows), found.value)

    def pack_facts(self, transfer: int) -> PackFacts:
        return pack_sheet.pack_facts(self._connection, transfer)

    def rows(self, asked: Select[Any], values: dict[str, Any]) -> list[PackRow]:
        """The rows of a selection from `ROW`, with their totes and trucks."""
        found = self._connection.execute(asked, values).all()
        ids = {row[0] for row in found}
        totes, waves = self._totes(ids), self.waves(ids)
        return [self._row(row, totes[row[0]], *waves.get(row[0], (None, None, 0))) for row in found]

    def _row(
        self, row: Any, totes: list[tuple[str, int]], cutoff_at: int | None, wave: str | None, is_moved: int
    ) -> PackRow:
        due_at = row[9] if cutoff_at is None and not is_moved else cutoff_at
        return PackRow(*row[:9], due_at, tuple(totes), *row[10:], wave)  # type: ignore[call-arg]

    def _totes(self, ids: Collection[int]) -> dict[int, list[tuple[str, int]]]:
        found: dict[int, list[tuple[str, int]]] = defaultdict(list)
        for chunk in chunks(ids):
            for transfer, code, slot in self._connection.execute(_TOTES, {"ids": chunk}):
                found[transfer].append((code, slot))
        return found

    def waves(self, ids: Collection[int]) -> dict[int, tuple[int | None, str, int]]:
        """Cut-off (ms UTC) and number of the waves that the documents' goods were picked on, and whether they go
        with another carrier than those.
        """
        found: dict[int, tuple[int | None, str, int]] = {}
        for chunk in chunks(ids):
            found |= {row[0]: (row[1], row[2], row[3]) for row in self._connection.execute(_WAVES, {"ids": chunk})}
        return found
