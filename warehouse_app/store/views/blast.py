"""What the board shows beyond the exceptions themselves: how far each reaches, and what it costs to answer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, func, or_, select

from warehouse_app.domain.skills import Load
from warehouse_app.service.ports.board import Blast, LockedBin, OnShift
from warehouse_app.store import tables as t
from warehouse_app.store.repositories.cases import ANSWERED
from warehouse_app.store.repositories.loads import loads
from warehouse_app.store.repositories.mirror import chunks
from warehouse_app.store.views.on_shift import on_shift

_IDS: Any = bindparam("ids", expanding=True)
_l, _tr, _loc, _c, _step = t.line.c, t.transfer.c, t.location.c, t.case.c, t.case_event.c
_own = t.line.alias("own")
_ORDER = func.coalesce(_tr.order, -_tr.id)
# Its own line, and the open ones that point at the same goods in the same place: they will meet the same gap.
_REACHED = (
    select(_c.id, _ORDER.label("order"), func.coalesce(t.wave.c.carrier, _tr.carrier, "").label("carrier"),
           t.wave.c.cutoff_at)
    .join(_own, _own.c.id == _c.line)
    .join(t.line, (_l.product == _own.c.product) & (_l.location == _own.c.location))
    .join(t.transfer, _tr.id == _l.transfer)
    .outerjoin(t.wave, t.wave.c.id == _tr.wave)
    .where(_c.id.in_(_IDS), _tr.state == "open", or_(_l.state == "open", _l.id == _own.c.id))
    .distinct()
)  # fmt: skip
_AHEAD = (
    select(_tr.wave, _loc.aisle)
    .join(t.line, _l.transfer == _tr.id)
    .join(t.location, _loc.id == _l.location)
    .where(_tr.wave.in_(_IDS), _l.state == "open")
    .distinct()
)
_s = t.session.c
_PRESENT = (
    select(t.person.c.name, t.person_role.c.role)
    .join(t.person_role, t.person_role.c.person == t.person.c.id)
    .join(t.session, _s.person == t.person.c.id)
    .where(t.person.c.w == bindparam("w"), t.person.c.active == 1, _s.closed_at.is_(None))
    .where(_s.expires_at > bindparam("now"))
    .distinct()
)


class BoardReads:
    """`connection` shows one picture of what is committed."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def aisles_ahead(self, waves: Collection[int]) -> Mapping[int, frozenset[str]]:
        found: dict[int, set[str]] = {wave: set() for wave in waves}
        for wave, aisle in self._rows(_AHEAD, waves):
            found[wave].add(aisle)
        return {wave: frozenset(aisles) for wave, aisles in found.items()}

    def locked_bins(self, w: int) -> list[LockedBin]:
        asked = select(_loc.code, _loc.locked_by).where(_loc.w == w, _loc.locked_by.is_not(None)).order_by(_loc.code)
        return [LockedBin(row[0], row[1]) for row in self._connection.execute(asked)]

    def loads(self, waves: Collection[int]) -> Mapping[int, Sequence[Load]]:
        return loads(self._connection, waves)

    def on_shift(self, w: int, now: int) -> list[OnShift]:
        return on_shift(self._connection, w, now)

    def present(self, w: int, now: int) -> list[tuple[str, tuple[str, ...]]]:
        roles: dict[str, set[str]] = defaultdict(set)
        for name, role in self._connection.execute(_PRESENT, {"w": w, "now": now}):
            roles[name].add(role)
        return [(name, tuple(sorted(of))) for name, of in sorted(roles.items())]

    def decided_since(self, w: int, since: int) -> Mapping[str, int]:
        here = (_c.w == w) & (_c.type == "FUL-SHORT") & (_c.opened_at >= since)
        newest = select(func.max(_step.id)).join(t.case, _c.id == _step.case).where(here, _step.kind.in_(ANSWERED))
        asked = select(_step.kind, func.count()).where(_step.id.in_(newest.group_by(_step.case))).group_by(_step.kind)
        found = {row[0]: int(row[1]) for row in self._connection.execute(asked)}
        by_rule = found.get("by_rule", 0)
        return {"by_rule": by_rule, "decided": sum(found.values()) - by_rule}

    def blasts(self, cases: Collection[int]) -> Mapping[int, Blast]:
        orders: dict[int, set[int]] = defaultdict(set)
        trucks: dict[int, set[tuple[str, int | None]]] = defaultdict(set)
        for case, order, carrier, cutoff_at in self._rows(_REACHED, cases):
            orders[case].add(order)
            trucks[case].add((carrier, cutoff_at))
        far = 2**53
        return {
            case: Blast(len(orders[case]), tuple(sorted(trucks[case], key=lambda one: (one[1] or far, one[0]))))
            for case in orders
        }

    def _rows(self, asked: Any, ids: Collection[int]) -> list[Any]:
        return [row for chunk in chunks(ids) for row in self._connection.execute(asked, {"ids": chunk})]
