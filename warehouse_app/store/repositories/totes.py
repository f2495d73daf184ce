"""Totes on carts. What a unit of work has counted but not written yet lies in them too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from warehouse_app.domain.picking import Done
from warehouse_app.service.ports.totes import OnCart, Use
from warehouse_app.store import tables as t
from warehouse_app.store.pending import Pending
from warehouse_app.store.repositories import carts, splitting

_use, _tote, _l, _pick = t.tote_use.c, t.tote.c, t.line.c, t.pick.c
_check = t.tote_check.c
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

    def on_cart(self, w: int, code: str) -> tuple[str, list[OnCart]] | None:
        return carts.standing(self._connection, w, code)

    def offered(self, w: int, person: int) -> list[tuple[int, int]]:
        return carts.offered(self._connection, w, person)

    def uses(self, wave: int) -> list[Use]:
        asked = _USE.where(_use.wave == wave).order_by(_use.slot, _use.id)
        return [Use(*row) for row in self._connection.execute(asked)]

    def rebind(self, wave: int, pairs: Sequence[tuple[Use, OnCart]]) -> list[str]:
        return carts.rebind(self._connection, self._now, wave, pairs)

    def on_wave(self, wave: int, code: str) -> Use | None:
        row = self._connection.execute(_USE.where(_use.wave == wave, _tote.code == code, _use.until.is_(None))).first()
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

    def contents(self, line: int, code: str | None) -> list[tuple[str, int, int | None, int | None]]:
        asked = select(_pick.event, _pick.qty_m, _pick.lot, _pick.package).where(
            _pick.line == line, _pick.reversed_by.is_(None)
        )
        asked = asked if code is None else asked.where(_pick.tote == code)
        written = [
            (row[0], row[1], row[2], row[3]) for row in self._connection.execute(asked.order_by(_pick.id.desc()))
        ]
        mine = reversed(self._pending.picks.values())
        waiting = [
            (p["event"], p["qty_m"], p["lot"], p["package"])
            for p in mine
            if p["line"] == line and code in (None, p["tote"])
        ]
        return [row for row in waiting + written if row[0] not in self._pending.reversals]

    def in_tote(self, event: str) -> str | None:
        if waiting := self._pending.picks.get(event):
            return str(waiting["tote"]) if waiting["tote"] else None
        return self._connection.execute(select(_pick.tote).where(_pick.event == event)).scalar()

    def note_check(
        self, use: int, event: str, epoch: int, line: int | None = None, known_m: int = 0, found_m: int = 0
    ) -> None:
        row = {"tote_use": use, "event": event, "epoch": epoch, "line": line, "known_m": known_m, "found_m": found_m}
        self._connection.execute(insert(t.tote_check), row)

    def checked_since(self, transfer: int, code: str, epoch: int) -> int | None:
        asked = (
            select(_use.id)
            .join(t.tote, _tote.id == _use.tote)
            .join(t.tote_check, _check.tote_use == _use.id)
            .where(_use.transfer == transfer, _tote.code == code, _check.line.is_(None), _check.epoch > epoch)
        )
        return self._connection.execute(asked).scalars().first()

    def agree(self, use: int, line: int, qty_m: int, epoch: int) -> bool:
        above_m = _check.found_m - _check.known_m - _check.agreed_m
        fits = select(_check.id).where(
            _check.tote_use == use, _check.line == line, _check.epoch > epoch, above_m >= qty_m
        )
        row = self._connection.execute(fits.order_by(_check.id)).scalars().first()
        if row is None:
            return False
        more = update(t.tote_check).where(_check.id == row).values(agreed_m=_check.agreed_m + qty_m)
        self._connection.execute(more)
        return True

    def codes_on(self, wave: int) -> list[str]:
        asked = select(_tote.code).join(t.tote_use, _use.tote == _tote.id).where(_use.wave == wave)
        return list(self._connection.execute(asked.order_by(_use.slot, _use.id)).scalars())

    def untouched(self, wave: int) -> tuple[list[int], int]:
        return splitting.untouched(self._connection, wave)

    def split(self, wave: int, number: str, transfers: Sequence[int]) -> int:
        return splitting.split(self._connection, self._now, wave, number, transfers)

    def came_from(self, line: int) -> int | None:
        asked = select(t.transfer.c.split_from).join(t.line, _l.transfer == t.transfer.c.id).where(_l.id == line)
        return self._connection.execute(asked).scalar()

    def is_split(self, wave: int) -> bool:
        asked = select(t.transfer.c.id).where(t.transfer.c.wave == wave, t.transfer.c.split_from.is_not(None))
        return self._connection.execute(asked.limit(1)).first() is not None

    def any_goods(self, wave: int) -> bool:
        lines = select(_l.id).join(t.transfer, t.transfer.c.id == _l.transfer).where(t.transfer.c.wave == wave)
        return self._connection.execute(select(_pick.id).where(_pick.line.in_(lines)).limit(1)).first() is not None

    def with_goods(self, transfer: int) -> list[tuple[str, bool]]:
        asked = (
            select(_tote.code, t.slot.c.id)
            .join(t.tote_use, _use.tote == _tote.id)
            .outerjoin(t.tote_place, t.tote_place.c.tote == _tote.id)
            .outerjoin(t.slot, (t.slot.c.id == t.tote_place.c.slot) & (t.slot.c.kind != "cart"))
            .where(_use.transfer == transfer, _use.until.is_(None))
            .order_by(_use.id)
        )
        rows = self._connection.execute(asked).all()
        return [(row[0], row[1] is not None) for row in rows if any(self.inside(transfer, row[0]).values())]

    def was_checked(self, wave: int) -> bool:
        asked = select(_check.id).join(t.tote_use, _use.id == _check.tote_use).where(_use.wave == wave)
        return self._connection.execute(asked.limit(1)).first() is not None

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
