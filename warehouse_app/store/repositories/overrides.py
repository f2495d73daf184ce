"""Overrides as use cases see them."""

from __future__ import annotations

from dataclasses import asdict

from sqlalchemy import Connection, func, insert, select, update

from warehouse_app.service.ports.overrides import NewOverride, OverrideNow
from warehouse_app.store import tables as t

_v = t.override.c


class Overrides:
    """At time `now`."""

    def __init__(self, connection: Connection, now: int) -> None:
        self._connection, self._now = connection, now

    def add(self, new: NewOverride) -> int:
        row = asdict(new) | {"at": self._now, "facts": dict(new.facts)}
        made: int = self._connection.execute(insert(t.override).returning(_v.id), row).scalar_one()
        return made

    def get(self, override: int) -> OverrideNow | None:
        shown = select(*(_v[name] for name in OverrideNow.__slots__)).where(_v.id == override).with_for_update()
        row = self._connection.execute(shown).first()
        return OverrideNow(*row) if row else None

    def used(self, w: int, code: str, person: int, day: str) -> int:
        done = _v.state.in_(("done", "approved"))
        asked = select(func.count()).where(_v.w == w, _v.day == day, _v.code == code, _v.person == person, done)
        times: int = self._connection.execute(asked).scalar_one()
        return times

    def waits(self, subject: str) -> bool:
        asked = select(_v.id).where(_v.subject == subject, _v.state == "waiting").limit(1)
        return self._connection.execute(asked).first() is not None

    def newest(self, subject: str) -> OverrideNow | None:
        done = _v.state.in_(("done", "approved"))
        shown = select(*(_v[name] for name in OverrideNow.__slots__)).where(_v.subject == subject, done)
        row = self._connection.execute(shown.order_by(func.coalesce(_v.second_at, _v.at).desc(), _v.id.desc())).first()
        return OverrideNow(*row) if row else None

    def settle(self, override: int, state: str, second: int) -> None:
        said = {"state": state, "second": second, "second_at": self._now}
        self._connection.execute(update(t.override).where(_v.id == override).values(said))
