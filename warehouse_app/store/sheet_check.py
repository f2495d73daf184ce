"""What should lie in the totes of a walk that was taken over, as far as nobody has looked yet."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, func, select

from warehouse_app.domain.picking import Wave
from warehouse_app.domain.sheet import SheetTote
from warehouse_app.store import tables as t

_pick, _use = t.pick.c, t.tote_use.c
_INSIDE = (
    select(_pick.tote, _pick.line, func.sum(_pick.qty_m))
    .join(t.line, t.line.c.id == _pick.line)
    .join(t.transfer, t.transfer.c.id == t.line.c.transfer)
    .where(t.transfer.c.wave == bindparam("wave"), _pick.reversed_by.is_(None))
    .group_by(_pick.tote, _pick.line)
    .order_by(_pick.line)
)
_SEEN = (
    select(t.tote.c.code)
    .join(t.tote_use, _use.tote == t.tote.c.id)
    .join(t.tote_check, t.tote_check.c.tote_use == _use.id)
    .where(_use.wave == bindparam("wave"), t.tote_check.c.line.is_(None), t.tote_check.c.epoch >= bindparam("since"))
)


def to_check(
    connection: Connection, wave: Wave, totes: Sequence[SheetTote]
) -> tuple[tuple[SheetTote, tuple[tuple[int, int], ...]], ...]:
    """By tote: lines and thousandths. Also the empty ones: what lies in them came from the device that was silent."""
    if wave.check_epoch is None:
        return ()
    seen = set(connection.execute(_SEEN, {"wave": wave.id, "since": wave.check_epoch}).scalars())
    inside = connection.execute(_INSIDE, {"wave": wave.id}).all()
    return tuple(
        (tote, tuple((line, int(qty_m)) for code, line, qty_m in inside if code == tote.code))
        for tote in totes
        if tote.code not in seen
    )
