"""Parcels with their tracking numbers, and the manifests of the trucks."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, select, update

from warehouse_app.service.ports.carriers import Consignment
from warehouse_app.service.ports.shipments import Manifest, ManifestParcel, Shipment
from warehouse_app.store import tables as t
from warehouse_app.store.packs import KEPT_MS, PackReads

_tr, _p, _m = t.transfer.c, t.parcel.c, t.manifest.c
_HEAD = (
    select(_tr.id, _tr.w, _tr.state, _tr.odoo_id, (t.warehouse_.c.steps > 2) & (t.op_type.c.step == "pack"))
    .join(t.op_type, t.op_type.c.id == _tr.op_type)
    .join(t.warehouse_, t.warehouse_.c.id == _tr.w)
    .where(_tr.id == bindparam("transfer"))
)
_BOXES = (
    select(_p.id, _p.token)
    .where(_p.transfer == bindparam("transfer"), _p.state == "closed", _p.content_m > 0)
    .order_by(_p.id)
)
_NEXT = select(t.next_transfer.c.odoo_id).where(t.next_transfer.c.transfer == bindparam("transfer"))
_ORDER = func.coalesce(t.order.c.name, _tr.name)
_WAITING = (
    select(_p.id, _p.number, _p.loaded_at.is_not(None))
    .join(t.transfer, _tr.id == _p.transfer)
    .where(
        _p.w == bindparam("w"), _p.state == "closed", _p.manifest.is_(None), _p.closed_at > bindparam("since"),
        func.coalesce(_tr.carrier, "") == bindparam("carrier"), t.packing.c.packed_at.is_not(None),
    )
    .join(t.packing, t.packing.c.transfer == _tr.id)
    .order_by(_p.id)
)  # fmt: skip
_MANIFESTS = (
    select(
        _m.id, _m.number, _m.carrier, _m.day, _m.left_at, _m.cutoff_at, _m.behind, _m.driver, t.person.c.name,
        select(func.count()).where(_p.manifest == _m.id).scalar_subquery(),
    )
    .outerjoin(t.person, t.person.c.id == _m.person)
    .where(_m.w == bindparam("w"))
    .order_by(_m.id.desc())
)  # fmt: skip
_ON_IT = (
    select(_p.number, func.coalesce(_p.tracking, _p.number), _ORDER, _tr.ship_to, _p.weight_g, _p.loaded_at)
    .join(t.transfer, _tr.id == _p.transfer)
    .outerjoin(t.order, t.order.c.id == _tr.order)
    .where(_p.manifest == bindparam("manifest"))
    .order_by(_p.id)
)


class ShipmentReads:
    def __init__(self, connection: Connection, now: int) -> None:
        self._connection, self._now = connection, now

    def manifests(self, w: int, day: str) -> list[Manifest]:
        return [Manifest(*tuple(row)) for row in self._connection.execute(_MANIFESTS.where(_m.day == day), {"w": w})]

    def manifest(self, w: int, number: str) -> tuple[Manifest, list[ManifestParcel]] | None:
        row = self._connection.execute(_MANIFESTS.where(_m.number == number), {"w": w}).first()
        if row is None:
            return None
        return Manifest(*tuple(row)), [_parcel(one) for one in self._connection.execute(_ON_IT, {"manifest": row.id})]


class Shipments(ShipmentReads):
    def shipment(self, transfer: int) -> Shipment:
        asked = {"transfer": transfer}
        id_, w, state, own, is_followed = self._connection.execute(_HEAD, asked).one()
        ends_at = tuple(self._connection.execute(_NEXT, asked).scalars()) if is_followed else (own,)
        return Shipment(id_, w, state, ends_at, tuple(self._boxes(transfer)))

    def track(self, parcel: int, number: str) -> None:
        self._connection.execute(update(t.parcel).where(_p.id == parcel).values(tracking=number))

    def waiting(self, w: int, carrier: str) -> list[tuple[int, str, bool]]:
        asked = {"w": w, "carrier": carrier, "since": self._now - KEPT_MS}
        return [(row[0], row[1], bool(row[2])) for row in self._connection.execute(_WAITING, asked)]

    def add_manifest(
        self, w: int, number: str, carrier: str, day: str, cutoff_at: int | None, behind: int, driver: str, person: int
    ) -> int:
        row = {"w": w, "number": number, "carrier": carrier, "day": day, "left_at": self._now, "cutoff_at": cutoff_at}
        row |= {"behind": behind, "driver": driver or None, "person": person}
        made: int = self._connection.execute(insert(t.manifest).values(row).returning(_m.id)).scalar_one()
        return made

    def put_on(self, manifest: int, parcels: Collection[int]) -> None:
        self._connection.execute(update(t.parcel).where(_p.id.in_(list(parcels))).values(manifest=manifest))

    def _boxes(self, transfer: int) -> list[tuple[int, Consignment]]:
        reads, found = PackReads(self._connection, self._now), []
        for id_, token in self._connection.execute(_BOXES, {"transfer": transfer}).all():
            parcel = reads.parcel_label(token)
            assert parcel is not None
            found.append((id_, Consignment(token, parcel)))
        return found


def _parcel(row: Any) -> ManifestParcel:
    to = row[3] or {}
    postcode, city, country = (str(to.get(name) or "") for name in ("zip", "city", "country"))
    return ManifestParcel(row[0], row[1], row[2], postcode, city, country, row[4], row[5])
