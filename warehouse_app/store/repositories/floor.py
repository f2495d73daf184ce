"""Waves and their lines as the facts left them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, select, update

from warehouse_app.domain.cases import Goods
from warehouse_app.domain.picking import Line, Wave
from warehouse_app.domain.skills import Load
from warehouse_app.store import tables as t
from warehouse_app.store.repositories.loads import loads

FLUSH_AFTER = 25_000  # ms: picks of one transfer that follow each other go to Odoo together

_l, _wave = t.line.c, t.wave.c
WAVE = (
    _wave.id, _wave.w, _wave.number, _wave.state, _wave.epoch, _wave.device, _wave.person, _wave.assigned,
    _wave.check_epoch,
)  # fmt: skip
_WAVE = select(*WAVE).where(_wave.id == bindparam("wave")).with_for_update()
_HELD = select(*WAVE).where(_wave.person == bindparam("person"), _wave.state == "claimed")
_MEANT = select(*WAVE).where(_wave.assigned == bindparam("person"), _wave.state == "released").limit(1)
_LINE = (
    select(
        _l.id,
        t.transfer.c.wave,
        _l.transfer,
        _l.demand_m,
        _l.picked_m,
        _l.short_m,
        _l.epoch,
        _l.location,
        _l.product,
        _l.told_m,
        _l.for_case,
        _l.lot,
        t.product.c.tracking,
        t.bin_lock.c.case.label("denied"),
        t.transfer.c.state == "cancelled",
    )
    .join(t.transfer, t.transfer.c.id == _l.transfer)
    .join(t.product, t.product.c.id == _l.product)
    .outerjoin(t.bin_lock, (t.bin_lock.c.location == _l.location) & (t.bin_lock.c.product == _l.product))
    .where(_l.id == bindparam("line"))
    .with_for_update(of=t.line)
)
UNTOUCHED = (_l.picked_m == 0, _l.short_m == 0, _l.packed_m == 0)
_CAME = select(_l.transfer, _l.product, _l.source_key, _l.demand_m).where(
    _l.id == bindparam("line"), _l.state == "gone", *UNTOUCHED
)
_INSTEAD = (
    select(_l.id, _l.demand_m)
    .where(_l.transfer == bindparam("transfer"), _l.product == bindparam("product"), _l.state == "open", *UNTOUCHED)
    .where(_l.source_key.like(bindparam("of_move")))
    .order_by(_l.id)
    .with_for_update()
)
_WALKED, _GONE = _LINE.where(_l.state != "gone"), _LINE.where(_l.state == "gone")
_GOODS = (
    select(
        t.product.c.name,
        t.product.c.sku,
        t.location.c.code.label("location"),
        func.coalesce(t.order.c.name, t.transfer.c.name).label("order"),
        func.coalesce(_wave.number, "").label("wave"),
        t.tote.c.code.label("tote"),
        func.coalesce(_wave.carrier, t.transfer.c.carrier).label("carrier"),
        _wave.cutoff_at,
    )
    .select_from(t.line)
    .join(t.product, t.product.c.id == _l.product)
    .join(t.location, t.location.c.id == _l.location)
    .join(t.transfer, t.transfer.c.id == _l.transfer)
    .outerjoin(t.order, t.order.c.id == t.transfer.c.order)
    .outerjoin(t.wave, _wave.id == t.transfer.c.wave)
    .outerjoin(t.tote, t.tote.c.id == t.transfer.c.tote)
    .where(_l.id == bindparam("line"))
)
_SAVE_LINE = update(t.line).where(_l.id == bindparam("line"))
_OPEN_LINES = (
    select(func.count())
    .select_from(t.line)
    .join(t.transfer, t.transfer.c.id == _l.transfer)
    .where(t.transfer.c.wave == bindparam("wave"), t.transfer.c.state != "cancelled", _l.state == "open")
)
_SAVE_WAVE = update(t.wave).where(_wave.id == bindparam("wave"))
_LET_GO = (
    update(t.wave)
    .where(_wave.device == bindparam("gone"), _wave.state == "claimed")
    .values(device=None)
    .returning(_wave.id)
)
_STAMP = {"claimed": "claimed_at", "walked": "walked_at", "closed": "closed_at", "cancelled": "closed_at"}
_WANT = (
    update(t.transfer)
    .where(t.transfer.c.id == bindparam("transfer"))
    .values(want_version=t.transfer.c.want_version + 1)
    .returning(t.transfer.c.w, t.transfer.c.want_version)
)
_RAISE_QUEUED = (
    update(t.outbox)
    .where(t.outbox.c.subject == bindparam("about"), t.outbox.c.kind == "reconcile", t.outbox.c.state == "queued")
    .values(want_version=bindparam("version"))
)
_QUEUE = insert(t.outbox).inline()


class Floor:
    """Waves, lines and what Odoo should be told of them."""

    def __init__(self, connection: Connection, now: int) -> None:
        self._connection, self._now = connection, now

    def wave(self, wave: int) -> Wave | None:
        row = self._connection.execute(_WAVE, {"wave": wave}).first()
        return Wave(*row) if row else None

    def loads(self, waves: Collection[int]) -> Mapping[int, Sequence[Load]]:
        return loads(self._connection, waves)

    def wave_held_by(self, person: int) -> Wave | None:
        row = self._connection.execute(_HELD, {"person": person}).first()
        return Wave(*row) if row else None

    def wave_meant_for(self, person: int) -> Wave | None:
        row = self._connection.execute(_MEANT, {"person": person}).first()
        return Wave(*row) if row else None

    def line(self, line: int) -> Line | None:
        row = self._connection.execute(_WALKED, {"line": line}).first()
        return Line(*tuple(row)) if row else None

    def gone_line(self, line: int) -> Line | None:
        row = self._connection.execute(_GONE, {"line": line}).first()
        return Line(*tuple(row)) if row else None

    def walk_again(self, line: int, qty_m: int) -> bool:
        gone = self._connection.execute(_CAME, {"line": line}).one()
        move = gone.source_key.partition("/")[0]
        asked = {"transfer": gone.transfer, "product": gone.product, "of_move": f"{move}/%"}
        came = self._connection.execute(_INSTEAD, asked).all()
        left_m = min(gone.demand_m, sum(row.demand_m for row in came))
        if left_m < qty_m:
            return False
        self._set(line, demand_m=left_m, state="open")
        for row in came:
            part_m = min(left_m, row.demand_m)
            left_m -= part_m
            rest = {"demand_m": row.demand_m - part_m} if part_m < row.demand_m else {"state": "gone"}
            self._set(row.id, **rest)
        return True

    def _set(self, line: int, **values: Any) -> None:
        self._connection.execute(update(t.line).where(_l.id == line).values(values))

    def goods(self, line: int) -> Goods:
        """Raises LookupError when there is no such line."""
        row = self._connection.execute(_GOODS, {"line": line}).first()
        if row is None:
            raise LookupError(f"line {line}")
        return Goods(*row)

    def save_line(self, line: Line) -> None:
        counted = {"demand_m": line.demand_m, "picked_m": line.picked_m, "short_m": line.short_m, "told_m": line.told_m}
        self._connection.execute(_SAVE_LINE, {"line": line.id, **counted, "epoch": line.epoch, "state": line.state})

    def open_lines(self, wave: int, sent: bool = False) -> int:
        asked = _OPEN_LINES.where(_l.for_case.is_not(None)) if sent else _OPEN_LINES
        found: int = self._connection.execute(asked, {"wave": wave}).scalar_one()
        return found

    def save_wave(self, wave: Wave) -> None:
        values: dict[str, Any] = {
            "state": wave.state, "epoch": wave.epoch, "device": wave.device, "person": wave.person,
            "check_epoch": wave.check_epoch,
        }  # fmt: skip
        if stamp := _STAMP.get(wave.state):
            values[stamp] = self._now
        self._connection.execute(_SAVE_WAVE.values(values), {"wave": wave.id})
        if wave.state in ("closed", "cancelled"):
            self._give_totes_back(wave.id)

    def let_go(self, device: int) -> list[int]:
        return list(self._connection.execute(_LET_GO, {"gone": device}).scalars())

    def want(self, transfer: int) -> None:
        w, version = self._connection.execute(_WANT, {"transfer": transfer}).one()
        about = f"transfer:{transfer}"
        if self._connection.execute(_RAISE_QUEUED, {"about": about, "version": version}).rowcount:
            return
        row = {"w": w, "lane": f"warehouse:{w}", "kind": "reconcile", "subject": about, "want_version": version}
        times = {"created_at": self._now, "next_at": self._now + FLUSH_AFTER}
        self._connection.execute(_QUEUE, row | times)

    def _give_totes_back(self, wave: int) -> None:
        """Those with nothing in them; the others are empty when what follows is packed."""
        use = t.tote_use.c
        follows = select(t.next_transfer.c.id).where(t.next_transfer.c.transfer == use.transfer).exists()
        empty = use.wave == wave, use.until.is_(None), ~follows
        freed = list(self._connection.execute(select(use.tote).where(*empty)).scalars())
        self._connection.execute(
            update(t.tote).where(t.tote.c.id.in_(freed), t.tote.c.state == "used").values(state="free")
        )
        self._connection.execute(update(t.tote_use).where(*empty).values(until=self._now))
