"""What totes hold: of a walk that was taken over, as far as nobody has looked yet; and what is to be put back."""

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

_BACK = (
    select(t.case.c.line, t.case.c.facts)
    .join(t.line, t.line.c.id == t.case.c.line)
    .join(t.transfer, t.transfer.c.id == t.line.c.transfer)
    .where(t.transfer.c.wave == bindparam("wave"), t.case.c.status != "resolved", t.line.c.picked_m > 0)
    .where(t.case.c.finding_key.like("ORD-CHANGED|put_back|%"))
    .order_by(t.line.c.stop_no, t.line.c.id)
)


def to_put_back(connection: Connection, wave: int) -> tuple[tuple[int, int], ...]:
    """Lines of which more is in the tote than anybody wants, and how much."""
    return tuple((row.line, int(row.facts["qty_m"])) for row in connection.execute(_BACK, {"wave": wave}))


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
