"""The life of a case: who has it, its clocks, what it is merged into and linked with."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, case, or_, select, update

from warehouse_app.domain.cases import Finding
from warehouse_app.service.ports.case_life import Past
from warehouse_app.store import tables as t
from warehouse_app.store.dialect import upsert

_c, _link = t.case.c, t.case_link.c
_OPEN = _c.status != "resolved"
_PAST = select(_c.id, _c.number, _c.status, _c.merged_into, _c.resolved_at, _c.words_gone)


class CaseLife:
    """Changes rows of `case`; the history is the caller's."""

    def __init__(self, connection: Connection, now: int) -> None:
        self._connection, self._now = connection, now

    def newest(self, key: str) -> Past | None:
        of_it = _PAST.where(_c.finding_key == key).order_by(case((_OPEN, 0), else_=1), _c.id.desc()).limit(1)
        return self._past(of_it)

    def past(self, case: int) -> Past:
        found = self._past(_PAST.where(_c.id == case))
        assert found is not None
        return found

    def take(self, case: int, person: int | None) -> None:
        self._set(case, person=person)

    def own(self, case: int, team: str) -> None:
        self._set(case, owner=team, person=None)

    def snooze(self, case: int, until: int | None) -> None:
        self._set(case, snoozed_until=until)

    def cause(self, case: int, cause: str) -> None:
        self._set(case, cause=cause)

    def merge(self, case: int, into: int) -> None:
        over = {"status": "resolved", "why": "merged", "resolved_at": self._now, "next_at": None}
        self._set(case, **over, merged_into=into, snoozed_until=None)
        linked = select(_link.one, _link.other).where(or_(_link.one == case, _link.other == case))
        for one, other in self._connection.execute(linked).all():
            theirs = other if one == case else one
            if theirs != into:
                self.link(into, theirs)

    def link(self, one: int, other: int) -> None:
        row = {"one": min(one, other), "other": max(one, other)}
        self._connection.execute(upsert(self._connection, t.case_link).values(row).on_conflict_do_nothing())

    def together(self, case: int, finding: Finding) -> list[int]:
        same: list[ColumnElement[bool]] = [_c.line == finding.line] if finding.line is not None else []
        same += [_c.event == finding.event] if finding.event is not None else []
        if not same:
            return []
        asked = select(_c.id).where(_c.w == finding.w, _OPEN, _c.id != case, or_(*same)).order_by(_c.id)
        return list(self._connection.execute(asked).scalars())

    def numbered(self, w: int, number: str) -> int | None:
        told = number.strip().upper()
        like = or_(_c.number == told, _c.number.like(f"{told.replace('%', '').replace('_', '')}-_"))
        return self._connection.execute(select(_c.id).where(_c.w == w, like).limit(1)).scalar_one_or_none()

    def about(self, w: int, order: str, transfers: Collection[int]) -> list[tuple[int, str]]:
        mine = set(transfers)
        asked = select(_c.id, _c.number, _c.transfer, _c.facts).where(_c.w == w, _OPEN).order_by(_c.id)
        return [
            (row.id, row.number)
            for row in self._connection.execute(asked)
            if row.transfer in mine or order in (row.facts.get("order"), row.facts.get("held"))
        ]

    def _past(self, asked: Select[Any]) -> Past | None:
        row = self._connection.execute(asked.with_for_update()).first()
        if row is None:
            return None
        return Past(row.id, row.number, row.status, row.merged_into, row.resolved_at, bool(row.words_gone))

    def _set(self, case: int, **values: Any) -> None:
        self._connection.execute(update(t.case).where(_c.id == case).values(**values))
