"""Carts on which totes stay: those of a wave become those that stand on the cart, slot by slot."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, func, insert, select, update
from sqlalchemy import delete as delete_from

from warehouse_app.service.ports.totes import OnCart, Use
from warehouse_app.store import tables as t

_s, _p, _use, _tote, _wave = t.slot.c, t.tote_place.c, t.tote_use.c, t.tote.c, t.wave.c


def standing(connection: Connection, w: int, code: str) -> tuple[str, list[OnCart]] | None:
    """The cart's name and its totes by slot, from 1; a slot may stand empty."""
    plain = "".join(one for one in code.upper() if one.isalnum())
    named = func.upper(_s.shelf) == code.strip().upper(), func.upper(func.replace(_s.shelf, "-", "")) == plain
    asked = (
        select(_s.shelf, _tote.id, _tote.code, _tote.state)
        .outerjoin(t.tote_place, _p.slot == _s.id)
        .outerjoin(t.tote, _tote.id == _p.tote)
        .where(_s.w == w, _s.kind == "cart", named[0] | named[1])
        .order_by(_s.shelf, _s.code)
    )
    rows = connection.execute(asked).all()
    if not rows:
        return None
    own = [row for row in rows if row.shelf == rows[0].shelf]
    found = [
        OnCart(at, row.id, row.code) for at, row in enumerate(own, 1) if row.id is not None and row.state != "lost"
    ]
    return rows[0].shelf, found


def offered(connection: Connection, w: int, person: int) -> list[tuple[int, int]]:
    """Released waves this person may take, theirs first and then the first truck's, with how many totes each has."""
    asked = (
        select(_wave.id, func.count(_use.id))
        .outerjoin(t.tote_use, _use.wave == _wave.id)
        .where(_wave.w == w, _wave.state == "released", _wave.assigned.is_(None) | (_wave.assigned == person))
        .group_by(_wave.id)
        .order_by(_wave.assigned.is_(None), func.coalesce(_wave.cutoff_at, 2**53), _wave.id)
    )
    return [(row[0], int(row[1])) for row in connection.execute(asked)]


def rebind(connection: Connection, now: int, wave: int, pairs: Sequence[tuple[Use, OnCart]]) -> list[str]:
    """Each use of the wave gets a tote of the cart; a released wave that had it gets one of ours. The numbers of waves
    that are under way with one of them; then nothing was changed."""
    wanted = {one.tote for _, one in pairs}
    others = connection.execute(
        select(_use.id, _use.transfer, _use.tote, _wave.state, _wave.number)
        .join(t.wave, _wave.id == _use.wave)
        .where(_use.tote.in_(wanted), _use.until.is_(None), _use.wave != wave)
        .with_for_update(of=t.tote_use)
    ).all()
    if busy := sorted({row.number for row in others if row.state != "released"}):
        return busy
    spare = [use.tote for use, _ in pairs if use.tote not in wanted]
    given: list[Any] = [(row.transfer, spare.pop(0), row.id) for row in others]
    rows = [
        {"wave": wave, "slot": one.slot, "transfer": use.transfer, "tote": one.tote, "since": now} for use, one in pairs
    ]
    connection.execute(delete_from(t.tote_use).where(_use.wave == wave))
    for transfer, tote, use in given:
        connection.execute(update(t.tote_use).where(_use.id == use).values(tote=tote))
        _serves(connection, transfer, tote, "used")
    connection.execute(insert(t.tote_use), rows)
    for row in rows:
        _serves(connection, row["transfer"], row["tote"], "used")
    connection.execute(update(t.tote).where(_tote.id.in_(spare)).values(state="free"))
    return []


def _serves(connection: Connection, transfer: int, tote: int, state: str) -> None:
    connection.execute(update(t.transfer).where(t.transfer.c.id == transfer).values(tote=tote))
    connection.execute(update(t.tote).where(_tote.id == tote).values(state=state))
