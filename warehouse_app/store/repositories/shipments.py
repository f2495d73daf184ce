"""Parcels with their tracking numbers, and the manifests of the trucks."""

from __future__ import annotations

from collections.abc import Collection
from itertools import groupby
from typing import Any

from sqlalchemy import bindparam, func, insert, select, update

from warehouse_app.domain.trucks import OnTruck, Unconfirmed
from warehouse_app.service.ports.carriers import Consignment
from warehouse_app.service.ports.packing import PackRow
from warehouse_app.service.ports.shipments import Manifest, ManifestParcel, Shipment
from warehouse_app.store import tables as t
from warehouse_app.store.dialect import upsert
from warehouse_app.store.packs import BEHIND_MS, PackReads, its_truck
from warehouse_app.store.repositories.carrier_choice import CarrierChoices, CarrierReads

_tr, _l, _p, _m, _w = t.transfer.c, t.line.c, t.parcel.c, t.manifest.c, t.wave.c
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
_CLOSED = select(_p.id, _p.number).where(
    _p.w == bindparam("w"), _p.state == "closed", _p.manifest.is_(None), _p.closed_at > bindparam("week")
)
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


_UNDERWAY = ("planned", "released", "claimed", "walked")
# First steps that are still to be picked; with one step what is in hand comes with the benches.
_TO_PICK = (
    select(_ORDER, func.coalesce(_tr.carrier, ""), its_truck(), _w.state, _tr.id)
    .join(t.op_type, t.op_type.c.id == _tr.op_type)
    .join(t.warehouse_, t.warehouse_.c.id == _tr.w)
    .outerjoin(t.order, t.order.c.id == _tr.order)
    .outerjoin(t.wave, _w.id == _tr.wave)
    .where(
        _tr.w == bindparam("w"), _tr.state == "open", t.op_type.c.step == "pick",
        (t.warehouse_.c.steps > 1) | func.coalesce(_w.state, "").not_in(("claimed", "walked")),
        select(_l.id).where(_l.transfer == _tr.id, _l.state != "gone").exists(),
    )
    .order_by(_tr.id)
)  # fmt: skip
_after = t.transfer.alias("after")
_SHIPS_LATER = (
    select(_after.c.id)
    .join(t.next_transfer, t.next_transfer.c.odoo_id == _after.c.odoo_id)
    .where(t.next_transfer.c.transfer == _tr.id, _after.c.state == "open")
    .exists()
)
_UNCONFIRMED = (
    select(_m.id, _m.number, _m.carrier, _m.left_at, _ORDER)
    .join(t.parcel, _p.manifest == _m.id)
    .join(t.transfer, _tr.id == _p.transfer)
    .outerjoin(t.order, t.order.c.id == _tr.order)
    .where(_m.w == bindparam("w"), _m.left_at > bindparam("since"), (_tr.state == "open") | _SHIPS_LATER)
    .order_by(_m.id, _p.id)
)


class ShipmentReads(CarrierReads):
    def manifests(self, w: int, day: str) -> list[Manifest]:
        return [Manifest(*tuple(row)) for row in self._connection.execute(_MANIFESTS.where(_m.day == day), {"w": w})]

    def manifest(self, w: int, number: str) -> tuple[Manifest, list[ManifestParcel]] | None:
        row = self._connection.execute(_MANIFESTS.where(_m.number == number), {"w": w}).first()
        if row is None:
            return None
        return Manifest(*tuple(row)), [_parcel(one) for one in self._connection.execute(_ON_IT, {"manifest": row.id})]

    def on_trucks(self, w: int) -> list[OnTruck]:
        found = [_on_truck(row) for row in self._connection.execute(_TO_PICK, {"w": w})]
        reads = PackReads(self._connection, self._now)
        found += [_in_hand(row) for row in reads.pack_rows(w)]
        boxes = reads.truck_parcels(w)
        return found + [OnTruck(row.order, row.carrier or "", row.cutoff_at, "packed") for row in boxes]

    def unconfirmed(self, w: int, since: int) -> list[Unconfirmed]:
        rows = self._connection.execute(_UNCONFIRMED, {"w": w, "since": since}).all()
        return [
            Unconfirmed(head[0], head[1], head[2], head[3], tuple(dict.fromkeys(row[4] for row in group)))
            for head, group in groupby(rows, key=lambda row: tuple(row[:4]))
        ]


