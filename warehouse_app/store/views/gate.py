"""What the pages of the release gate show, and whose facts are to be read again."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, and_, exists, func, select

from warehouse_app.domain.gate.judge import HELD, Verdict, owner_type
from warehouse_app.domain.gate.rules import RULES
from warehouse_app.domain.segments import Path
from warehouse_app.service.ports.gate import GateCount, Gated, HeldByGate, RuleCount
from warehouse_app.store import tables as t
from warehouse_app.store.repositories.gate import ROW, gated, to_go
from warehouse_app.store.views.board import count_if

_g, _o, _tr, _c, _a = t.gate.c, t.order.c, t.transfer.c, t.case.c, t.act.c
_FALSE = "LG-FALSE"


class GateViews:
    """Over one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of_order(self, order: int) -> Gated | None:
        row = self._connection.execute(select(*ROW).where(_g.order == order)).first()
        return gated(row) if row else None

    def path(self, order: int) -> Path | None:
        data = self._connection.execute(select(_o.path).where(_o.id == order)).scalar_one_or_none()
        return None if data is None else Path(**data | {"because": tuple(map(tuple, data["because"]))})

    def held(self, w: int) -> Sequence[HeldByGate]:
        asked = (
            select(_o.id, _o.name, func.max(_tr.carrier), count_if(t.line.c.state == "open"), _g.held_at, _g.verdicts)
            .join(t.order, _o.id == _g.order)
            .join(t.transfer, and_(_tr.order == _o.id, _tr.state == "open"))
            .outerjoin(t.line, t.line.c.transfer == _tr.id)
            .where(_g.w == w, _g.state == "held")
            .group_by(_o.id, _g.id)
            .order_by(_g.held_at, _o.id)
        )
        return [HeldByGate(*row[:5], _held(row[5])) for row in self._connection.execute(asked)]

    def past(self, w: int, since: int, most: int) -> Sequence[Gated]:
        asked = select(*ROW).where(_g.w == w, _g.facts.is_not(None), _g.read_at >= since)
        rows = self._connection.execute(asked.order_by(_g.ordered_at.desc(), _g.id.desc()).limit(most))
        return [gated(row) for row in rows]

    def count(self, w: int, since: int) -> GateCount:
        judged = select(func.count(), count_if(_g.held_at.is_(None))).where(_g.w == w, _g.first_at >= since)
        all_, through = self._connection.execute(judged).one()
        unjudged = ~exists().where(_g.order == _o.id, _g.first_at.is_not(None))
        waiting = select(func.count()).select_from(t.order).where(_o.w == w, _o.cleared == 0, to_go(), unjudged)
        return GateCount(int(all_), int(through or 0), int(self._connection.execute(waiting).scalar_one()))

    def standing(self, w: int) -> Mapping[str, Mapping[str, int]]:
        found: dict[str, Counter[str]] = defaultdict(Counter)
        asked = select(_g.verdicts).join(t.order, _o.id == _g.order).where(_g.w == w, to_go())
        for verdicts in self._connection.execute(asked).scalars():
            for one in verdicts or ():
                found[one["rule"]][one["kind"]] += 1
        return found

    def by_rule(self, w: int, since: int) -> Mapping[str, RuleCount]:
        found: dict[str, RuleCount] = defaultdict(RuleCount)
        kinds = ("gate_held", "gate_mended", "gate_let_go")
        acts = select(_a.kind, _a.facts).where(_a.w == w, _a.at >= since, _a.kind.in_(kinds))
        for kind, facts in self._connection.execute(acts):
            for rule in facts["rules"]:
                found[rule] = _counted(found[rule], kind, facts.get("reason") == _FALSE)
        for rule, missed in self._missed(w, since).items():
            found[rule] = replace(found[rule], missed=missed)
        return found

    def _missed(self, w: int, since: int) -> Mapping[str, int]:
        """Orders that went past a rule and got a case of its type from elsewhere, after they were judged."""
        asked = (
            select(_c.type, func.count(_g.order.distinct()))
            .join(t.transfer, _tr.id == _c.transfer)
            .join(t.gate, _g.order == _tr.order)
            .where(_c.w == w, _c.opened_at >= since, _c.opened_at > _g.first_at, _g.held_at.is_(None))
            .where(~_c.finding_key.like("%|hold|GT-%"))
            .group_by(_c.type)
        )
        types: dict[str, int] = {row[0]: int(row[1]) for row in self._connection.execute(asked)}
        return {rule: types[owner_type(rule)] for rule in RULES if owner_type(rule) in types}


def _held(verdicts: Any) -> tuple[Verdict, ...]:
    return tuple(Verdict.from_data(one) for one in verdicts or () if one["kind"] == HELD)


def _counted(row: RuleCount, kind: str, is_false: bool) -> RuleCount:
    if kind == "gate_held":
        return replace(row, held=row.held + 1)
    if kind == "gate_mended":
        return replace(row, mended=row.mended + 1)
    return replace(row, let_go=row.let_go + 1, false=row.false + is_false)
