"""Moving orders that nobody has begun from one wave to another, with their totes."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, delete, func, insert, select, update

from warehouse_app.store import tables as t
from warehouse_app.store.repositories.waves import NewWave

_tr, _l, _use, _wave = t.transfer.c, t.line.c, t.tote_use.c, t.wave.c


def untouched(connection: Connection, wave: int) -> tuple[list[int], int]:
    """The open transfers of which nothing was picked or missing, in the order of the walk; and how many there are."""
    touched = func.sum(_l.picked_m + _l.short_m + _l.packed_m)
    asked = (
        select(_tr.id, touched.label("touched"), func.min(_l.stop_no))
        .join(t.line, (_l.transfer == _tr.id) & (_l.state != "gone"))
        .where(_tr.wave == wave, _tr.state == "open")
        .group_by(_tr.id)
        .order_by(func.coalesce(func.min(_l.stop_no), 0), _tr.id)
    )
    rows = connection.execute(asked).all()
    return [row.id for row in rows if not row.touched], len(rows)


def split(connection: Connection, now: int, wave: int, number: str, transfers: Sequence[int]) -> int:
    """A released wave of these; its epoch is above the first one's, so that facts made there are late here."""
    old = connection.execute(select(_wave.w, _wave.carrier, _wave.cutoff_at, _wave.epoch).where(_wave.id == wave)).one()
    row = {
        "w": old.w, "number": number, "state": "released", "carrier": old.carrier, "cutoff_at": old.cutoff_at,
        "released_at": now, "epoch": old.epoch + 1, "check_epoch": old.epoch + 2,
    }  # fmt: skip
    new: int = connection.execute(insert(t.wave).returning(_wave.id), row).scalar_one()
    for slot, transfer in enumerate(transfers, 1):
        moved = update(t.tote_use).where(_use.wave == wave, _use.transfer == transfer)
        connection.execute(moved.values(wave=new, slot=slot))
    connection.execute(update(t.transfer).where(_tr.id.in_(transfers)).values(wave=new, split_from=wave))
    for one in (wave, new):
        connection.execute(delete(t.stop).where(t.stop.c.wave == one))
        NewWave(connection, old.w, now).number_stops(one)
    return new
