"""Carriers that the floor chose for transfers, and what the rules of carriers look at."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from warehouse_app.domain.carrier_rules import CarrierFacts
from warehouse_app.store import tables as t
from warehouse_app.store.dialect import upsert
from warehouse_app.store.repositories.telling import READING_MS

_tr, _l, _p, _o, _c = t.transfer.c, t.line.c, t.product.c, t.order.c, t.carrier_choice.c
_HEAD = (
    select(_tr.carrier, _tr.ship_to, _tr.order, _o.segment, _o.path, _o.value)
    .outerjoin(t.order, _o.id == _tr.order)
    .where(_tr.id == bindparam("transfer"))
)
_GOODS = (
    select(_p.name, _p.sku, _p.tags, _p.weight_g, _p.size_mm, _l.demand_m)
    .join(t.line, _l.product == _p.id)
    .where(_l.transfer == bindparam("transfer"), _l.state != "gone")
)
_HAS_PARCELS = select(t.parcel.c.id).where(t.parcel.c.transfer == bindparam("transfer"), t.parcel.c.content_m > 0)
_OPEN = select(_tr.carrier).where(_tr.w == bindparam("w"), _tr.state == "open", _tr.carrier.is_not(None)).distinct()
_other, _own = t.transfer.alias("other"), t.carrier_choice.alias("own")
# A further document of an order whose carrier was chosen goes with that too.
_INHERITED = (
    select(_tr.id, func.max(_c.carrier))
    .join(_other, (_other.c.order == _tr.order) & (_other.c.id != _tr.id))
    .join(t.carrier_choice, _c.transfer == _other.c.id)
    .where(_tr.w == bindparam("w"), _tr.state == "open")
    .where(~select(_own.c.id).where(_own.c.transfer == _tr.id).exists())
    .group_by(_tr.id)
)
_DIFFERS = (
    select(_c.transfer, _c.carrier, _c.told_at, _tr.order)
    .join(t.transfer, _tr.id == _c.transfer)
    .where(_tr.w == bindparam("w"), _tr.state == "open", func.coalesce(_tr.carrier, "") != _c.carrier)
)


class CarrierReads:
    """Part of the views of shipments."""

    def __init__(self, connection: Connection, now: int) -> None:
        self._connection, self._now = connection, now

    def carrier_facts(self, transfer: int) -> CarrierFacts:
        head = self._connection.execute(_HEAD, {"transfer": transfer}).one()
        goods = self._connection.execute(_GOODS, {"transfer": transfer}).all()
        weights = [one.weight_g * one.demand_m for one in goods if one.weight_g is not None]
        sides = [max(one.size_mm) for one in goods if one.size_mm]
        names = dict.fromkeys(name for one in goods for name in (*(one.tags or ()), one.sku, one.name))
        return CarrierFacts(
            head.carrier,
            tuple(filter(None, (head.segment, (head.path or {}).get("name")))),
            (head.ship_to or {}).get("country") or None,
            tuple(names),
            head.value,
            sum(weights) // 1000 if len(weights) == len(goods) else None,
            max(sides) if sides and len(sides) == len(goods) else None,
            self._is_by_hand(head.order),
        )

    def _is_by_hand(self, order: int | None) -> bool:
        asked = select(t.override.c.id).where(
            t.override.c.subject == f"carrier:{order}", t.override.c.state.in_(("done", "approved"))
        )
        return self._connection.execute(asked.limit(1)).first() is not None

    def has_parcels(self, transfer: int) -> bool:
        return self._connection.execute(_HAS_PARCELS, {"transfer": transfer}).first() is not None

    def carriers(self, w: int, rules: Mapping[str, Mapping[str, Any]]) -> list[str]:
        trucks = select(t.cutoff.c.carrier).where(t.cutoff.c.w == w).distinct()
        found = {*self._connection.execute(trucks).scalars(), *self._connection.execute(_OPEN, {"w": w}).scalars()}
        named = {str(body["carrier"]).strip() for body in rules.values() if body.get("on") and body.get("carrier")}
        return sorted(found | named, key=str.casefold)


class CarrierChoices(CarrierReads):
    """Part of `Shipments`."""

    def choose_carrier(self, transfer: int, carrier: str, why: str) -> None:
        values = {"carrier": carrier, "why": why, "at": self._now, "told_at": None}
        row = upsert(self._connection, t.carrier_choice).values(transfer=transfer, **values)
        self._connection.execute(row.on_conflict_do_update(index_elements=[_c.transfer], set_=values))
        self._go_with(transfer, carrier)

    def chosen_carrier(self, transfer: int) -> str | None:
        return self._connection.execute(select(_c.carrier).where(_c.transfer == transfer)).scalar()

    def carrier_told(self, transfer: int) -> None:
        told = update(t.carrier_choice).where(_c.transfer == transfer)
        self._connection.execute(told.values(told_at=self._now))

    def keep_chosen(self, w: int) -> list[int]:
        for transfer, carrier in self._connection.execute(_INHERITED, {"w": w}).all():
            row = {"transfer": transfer, "carrier": carrier, "why": "order", "at": self._now}
            self._connection.execute(insert(t.carrier_choice), row)
        kept: list[int] = []
        for transfer, carrier, told_at, order in self._connection.execute(_DIFFERS, {"w": w}).all():
            if told_at is not None and told_at < self._now - READING_MS:
                self._forget(transfer, order)
                continue
            self._go_with(transfer, carrier)
            kept += [transfer] if told_at is None else []
        return kept

    def _forget(self, transfer: int, order: int | None) -> None:
        its = select(_tr.id).where(_tr.order == order) if order is not None else [transfer]
        self._connection.execute(delete(t.carrier_choice).where(_c.transfer.in_(its)))

    def _go_with(self, transfer: int, carrier: str) -> None:
        self._connection.execute(update(t.transfer).where(_tr.id == transfer).values(carrier=carrier))
