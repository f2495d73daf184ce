"""Transfers as the floor has them, with what Odoo was told: in a few SELECTs however many they are."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, select, union, update

from warehouse_app.service.ports.odoo import WantedLine
from warehouse_app.service.ports.telling import About, FloorLine, FloorTransfer, Place, WaveToTell
from warehouse_app.store import tables as t
from warehouse_app.store.dialect import upsert
from warehouse_app.store.repositories.floor import Floor
from warehouse_app.store.repositories.mirror import chunks
from warehouse_app.store.repositories.mirrored import queue

READING_MS = 120_000  # no reading of Odoo is older than this when it is judged

Boxes = tuple[tuple[int | None, int], ...]
Picks = tuple[tuple[Place, int], ...]

_tr, _l, _p, _wave = t.transfer.c, t.line.c, t.pick.c, t.wave.c
_IDS: Any = bindparam("ids", expanding=True)
_HEADER = (
    select(
        _tr.id, _tr.odoo_id, _tr.w, _tr.name, _tr.state, _tr.wave, _wave.state.label("wave_state"), _tr.carrier,
        _tr.priority, _tr.deadline, _tr.want_version, _tr.odoo_version, _tr.rest, t.op_type.c.step,
        t.packing.c.packed_at.is_not(None).label("packed"),
    )
    .outerjoin(t.wave, _wave.id == _tr.wave)
    .outerjoin(t.op_type, t.op_type.c.id == _tr.op_type)
    .outerjoin(t.packing, t.packing.c.transfer == _tr.id)
    .order_by(_tr.id)
    .with_for_update(of=t.transfer)
)  # fmt: skip
_BY_ID, _BY_ODOO_ID = _HEADER.where(_tr.id.in_(_IDS)), _HEADER.where(_tr.odoo_id.in_(_IDS))
_LINES = (
    select(
        _l.id, _l.transfer, _l.source_key, t.product.c.odoo_id.label("product"), _l.demand_m, _l.picked_m, _l.short_m,
        _l.state, _l.for_case,
    )
    .join(t.product, t.product.c.id == _l.product)
    .where(_l.transfer.in_(_IDS))
    .order_by(_l.id)
)  # fmt: skip
_PICKS = (
    select(_p.line, t.location.c.odoo_id, t.lot.c.odoo_id, _p.package, t.package.c.odoo_id, func.sum(_p.qty_m))
    .join(t.line, _l.id == _p.line)
    .join(t.location, t.location.c.id == _p.location)
    .outerjoin(t.lot, t.lot.c.id == _p.lot)
    .outerjoin(t.package, t.package.c.id == _p.package)
    .where(_l.transfer.in_(_IDS), _p.reversed_by.is_(None))
    .group_by(_p.line, t.location.c.odoo_id, t.lot.c.odoo_id, _p.package, t.package.c.odoo_id)
)
_BOXED = (
    select(t.parcel_item.c.line)
    .join(t.line, _l.id == t.parcel_item.c.line)
    .join(t.parcel, t.parcel.c.id == t.parcel_item.c.parcel)
    .where(_l.transfer.in_(_IDS), t.parcel.c.state == "closed")
)
_BOXES = (
    _BOXED.add_columns(t.parcel.c.odoo_id, func.sum(t.parcel_item.c.qty_m))
    .where(t.parcel_item.c.reversed_by.is_(None))
    .group_by(t.parcel_item.c.line, t.parcel.c.id, t.parcel.c.odoo_id)
    .order_by(t.parcel.c.id)
)
_TOUCHED = union(
    *(
        select(table.c.line).join(t.line, _l.id == table.c.line).where(_l.transfer.in_(_IDS))
        for table in (t.pick, t.short)
    ),
    _BOXED,
)
_LOADED = select(t.parcel.c.odoo_id).where(t.parcel.c.odoo_id.in_(_IDS), t.parcel.c.loaded_at.is_not(None))
_MOVES = select(t.move.c.transfer, t.move.c.odoo_id, t.move.c.demand_m).where(t.move.c.transfer.in_(_IDS))
_SENT = (
    select(t.sent.c.transfer, t.sent.c.id, t.sent.c.lines)
    .where(t.sent.c.transfer.in_(_IDS))
    .order_by(t.sent.c.transfer, t.sent.c.version)
)
_AT_BIN = select(_tr.id).join(t.line, _l.transfer == _tr.id).where(_tr.state == "open", _tr.want_version > 0)
_ABOUT = (
    select(_tr.w, _tr.wave, _wave.number, func.coalesce(t.order.c.name, _tr.name), t.tote.c.code, _wave.cutoff_at)
    .outerjoin(t.wave, _wave.id == _tr.wave)
    .outerjoin(t.order, t.order.c.id == _tr.order)
    .outerjoin(t.tote, t.tote.c.id == _tr.tote)
)
_TO_TELL = (
    select(
        _wave.id, _wave.w, _wave.number, _wave.state, t.warehouse_.c.steps, t.batch.c.odoo_id.label("batch"),
        t.person.c.name.label("worker"),
    )
    .join(t.warehouse_, t.warehouse_.c.id == _wave.w)
    .outerjoin(t.batch, t.batch.c.wave == _wave.id)
    .outerjoin(t.person, t.person.c.id == _wave.person)
)  # fmt: skip
_ON_WAVE = (
    select(_tr.id, t.op_type.c.odoo_id)
    .outerjoin(t.op_type, t.op_type.c.id == _tr.op_type)
    .where(_tr.state == "open")
    .order_by(_tr.id)
)


class Telling:
    def __init__(self, connection: Connection, now: int) -> None:
        self._connection, self._now, self._floor = connection, now, Floor(connection, now)

    def transfers(self, ids: Collection[int]) -> dict[int, FloorTransfer]:
        return {row.id: row for row in self._read(_BY_ID, ids)}

    def by_odoo_id(self, odoo_ids: Collection[int]) -> dict[int, FloorTransfer]:
        return {row.odoo_id: row for row in self._read(_BY_ODOO_ID, odoo_ids)}

    def send(self, transfer: int, version: int, lines: Sequence[WantedLine]) -> None:
        """The first time it is noted too that Odoo held nothing of ours before."""
        place = [t.sent.c.transfer, t.sent.c.version]
        nothing = upsert(self._connection, t.sent).values(transfer=transfer, version=0, lines=[], at=self._now)
        self._connection.execute(nothing.on_conflict_do_nothing(index_elements=place))
        kept = {"lines": [asdict(line) for line in lines], "at": self._now}
        row = upsert(self._connection, t.sent).values(transfer=transfer, version=version, **kept)
        self._connection.execute(row.on_conflict_do_update(index_elements=place, set_=kept))

    def confirm(self, transfer: int, version: int) -> None:
        """What was sent a moment ago is kept: somebody may just be holding a reading of it in hand."""
        old = t.sent.c.version < version, t.sent.c.at < self._now - READING_MS
        self._connection.execute(delete(t.sent).where(t.sent.c.transfer == transfer, *old))
        seen = update(t.transfer).where(_tr.id == transfer, _tr.odoo_version < version)
        self._connection.execute(seen.values(odoo_version=version))

    def forget(self) -> None:
        confirmed = select(_tr.odoo_version).where(_tr.id == t.sent.c.transfer).scalar_subquery()
        old = t.sent.c.version < confirmed, t.sent.c.at < self._now - READING_MS
        self._connection.execute(delete(t.sent).where(*old))

    def start_over(self) -> None:
        self._connection.execute(delete(t.sent))
        self._connection.execute(delete(t.cursor))
        shown = self._connection.execute(delete(t.case_mirror).returning(t.case_mirror.c.case)).scalars().all()
        for case in shown:
            queue(self._connection, case, self._now, 0)
        told = update(t.transfer).where(_tr.state == "open", _tr.odoo_version > 0)
        for transfer in self._connection.execute(told.values(odoo_version=0).returning(_tr.id)).scalars().all():
            self._floor.want(transfer)

    def at_bin(self, product: int, location: int) -> list[int]:
        here = _AT_BIN.where(_l.product == product, _l.location == location, _l.state != "gone")
        return list(self._connection.execute(here.distinct().order_by(_tr.id)).scalars())

    def about(self, transfer: int) -> About:
        row = self._connection.execute(_ABOUT.where(_tr.id == transfer)).one()
        return About(row[0], row[1], row[2] or "", *row[3:])

    def wave(self, wave: int) -> WaveToTell:
        row = self._connection.execute(_TO_TELL.where(_wave.id == wave)).one()
        found = self._connection.execute(_ON_WAVE.where(_tr.wave == wave)).all()
        op_type = next((type_ for _, type_ in found if type_ is not None), None)
        return WaveToTell(*row[:5], op_type, row.batch, row.worker or "", tuple(own for own, _ in found))

    def keep_batch(self, wave: int, batch: int) -> None:
        row = upsert(self._connection, t.batch).values(wave=wave, odoo_id=batch)
        self._connection.execute(row.on_conflict_do_update(index_elements=[t.batch.c.wave], set_={"odoo_id": batch}))

    def _read(self, asked: Any, ids: Iterable[int]) -> list[FloorTransfer]:
        headers = [row for chunk in chunks(set(ids)) for row in self._connection.execute(asked, {"ids": chunk})]
        return _Rows(self._connection, [row.id for row in headers]).assemble(headers)


class _Rows:
    """What hangs on some transfers, read at once."""

    def __init__(self, connection: Connection, transfers: Sequence[int]) -> None:
        self._connection, self._transfers = connection, transfers
        self._touched = {row[0] for row in self._each(_TOUCHED)}
        self._picks, self._boxes = self._grouped(_PICKS), self._grouped(_BOXES)
        self._loaded: set[int] = set()

    def assemble(self, headers: Sequence[Any]) -> list[FloorTransfer]:
        lines, moves, sent = self._grouped(_LINES, at=1), self._grouped(_MOVES), self._grouped(_SENT)
        self._look_at_trucks(line for row in headers if row.step == "ship" for line in lines[row.id])
        return [
            FloorTransfer(
                **row._mapping,
                told=max((said.id for said in sent[row.id]), default=0),
                lines=tuple(self._line(line, row.step, row.packed) for line in lines[row.id] if line.state != "gone"),
                gone={line.source_key: line.id for line in lines[row.id] if line.state == "gone"},
                planned={move.odoo_id: move.demand_m for move in moves[row.id]},
                written=tuple(tuple(WantedLine(**line) for line in said.lines) for said in sent[row.id]),
            )
            for row in headers
        ]

    def _line(self, row: Any, step: str | None, packed: bool) -> FloorLine:
        """What counts as picked: at the bench what is in closed boxes, at the truck what is on it.

        Once an order has left the bench only what is in its boxes is sent; the rest of it is not here.
        """
        place = place_of(row.source_key, row.product)
        boxes: Boxes = tuple((package, int(qty_m)) for _, package, qty_m in self._boxes[row.id])
        picks, picked_m, short_m = self._walked(row.id, place), row.picked_m, row.short_m
        if step == "ship":
            boxes = ((place.package, row.demand_m),) if place.package in self._loaded else ()
        if step in ("pack", "ship") or packed:
            picked_m = sum(qty_m for _, qty_m in boxes)
            picks = _up_to(picked_m, picks or ((place, picked_m),))
        if packed:
            short_m = max(row.demand_m - picked_m, 0)
        touched = bool(boxes) or row.id in self._touched or packed
        sent = row.for_case is not None
        return FloorLine(row.id, place, row.demand_m, picked_m, short_m, picks, touched, boxes, sent)

    def _walked(self, line: int, place: Place) -> Picks:
        """A pick that names no package came out of the line's; one that names 0 out of none."""
        picks: Counter[Place] = Counter()
        for _, location, lot, package, box, qty_m in self._picks[line]:
            from_box = place.package if package is None else box
            picks[Place(place.move, place.product, location, lot or place.lot, from_box)] += int(qty_m)
        return tuple(picks.items())

    def _look_at_trucks(self, lines: Iterable[Any]) -> None:
        packages = {place_of(line.source_key, line.product).package for line in lines} - {None}
        for chunk in chunks(package for package in packages if package is not None):
            self._loaded |= set(self._connection.execute(_LOADED, {"ids": chunk}).scalars())

    def _each(self, asked: Any) -> Iterable[Any]:
        for chunk in chunks(self._transfers):
            yield from self._connection.execute(asked, {"ids": chunk})

    def _grouped(self, asked: Any, at: int = 0) -> dict[int, list[Any]]:
        found: dict[int, list[Any]] = defaultdict(list)
        for row in self._each(asked):
            found[row[at]].append(row)
        return found


def _up_to(most_m: int, picks: Picks) -> Picks:
    """The first of the picks, as far as so many thousandths."""
    kept: list[tuple[Place, int]] = []
    for place, qty_m in picks:
        part_m = min(qty_m, most_m)
        most_m -= part_m
        kept += [(place, part_m)] if part_m else []
    return tuple(kept)


def place_of(source_key: str, product: int) -> Place:
    """The place a source key names. `product` is Odoo's id.

    >>> place_of("7/21/-/-", 9).key
    '7/21/-/-'
    """
    move, location, lot, package = (None if part == "-" else int(part) for part in source_key.split("/"))
    return Place(move or 0, product, location or 0, lot, package)
