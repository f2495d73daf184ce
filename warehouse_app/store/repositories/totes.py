"""Totes on carts. What a unit of work has counted but not written yet lies in them too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from warehouse_app.domain.picking import Done
from warehouse_app.service.ports.totes import Use
from warehouse_app.store import tables as t
from warehouse_app.store.pending import Pending

_use, _tote, _l, _pick = t.tote_use.c, t.tote.c, t.line.c, t.pick.c
_USE = select(_use.id, _use.wave, _use.transfer, _use.slot, _use.tote, _tote.code).join(t.tote, _tote.id == _use.tote)


def newest_of(transfer: Any, wave: Any) -> Any:
    """The condition on a joined `tote_use` that it is the newest of an order on a wave: one row a line."""
    later = t.tote_use.alias("later")
    own = select(func.max(later.c.id)).where(later.c.transfer == transfer, later.c.wave == wave)
    return _use.id == own.correlate_except(later).scalar_subquery()


def _named(transfer: int, code: str) -> tuple[Any, ...]:
    own = select(t.transfer.c.w).where(t.transfer.c.id == transfer).scalar_subquery()
    return _tote.w == own, _tote.code == code


class Totes:
    """At time `now`."""

    def __init__(self, connection: Connection, now: int, pending: Pending) -> None:
        self._connection, self._now, self._pending = connection, now, pending

    def serving(self, transfer: int, code: str) -> Use | None:
        row = self._connection.execute(_USE.where(*_named(transfer, code), _use.until.is_(None))).first()
        return Use(*row) if row else None

    def is_free(self, transfer: int, code: str) -> bool:
        asked = select(_tote.id).where(*_named(transfer, code), _tote.state == "free").with_for_update()
        return self._connection.execute(asked).first() is not None

    def bind(self, transfer: int, code: str, event: str) -> None:
        tote = self._connection.execute(select(_tote.id).where(*_named(transfer, code))).scalar_one()
        last = _USE.where(_use.transfer == transfer).order_by(_use.id.desc())
        first = self._connection.execute(last).first()
        if first is None:
            raise LookupError(f"transfer {transfer} is on no cart")
        row = {"wave": first.wave, "slot": first.slot, "transfer": transfer, "tote": tote, "since": self._now}
        self._connection.execute(insert(t.tote_use), row | {"event": event})
        self._mark(tote, "used")

    def bound(self, event: str, line: int) -> Done | None:
        found = self._connection.execute(select(_use.id).where(_use.event == event)).first()
        return Done(event, line, "tote", 0, undone=False) if found else None

    def code_of(self, event: str) -> str | None:
        asked = select(_tote.code).join(t.tote_use, _use.tote == _tote.id).where(_use.event == event)
        return self._connection.execute(asked).scalar()

    def unbind(self, event: str) -> None:
        tote = self._connection.execute(select(_use.tote).where(_use.event == event)).scalar()
        if tote is not None:
            self._connection.execute(delete(t.tote_use).where(_use.event == event))
            self._mark(tote, "free")

    def inside(self, transfer: int, code: str) -> Mapping[int, int]:
        lines = select(_l.id).where(_l.transfer == transfer)
        own = set(self._connection.execute(lines).scalars())
        asked = select(_pick.event, _pick.line, _pick.qty_m).where(
            _pick.line.in_(lines), _pick.tote == code, _pick.reversed_by.is_(None)
        )
        rows = [tuple(row) for row in self._connection.execute(asked)]
        mine = self._pending.picks.values()
        rows += [(p["event"], p["line"], p["qty_m"]) for p in mine if p["tote"] == code and p["line"] in own]
        found: Counter[int] = Counter()
        for event, line, qty_m in rows:
            if event not in self._pending.reversals:
                found[line] += qty_m
        return found

    def _mark(self, tote: int, state: str) -> None:
        self._connection.execute(update(t.tote).where(_tote.id == tote).values(state=state))
