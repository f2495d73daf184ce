"""Orders held and let go, waves given, taken back or made lighter before anybody walks them, and who did it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, null, select, update

from warehouse_app.domain.cutoffs import Timetable
from warehouse_app.service.ports.releasing import OnWave, OrderNow, Rules, Shipped
from warehouse_app.store import tables as t
from warehouse_app.store.repositories import rules, timetable
from warehouse_app.store.repositories.pool import is_free_order
from warehouse_app.store.repositories.waves import NewWave

_tr, _l, _o, _wave, _use = t.transfer.c, t.line.c, t.order.c, t.wave.c, t.tote_use.c
_ORDER = select(_o.id, _o.name, _o.hold).with_for_update()
_IDS: Any = bindparam("ids", expanding=True)
_ORDERS_OF = select(_o.id).where(_o.id.in_(select(_tr.order).where(_tr.id.in_(_IDS)))).order_by(_o.id).with_for_update()
_STILL_FREE = (
    select(func.count())
    .select_from(t.transfer)
    .outerjoin(t.order, _o.id == _tr.order)
    .where(_tr.id.in_(_IDS), _tr.state == "open", _tr.wave.is_(None), _tr.in_batch.is_(None), is_free_order())
)
_TRANSFERS = (
    select(_tr.id, _tr.state, _tr.wave, _wave.state.label("wave_state"), _wave.number, t.person.c.name, _tr.carrier)
    .outerjoin(t.wave, _wave.id == _tr.wave)
    .outerjoin(t.person, t.person.c.id == _wave.person)
    .order_by(_tr.id)
)


class Releasing:
    """At time `now`."""

    def __init__(self, connection: Connection, now: int) -> None:
        self._connection, self._now = connection, now

    def timetable(self, w: int) -> Timetable:
        return timetable.read(self._connection, w)

    def set_trucks(self, w: int, carrier: str, week: Mapping[int, int]) -> None:
        timetable.set_trucks(self._connection, w, carrier, week)

    def set_holiday(self, w: int, day: str, is_one: bool) -> None:
        timetable.set_holiday(self._connection, w, day, is_one)

    def rules(self, kind: str, w: int) -> Rules:
        return rules.newest(self._connection, kind, w)

    def ship_rule(self, kind: str, code: str, version: int, body: Mapping[str, Any]) -> None:
        self.ship_rules([(kind, code, version, body)])

    def ship_rules(self, shipped: Iterable[Shipped]) -> None:
        rules.ship(self._connection, shipped)

    def lock_free(self, transfers: Collection[int]) -> bool:
        ids = {"ids": list(transfers)}
        self._connection.execute(_ORDERS_OF, ids).all()
        return bool(self._connection.execute(_STILL_FREE, ids).scalar_one() == len(set(transfers)))

    def find_wave(self, w: int, code: str) -> int | None:
        numbered = select(_wave.id).where(_wave.w == w, _reads(_wave.number, code))
        serves = (
            select(_use.wave)
            .join(t.tote, t.tote.c.id == _use.tote)
            .where(t.tote.c.w == w, _reads(t.tote.c.code, code), _use.until.is_(None))
        )
        for asked in (numbered, serves):
            found: int | None = self._connection.execute(asked).scalars().first()
            if found is not None:
                return found
        return None

    def has_waves(self, w: int) -> bool:
        return self._connection.execute(select(_wave.id).where(_wave.w == w).limit(1)).first() is not None

    def is_tote(self, w: int, code: str) -> bool:
        asked = select(t.tote.c.id).where(t.tote.c.w == w, _reads(t.tote.c.code, code))
        return self._connection.execute(asked).first() is not None

    def give(self, wave: int, person: int | None) -> None:
        self._connection.execute(update(t.wave).where(_wave.id == wave).values(assigned=person))

    def empty(self, wave: int) -> None:
        self._free(_tr.wave == wave)

    def take_off(self, wave: int, transfers: Collection[int]) -> int:
        self._give_totes_back(wave, transfers)
        self._free((_tr.wave == wave) & _tr.id.in_(transfers))
        self._connection.execute(delete(t.stop).where(t.stop.c.wave == wave))
        w = self._connection.execute(select(_wave.w).where(_wave.id == wave)).scalar_one()
        NewWave(self._connection, w, self._now).number_stops(wave)
        self._connection.execute(update(t.wave).where(_wave.id == wave).values(sheet_no=_wave.sheet_no + 1))
        left: int = self._connection.execute(select(func.count()).where(_tr.wave == wave)).scalar_one()
        return left

    def order_named(self, w: int, name: str) -> OrderNow | None:
        wanted = name.strip().upper()
        by_transfer = select(_tr.order).where(_tr.w == w, func.upper(_tr.name) == wanted, _tr.order.is_not(None))
        for condition in (func.upper(_o.name) == wanted, _o.id.in_(by_transfer)):
            row = self._connection.execute(_ORDER.where(_o.w == w, condition).order_by(_o.id.desc())).first()
            if row is not None:
                return self._order(row)
        return None

    def order(self, order: int) -> OrderNow | None:
        row = self._connection.execute(_ORDER.where(_o.id == order)).first()
        return self._order(row) if row is not None else None

    def hold(self, order: int, hold: Mapping[str, Any] | None) -> None:
        values = {"hold": dict(hold) if hold is not None else null()}  # None would be JSON's null on PostgreSQL
        self._connection.execute(update(t.order).where(_o.id == order).values(values))

    def note(
        self,
        w: int,
        kind: str,
        person: int | None,
        facts: Mapping[str, Any],
        wave: int | None = None,
        order: int | None = None,
    ) -> None:
        row = {"w": w, "kind": kind, "at": self._now, "person": person, "wave": wave, "order": order}
        self._connection.execute(insert(t.act), row | {"facts": dict(facts)})

    def _order(self, row: Any) -> OrderNow:
        found = self._connection.execute(_TRANSFERS.where(_tr.order == row.id)).all()
        carrier = next((one.carrier for one in found if one.state == "open"), None)
        return OrderNow(row.id, row.name, carrier, row.hold, tuple(OnWave(*one[:6]) for one in found))

    def _free(self, which: Any) -> None:
        lines = update(t.line).where(_l.transfer.in_(select(_tr.id).where(which)))
        self._connection.execute(lines.values(stop_no=None))
        self._connection.execute(update(t.transfer).where(which).values(wave=None, tote=None, split_from=None))

    def _give_totes_back(self, wave: int, transfers: Collection[int]) -> None:
        """Nothing ever lay in them, so they did not serve this wave."""
        served = (_use.wave == wave) & _use.transfer.in_(transfers)
        totes = list(self._connection.execute(select(_use.tote).where(served)).scalars())
        self._connection.execute(update(t.tote).where(t.tote.c.id.in_(totes)).values(state="free"))
        self._connection.execute(delete(t.tote_use).where(served))


def _reads(column: Any, code: str) -> Any:
    """Whether somebody scanned this; a keyboard of another country may have made anything of a dash."""
    plain = "".join(one for one in code.upper() if one.isalnum())
    return (func.upper(column) == code.strip().upper()) | (func.upper(func.replace(column, "-", "")) == plain)
