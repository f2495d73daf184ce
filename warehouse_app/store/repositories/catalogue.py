"""The mirror of Odoo in the store, and the app's own totes, reasons and cut-offs."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from warehouse_app.domain.errors import Refused
from warehouse_app.domain.sheet import SheetFacts
from warehouse_app.service.ports import layouts as ports
from warehouse_app.service.ports.catalogue import FreeTransfer, Spots
from warehouse_app.service.ports.odoo import OdooBox, OdooLocation, OdooLot, OdooProduct, OdooTransfer, OdooWarehouse
from warehouse_app.store import tables as t
from warehouse_app.store.dialect import upsert
from warehouse_app.store.repositories import pool, transfers, waves
from warehouse_app.store.repositories.layouts import Layouts, columns
from warehouse_app.store.repositories.mirror import chunks, ids_of, keep
from warehouse_app.store.sheet import sheet_facts

STEPS = ("pick", "pack", "ship")  # one step does them all, two pick and then pack and ship


class Catalogue:
    """One installation mirrors one Odoo, its `source`."""

    def __init__(self, connection: Connection, now: int) -> None:
        self._connection, self._now = connection, now
        self._known_source: int | None = None
        self.layouts: ports.Layouts = Layouts(connection, now)

    def source(self, identity: str) -> int:
        row = self._connection.execute(select(t.source.c.id, t.source.c.identity)).first()
        if row is not None and row.identity != identity:
            raise Refused("odoo.other_database", facts={"ours": row.identity, "theirs": identity})
        if row is not None:
            return int(row.id)
        made = insert(t.source).returning(t.source.c.id)
        return int(self._connection.execute(made, {"identity": identity, "seen_at": self._now}).scalar_one())

    def keep_warehouse(self, warehouse: OdooWarehouse) -> int:
        values = {
            "code": warehouse.code, "name": warehouse.name, "zone": warehouse.zone, "steps": warehouse.steps,
        }  # fmt: skip
        w = keep(self._connection, t.warehouse_, self._source, {warehouse.odoo_id: values})[warehouse.odoo_id]
        steps = dict(zip(warehouse.chain, STEPS, strict=False))
        keep(self._connection, t.op_type, self._source, {id_: {"w": w, "step": step} for id_, step in steps.items()})
        return w

    def keep_scan_options(self, options: Mapping[int, Mapping[str, bool | str]]) -> None:
        ours = t.op_type.c.source == self._source
        for odoo_id, known in self._connection.execute(select(t.op_type.c.odoo_id, t.op_type.c.scan).where(ours)).all():
            said = dict(options.get(odoo_id, {})) or None
            if said != known:
                this = update(t.op_type).where(ours, t.op_type.c.odoo_id == odoo_id)
                self._connection.execute(this.values(scan=said))

    def keep_locations(
        self, w: int, rows: Sequence[OdooLocation], ranks: Mapping[str, int], spots: Spots | None = None
    ) -> dict[int, int]:
        last = max(ranks.values(), default=0) + 1
        places = {row.odoo_id: columns(row.code, (spots or {}).get(row.code)) for row in rows}
        kept = {
            row.odoo_id: {"w": w, "code": row.code, "barcode": row.barcode, "walk_rank": ranks.get(row.code, last)}
            | places[row.odoo_id]
            for row in rows
        }
        return keep(self._connection, t.location, self._source, kept)

    def keep_products(self, rows: Sequence[OdooProduct]) -> dict[int, int]:
        ids = keep(self._connection, t.product, self._source, {row.odoo_id: _product(row) for row in rows})
        self._keep_codes({ids[row.odoo_id]: dict(row.codes) for row in rows})
        return ids

    def keep_lots(self, rows: Sequence[OdooLot]) -> dict[int, int]:
        products = ids_of(self._connection, t.product, self._source, {row.product for row in rows})
        values = {
            row.odoo_id: {"product": products[row.product], "name": row.name, "expires": row.expires} for row in rows
        }
        return keep(self._connection, t.lot, self._source, values)

    def known_products(self, odoo_ids: Collection[int]) -> set[int]:
        return set(ids_of(self._connection, t.product, self._source, odoo_ids))

    def keep_boxes(self, rows: Sequence[OdooBox]) -> None:
        kept = keep(self._connection, t.box, self._source, {row.odoo_id: _box(row) for row in rows})
        gone = update(t.box).where(t.box.c.id.not_in(list(kept.values())), t.box.c.offered == 1)
        self._connection.execute(gone.values(offered=0))

    def keep_transfers(self, w: int, rows: Sequence[OdooTransfer]) -> dict[int, int]:
        return transfers.keep_transfers(self._connection, self._source, w, rows)

    def on_waves(self, odoo_ids: Collection[int]) -> set[int]:
        return transfers.on_waves(self._connection, self._source, odoo_ids)

    def keep_totes(self, w: int, codes: Sequence[str]) -> None:
        row = upsert(self._connection, t.tote).on_conflict_do_nothing(index_elements=[t.tote.c.w, t.tote.c.code])
        if codes:
            self._connection.execute(row, [{"w": w, "code": code} for code in codes])

    def keep_cutoff(self, w: int, carrier: str, weekday: int, minute: int) -> None:
        cutoff = t.cutoff.c
        row = upsert(self._connection, t.cutoff).values(w=w, carrier=carrier, weekday=weekday, minute=minute)
        place = [cutoff.w, cutoff.carrier, cutoff.weekday]
        self._connection.execute(row.on_conflict_do_update(index_elements=place, set_={"minute": minute}))

    def keep_reason(self, code: str, version: int, body: Mapping[str, Any]) -> None:
        rule = t.rule.c
        row = upsert(self._connection, t.rule).values(kind="reason", code=code, version=version, body=dict(body))
        everywhere = {"index_elements": [rule.kind, rule.code, rule.version], "index_where": rule.w.is_(None)}
        self._connection.execute(row.on_conflict_do_update(**everywhere, set_={"body": row.excluded.body}))

    def free_transfers(self, w: int, of: Collection[int] | None = None) -> list[FreeTransfer]:
        return pool.free_transfers(self._connection, w, of)

    def free_totes(self, w: int, count: int) -> list[int]:
        return waves.free_totes(self._connection, w, count)

    def add_wave(
        self,
        w: int,
        number: str,
        transfers: Sequence[tuple[int, int | None]],
        carrier: str | None,
        cutoff_at: int | None,
        assigned: int | None = None,
    ) -> int:
        return waves.NewWave(self._connection, w, self._now).add(number, transfers, carrier, cutoff_at, assigned)

    def expect(self, wave: int, factor: float) -> None:
        forecast = update(t.wave).where(t.wave.c.id == wave).values(pace_m=round(factor * 1000))
        self._connection.execute(forecast)

    def sheet_facts(self, wave: int) -> SheetFacts:
        """Raises LookupError when there is no such wave."""
        found = sheet_facts(self._connection, wave, self._now)
        if found is None:
            raise LookupError(f"wave {wave}")
        return found

    @property
    def _source(self) -> int:
        if self._known_source is None:
            self._known_source = self._connection.execute(select(t.source.c.id)).scalar_one()
        return self._known_source

    def _keep_codes(self, wanted: Mapping[int, Mapping[str, int]]) -> None:
        code = t.code.c
        asked = select(code.id, code.ref, code.text, code.factor_m).where(
            code.kind == "product", code.ref.in_(bindparam("refs", expanding=True))
        )
        known = {
            (row.ref, row.text, row.factor_m): row.id
            for refs in chunks(wanted)
            for row in self._connection.execute(asked, {"refs": refs})
        }
        needed = {(ref, text, factor) for ref, codes in wanted.items() for text, factor in codes.items()}
        gone = [{"own": id_} for place, id_ in known.items() if place not in needed]
        if gone:
            self._connection.execute(delete(t.code).where(code.id == bindparam("own")), gone)
        new = sorted(needed - known.keys())
        if new:
            rows = [{"kind": "product", "ref": ref, "text": text, "factor_m": factor} for ref, text, factor in new]
            self._connection.execute(insert(t.code), rows)


def _box(row: OdooBox) -> dict[str, Any]:
    return {
        "name": row.name,
        "barcode": row.barcode,
        "size_mm": list(row.size_mm) if row.size_mm else None,
        "weight_g": row.weight_g,
        "max_g": row.max_g,
        "offered": 1,
    }


def _product(row: OdooProduct) -> dict[str, Any]:
    return {
        "sku": row.sku,
        "name": row.name,
        "unit": row.unit,
        "whole": int(row.whole),
        "tracking": row.tracking,
        "expires": int(row.expires),
        "weight_g": row.weight_g,
        "size_mm": list(row.size_mm) if row.size_mm else None,
        "shape": row.shape,
        "hue": row.hue,
        "tags": list(row.tags) or None,
        "volume_ml": row.volume_ml,
        "supplier": row.supplier,
    }