class Shipments(ShipmentReads, CarrierChoices):
    def shipment(self, transfer: int) -> Shipment:
        asked = {"transfer": transfer}
        id_, w, state, own, is_followed = self._connection.execute(_HEAD, asked).one()
        ends_at = tuple(self._connection.execute(_NEXT, asked).scalars()) if is_followed else (own,)
        return Shipment(id_, w, state, ends_at, tuple(self._boxes(transfer)))

    def track(self, parcel: int, number: str) -> None:
        self._connection.execute(update(t.parcel).where(_p.id == parcel).values(tracking=number))

    def waiting(self, w: int, carrier: str) -> list[tuple[int, str, bool]]:
        reads = PackReads(self._connection, self._now)
        rows = {row.number: row.loaded for row in reads.truck_parcels(w) if (row.carrier or "") == carrier}
        closed = self._connection.execute(_CLOSED, {"w": w, "week": self._now - BEHIND_MS})
        return sorted((id_, number, rows[number]) for id_, number in closed if number in rows)

    def add_manifest(
        self, w: int, number: str, carrier: str, day: str, cutoff_at: int | None, behind: int, driver: str, person: int
    ) -> int:
        row = {"w": w, "number": number, "carrier": carrier, "day": day, "left_at": self._now, "cutoff_at": cutoff_at}
        row |= {"behind": behind, "driver": driver or None, "person": person}
        made: int = self._connection.execute(insert(t.manifest).values(row).returning(_m.id)).scalar_one()
        return made

    def delay(self, w: int, carrier: str, day: str, minute: int) -> None:
        self._truck(w, carrier, day, minute=minute, closed=0)

    def close_truck(self, w: int, carrier: str, day: str) -> None:
        self._truck(w, carrier, day, closed=1)

    def _truck(self, w: int, carrier: str, day: str, **values: int) -> None:
        place = [t.truck_delay.c.w, t.truck_delay.c.carrier, t.truck_delay.c.day]
        row = upsert(self._connection, t.truck_delay).values(w=w, carrier=carrier, day=day, **values)
        self._connection.execute(row.on_conflict_do_update(index_elements=place, set_=values))

    def move_waves(self, w: int, carrier: str, cutoff_at: int, to: str, to_at: int | None) -> int:
        """Those of the truck of which every open order goes with the other carrier by now."""
        here = _w.w == w, func.coalesce(_w.carrier, "") == carrier, _w.cutoff_at == cutoff_at
        stays = (_tr.wave == _w.id) & (_tr.state == "open") & (func.coalesce(_tr.carrier, "") != to)
        gone = update(t.wave).where(*here, _w.state.in_(_UNDERWAY), ~select(_tr.id).where(stays).exists())
        return self._connection.execute(gone.values(carrier=to, cutoff_at=to_at)).rowcount

    def move_clock(self, w: int, carrier: str, cutoff_at: int, to: int) -> int:
        here = _w.w == w, func.coalesce(_w.carrier, "") == carrier, _w.cutoff_at == cutoff_at
        moved = update(t.wave).where(*here, _w.state.in_(_UNDERWAY)).values(cutoff_at=to)
        return self._connection.execute(moved).rowcount

    def put_on(self, manifest: int, parcels: Collection[int]) -> None:
        self._connection.execute(update(t.parcel).where(_p.id.in_(list(parcels))).values(manifest=manifest))

    def _boxes(self, transfer: int) -> list[tuple[int, Consignment]]:
        reads, found = PackReads(self._connection, self._now), []
        for id_, token in self._connection.execute(_BOXES, {"transfer": transfer}).all():
            parcel = reads.parcel_label(token)
            assert parcel is not None
            found.append((id_, Consignment(token, parcel)))
        return found


def _on_truck(row: Any) -> OnTruck:
    return OnTruck(row[0], row[1], row[2], "in_hand" if row[3] in ("claimed", "walked") else "nobody", row[4])


def _in_hand(row: PackRow) -> OnTruck:
    return OnTruck(row.order, row.carrier or "", row.cutoff_at, "in_hand", row.transfer)


def _parcel(row: Any) -> ManifestParcel:
    to = row[3] or {}
    postcode, city, country = (str(to.get(name) or "") for name in ("zip", "city", "country"))
    return ManifestParcel(row[0], row[1], row[2], postcode, city, country, row[4], row[5])
