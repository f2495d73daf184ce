"""Benches at work: who has what open, and what is in which box."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, or_, select, update

from warehouse_app.domain.barcodes import key as key_of
from warehouse_app.domain.packing import Bench, Item, PackLine, Parcel
from warehouse_app.domain.tasks import OPEN
from warehouse_app.service.ports.packing import Coming, PackageToTell, PackRow
from warehouse_app.store import tables as t
from warehouse_app.store.dialect import upsert
from warehouse_app.store.packs import DUE, ORIGIN, ROW, PackReads
from warehouse_app.store.pending import Pending

_tr, _l, _p, _use = t.transfer.c, t.line.c, t.parcel.c, t.tote_use.c
_AFTER = (
    select(_tr.id)
    .join(t.next_transfer, t.next_transfer.c.odoo_id == _tr.odoo_id)
    .where(t.next_transfer.c.transfer == bindparam("transfer"))
)
_IN_TOTE = (
    select(_use.transfer)
    .join(t.tote, t.tote.c.id == _use.tote)
    .where(t.tote.c.w == bindparam("w"), func.upper(t.tote.c.code) == bindparam("code"), _use.until.is_(None))
)
_WANTING = (
    select(_l.transfer)
    .join(t.code, (t.code.c.kind == "product") & (t.code.c.ref == _l.product))
    .where(t.code.c.text.in_(bindparam("texts", expanding=True)), _l.state != "gone", _l.packed_m < _l.demand_m)
    .distinct()
)
_BENCH = (
    select(*(t.packing.c[name] for name in ("transfer", "epoch", "device", "person", "packed_at")))
    .where(t.packing.c.transfer == bindparam("transfer"))
    .with_for_update()
)
_PACK_LINES = (
    select(_l.id, _l.transfer, DUE, _l.packed_m)
    .join(t.transfer, _tr.id == _l.transfer)
    .join(t.op_type, t.op_type.c.id == _tr.op_type)
    .join(t.warehouse_, t.warehouse_.c.id == _tr.w)
)
_LINE = _PACK_LINES.where(_l.id == bindparam("line"), _l.state != "gone").with_for_update(of=t.line)
_PARCEL = select(_p.id, _p.token, _p.transfer, _p.number, _p.state, _p.content_m, _p.odoo_id, _p.loaded_at)
_ITEM = select(*(t.parcel_item.c[name] for name in ("event", "line", "parcel", "qty_m", "reversed_by")))
_SHIPPING = (
    select(_tr.id)
    .join(t.op_type, t.op_type.c.id == _tr.op_type)
    .join(t.line, _l.transfer == _tr.id)
    .where(t.op_type.c.step == "ship", _tr.state == "open", _l.source_key.like(bindparam("key")))
    .distinct()
)
_HERE = (
    select(func.count())
    .select_from(t.next_transfer)
    .join(t.transfer, _tr.odoo_id == t.next_transfer.c.odoo_id)
    .where(_tr.id == bindparam("transfer"))
)
_its = t.transfer.alias("its")
_COMING = (
    select(t.tote.c.code, t.wave.c.number, t.person.c.name)
    .select_from(_its)
    .join(t.transfer, (_tr.order == _its.c.order) & (_tr.w == _its.c.w))
    .join(t.op_type, t.op_type.c.id == _tr.op_type)
    .join(t.wave, t.wave.c.id == _tr.wave)
    .outerjoin(t.person, t.person.c.id == t.wave.c.person)
    .outerjoin(t.tote, t.tote.c.id == _tr.tote)
    .where(
        _its.c.id == bindparam("transfer"), t.op_type.c.step == "pick", _tr.state == "open", _tr.id != _its.c.id,
        t.wave.c.state.in_(("released", "claimed", "walked")), _tr.rest != "wait",
    )
    .order_by(_tr.id)
)  # fmt: skip
_ORIGINS = select(ORIGIN.c.origin).where(ORIGIN.c.transfer == bindparam("transfer"))


class Packing(PackReads):
    def __init__(self, connection: Connection, now: int, pending: Pending) -> None:
        super().__init__(connection, now)
        self._pending = pending

    def row(self, transfer: int) -> PackRow | None:
        return next(iter(self.rows(ROW.where(_tr.id == bindparam("transfer")), {"transfer": transfer})), None)

    def in_tote(self, w: int, code: str) -> int | None:
        return self._connection.execute(_IN_TOTE, {"w": w, "code": code.upper()}).scalar()

    def on_wave(self, wave: int) -> list[int]:
        return list(self._connection.execute(select(_tr.id).where(_tr.wave == wave).order_by(_tr.id)).scalars())

    def after(self, transfer: int) -> list[PackRow]:
        return self.rows(ROW.where(_tr.id.in_(_AFTER)).order_by(_tr.id.desc()), {"transfer": transfer})

    def coming(self, transfer: int) -> tuple[int, list[Coming]]:
        here = self._connection.execute(_HERE, {"transfer": transfer}).scalar_one()
        return here, [Coming(*tuple(row)) for row in self._connection.execute(_COMING, {"transfer": transfer})]

    def named(self, w: int, name: str) -> list[PackRow]:
        boxed = select(_p.transfer).where(_p.w == w, _p.number == name.upper())
        names = (func.upper(_tr.name), func.upper(t.order.c.name))
        said = or_(*(column == name.upper() for column in names), _tr.id.in_(boxed))
        return self.rows(ROW.where(_tr.w == w, said).order_by(_tr.id.desc()), {})

    def wanting(self, w: int, text: str) -> list[int]:
        asked = {"texts": sorted({text, key_of(text), text.lstrip("0")})}
        wanting = set(self._connection.execute(_WANTING, asked).scalars())
        return [row.transfer for row in self.pack_rows(w) if row.transfer in wanting]

    def bench(self, transfer: int) -> Bench | None:
        row = self._connection.execute(_BENCH, {"transfer": transfer}).first()
        return Bench(*row) if row else None

    def save_bench(self, bench: Bench) -> None:
        values = {
            "epoch": bench.epoch, "device": bench.device, "person": bench.person, "packed_at": bench.packed_at,
        }  # fmt: skip
        row = upsert(self._connection, t.packing).values(transfer=bench.transfer, opened_at=self._now, **values)
        self._connection.execute(row.on_conflict_do_update(index_elements=[t.packing.c.transfer], set_=values))

    def line(self, line: int) -> PackLine | None:
        row = self._connection.execute(_LINE, {"line": line}).first()
        return PackLine(*tuple(row)) if row else None

    def save_line(self, line: PackLine) -> None:
        self._connection.execute(update(t.line).where(_l.id == line.id).values(packed_m=line.packed_m))

    def parcel(self, token: str) -> Parcel | None:
        return self._one_parcel(_p.token == token)

    def parcels(self, transfer: int) -> list[Parcel]:
        asked = _PARCEL.where(_p.transfer == transfer, _p.state != "void").order_by(_p.id).with_for_update()
        return [self._parcel(row) for row in self._connection.execute(asked)]

    def add_parcel(self, transfer: int, token: str, number: str, w: int) -> Parcel:
        values = {"w": w, "number": number, "transfer": transfer, "token": token, "opened_at": self._now}
        self._connection.execute(insert(t.parcel), values)
        made = self.parcel(token)
        assert made is not None
        return made

    def fill(self, parcel: int, by_m: int) -> None:
        self._change(parcel, content_m=_p.content_m + by_m)

    def close_parcel(self, parcel: int, box: int | None, weight_g: int | None) -> None:
        self._change(parcel, state="closed", box=box, weight_g=weight_g, closed_at=self._now)

    def give_sscc(self, token: str, sscc: str) -> None:
        self._connection.execute(update(t.parcel).where(_p.token == token, _p.sscc.is_(None)).values(sscc=sscc))

    def open_parcel(self, parcel: int) -> None:
        self._change(parcel, state="open", weight_g=None, closed_at=None)

    def package(self, parcel: int) -> PackageToTell:
        asked = (
            select(_p.id, _p.transfer, _p.token, _p.number, t.box.c.odoo_id, _p.weight_g)
            .outerjoin(t.box, t.box.c.id == _p.box)
            .where(_p.id == parcel)
        )
        return PackageToTell(*tuple(self._connection.execute(asked).one()))

    def keep_package(self, parcel: int, odoo_id: int) -> None:
        self._change(parcel, odoo_id=odoo_id)

    def knows_box(self, box: int) -> bool:
        return self._connection.execute(select(t.box.c.id).where(t.box.c.id == box)).first() is not None

    def put(self, event: str, parcel: int, line: int, qty_m: int) -> None:
        self._pending.items[event] = {"event": event, "parcel": parcel, "line": line, "qty_m": qty_m}

    def item(self, event: str) -> Item | None:
        row: Any = self._pending.items.get(event)
        if row is None:
            found = self._connection.execute(_ITEM.where(t.parcel_item.c.event == event)).mappings().first()
            row = dict(found) if found else None
        if row is None:
            return None
        undone = row.get("reversed_by") is not None or event in self._pending.reversals
        return Item(event, row["line"], row["parcel"], row["qty_m"], undone)

    def left_over(self, transfer: int) -> list[tuple[int, int]]:
        asked = _PACK_LINES.where(_l.transfer == transfer, _l.state != "gone", _l.packed_m < DUE).order_by(_l.id)
        return [(row[0], int(row[2] - row[3])) for row in self._connection.execute(asked)]

    def load(self, parcel: int) -> None:
        self._change(parcel, loaded_at=self._now)

    def shipping(self, package: int) -> list[int]:
        return list(self._connection.execute(_SHIPPING, {"key": f"%/{package}"}).scalars())

    def still_back(self, transfer: int) -> bool:
        is_open = select(_tr.id).where(_tr.id == transfer, _tr.state == "open")
        task = t.task.c
        back = select(task.id).where(task.transfer == transfer, task.kind == "put_back", task.state.in_(OPEN))
        return any(self._connection.execute(asked).first() is not None for asked in (is_open, back))

    def empty_totes(self, transfer: int) -> None:
        origins = list(self._connection.execute(_ORIGINS, {"transfer": transfer}).scalars())
        in_use = _use.transfer.in_(origins), _use.until.is_(None)
        freed = list(self._connection.execute(select(_use.tote).where(*in_use)).scalars())
        self._connection.execute(update(t.tote_use).where(*in_use).values(until=self._now))
        self._connection.execute(update(t.tote).where(t.tote.c.id.in_(freed)).values(state="free"))
        self._connection.execute(delete(t.tote_place).where(t.tote_place.c.tote.in_(freed)))

    def close_waves(self, transfer: int) -> Sequence[int]:
        wave = select(_tr.wave).where(_tr.id == transfer, _tr.wave.is_not(None))
        still = select(_tr.id).where(_tr.wave == t.wave.c.id, _tr.state == "open").exists()
        over = update(t.wave).where(t.wave.c.id.in_(wave), t.wave.c.state == "walked", ~still)
        closed = over.values(state="closed", closed_at=self._now).returning(t.wave.c.id)
        return list(self._connection.execute(closed).scalars())

    def _change(self, parcel: int, **values: Any) -> None:
        self._connection.execute(update(t.parcel).where(_p.id == parcel).values(values))

    def _one_parcel(self, which: Any) -> Parcel | None:
        row = self._connection.execute(_PARCEL.where(which).with_for_update()).first()
        return self._parcel(row) if row else None

    @staticmethod
    def _parcel(row: Any) -> Parcel:
        return Parcel(*tuple(row))
