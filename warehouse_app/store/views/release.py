"""What the pages of releasing show: the pool, held orders, totes, the timetable, and who did what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, func, select

from warehouse_app.domain.carts import FreeTransfer
from warehouse_app.domain.cutoffs import Timetable
from warehouse_app.service.ports.labour import LabourViews
from warehouse_app.service.ports.layouts import LayoutReads
from warehouse_app.service.ports.releasing import Act, HeldRow, Rules, ToteRow
from warehouse_app.store import tables as t
from warehouse_app.store.repositories import rules, timetable
from warehouse_app.store.repositories.pool import free_in_batches, free_transfers
from warehouse_app.store.views.board import count_if

_a, _o, _tr, _tote = t.act.c, t.order.c, t.transfer.c, t.tote.c
_ACTS = (
    select(_a.kind, _a.at, t.person.c.name, _a.facts)
    .outerjoin(t.person, t.person.c.id == _a.person)
    .where(_a.w == bindparam("w"), _a.kind.in_(bindparam("kinds", expanding=True)))
    .order_by(_a.id.desc())
    .limit(bindparam("at_most"))
)
_HELD = (
    select(_o.id, _o.name, func.max(_tr.carrier), count_if(t.line.c.state == "open"))
    .join(t.transfer, _tr.order == _o.id)
    .outerjoin(t.line, t.line.c.transfer == _tr.id)
    .where(_o.w == bindparam("w"), _o.hold.is_not(None), _tr.state == "open")
    .group_by(_o.id, _o.name)
    .order_by(_o.id)
)
_HOLDS = select(_o.id, _o.hold).where(_o.w == bindparam("w"), _o.hold.is_not(None))
_DUE = select(t.case.c.finding_key, t.case.c.due_at).where(
    t.case.c.finding_key.in_(bindparam("keys", expanding=True)), t.case.c.status != "resolved"
)
_NAMES = select(t.person.c.id, t.person.c.name).where(t.person.c.id.in_(bindparam("ids", expanding=True)))
_TOTES = (
    select(_tote.code, _tote.state, t.wave.c.number)
    .outerjoin(t.tote_use, (t.tote_use.c.tote == _tote.id) & t.tote_use.c.until.is_(None))
    .outerjoin(t.wave, t.wave.c.id == t.tote_use.c.wave)
    .where(_tote.w == bindparam("w"))
    .order_by(_tote.code)
)


class ReleaseViews:
    """A part of all views; they share their connection."""

    _connection: Connection
    layouts: LayoutReads
    labour: LabourViews

    def pool(self, w: int) -> list[FreeTransfer]:
        return free_transfers(self._connection, w)

    def in_batches(self, w: int) -> int:
        return sum(map(len, free_in_batches(self._connection, w).values()))

    def timetable(self, w: int) -> Timetable:
        return timetable.read(self._connection, w)

    def open_carriers(self, w: int) -> list[str]:
        asked = select(_tr.carrier).where(_tr.w == w, _tr.state == "open", _tr.carrier.is_not(None))
        return list(self._connection.execute(asked.distinct().order_by(_tr.carrier)).scalars())

    def totes(self, w: int) -> list[ToteRow]:
        return [ToteRow(*row) for row in self._connection.execute(_TOTES, {"w": w})]

    def free_totes(self, w: int) -> int:
        asked = select(func.count()).where(_tote.w == w, _tote.state == "free")
        free: int = self._connection.execute(asked).scalar_one()
        return free

    def held_orders(self, w: int) -> list[HeldRow]:
        holds = {row.id: row.hold for row in self._connection.execute(_HOLDS, {"w": w})}
        keys = [hold["key"] for hold in holds.values()]
        due = {row.finding_key: row.due_at for row in self._connection.execute(_DUE, {"keys": keys})}
        people = [hold["by"] for hold in holds.values() if hold["by"]]
        names = {row.id: row.name for row in self._connection.execute(_NAMES, {"ids": people})}
        return [
            HeldRow(order, name, carrier, hold, names.get(hold["by"]), lines, due.get(hold["key"]))
            for order, name, carrier, lines in self._connection.execute(_HELD, {"w": w})
            if (hold := holds[order])
        ]

    def rules(self, kind: str, w: int) -> Rules:
        return rules.newest(self._connection, kind, w)

    def acts(self, w: int, kinds: Sequence[str], limit: int) -> list[Act]:
        asked = {"w": w, "kinds": list(kinds), "at_most": limit}
        rows = self._connection.execute(_ACTS, asked).all()
        told = {row.facts["to"] for row in rows if row.facts.get("to")}
        named = select(t.person.c.id, t.person.c.name).where(t.person.c.id.in_(sorted(told)))
        names: dict[Any, str] = {row[0]: row[1] for row in self._connection.execute(named)} if told else {}
        return [Act(*row[:3], with_name(row.facts, names)) for row in rows]


def with_name(facts: Mapping[str, Any], names: Mapping[Any, str]) -> Mapping[str, Any]:
    """Whoever an act was about is in it by number."""
    return {**facts, "to": names.get(facts["to"], "")} if "to" in facts else facts
