"""Versions of rules, and the open cases that follow them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, insert, select, update

from warehouse_app.domain.retiming import OpenCase
from warehouse_app.service.ports.rulebook import ShortDecided, Version
from warehouse_app.store import tables as t

_r, _c, _step = t.rule.c, t.case.c, t.case_event.c
_OPEN = (
    select(
        _c.id, _c.number, _c.type, _c.finding_key.label("key"), _c.w, _c.owner, _c.severity, t.wave.c.cutoff_at,
        _c.facts, _c.opened_at, _c.answered_at, _c.answer_by, _c.due_at, _c.next_at, _c.rung,
    )
    .outerjoin(t.wave, t.wave.c.id == _c.wave)
    .where(_c.status != "resolved")
    .order_by(_c.id)
)  # fmt: skip


class RulebookReads:
    """Also of a unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def versions(self, w: int, kind: str, code: str) -> list[Version]:
        asked = (
            select(_r.version, _r.body, _r.at, t.person.c.name, _r.why)
            .outerjoin(t.person, t.person.c.id == _r.person)
            .where(_is(w, kind, code))
            .order_by(_r.w.is_not(None).desc(), _r.version.desc())
        )
        return [Version(*row) for row in self._connection.execute(asked)]

    def open_cases(self, w: int) -> list[OpenCase]:
        return [OpenCase(**row._mapping) for row in self._connection.execute(_OPEN.where(_c.w == w))]

    def shorts(self, w: int, since: int) -> list[ShortDecided]:
        asked = (
            select(_c.id, _step.kind, _step.facts)
            .outerjoin(t.case_event, (_step.case == _c.id) & _step.kind.in_(("by_rule", "decided", "along")))
            .where(_c.w == w, _c.type == "FUL-SHORT", _c.opened_at >= since)
            .order_by(_c.id, _step.id)
        )
        found: dict[int, ShortDecided] = {}
        for case, kind, facts in self._connection.execute(asked):
            known = found.get(case, ShortDecided(None, False))
            row = known.row or ((facts or {}).get("policy") if kind == "by_rule" else None)
            found[case] = ShortDecided(row, known.by_person or kind == "decided")
        return list(found.values())


class Rulebook(RulebookReads):
    """At time `now`; `changed` tells whoever follows the board."""

    def __init__(self, connection: Connection, now: int, changed: Callable[[str, str, int | str], None]) -> None:
        super().__init__(connection)
        self._now, self._changed = now, changed

    def newest_version(self, w: int, kind: str, code: str) -> int:
        asked = select(func.coalesce(func.max(_r.version), 0)).where(_is(w, kind, code))
        found: int = self._connection.execute(asked).scalar_one()
        return found

    def save(self, w: int, kind: str, code: str, body: Mapping[str, Any], person: int, why: str) -> int:
        version = self.newest_version(w, kind, code) + 1
        row = {"w": w, "kind": kind, "code": code, "version": version, "body": dict(body)}
        self._connection.execute(insert(t.rule), row | {"at": self._now, "person": person, "why": why})
        return version

    def retime(self, case: int, values: Mapping[str, Any], person: int) -> None:
        self._connection.execute(update(t.case).where(_c.id == case).values(**values))
        step = {"case": case, "kind": "retimed", "at": self._now, "person": person, "event": None}
        self._connection.execute(insert(t.case_event), step | {"facts": {"names": sorted(values)}})
        self._changed("board", "alert", case)


def _is(w: int, kind: str, code: str) -> ColumnElement[bool]:
    return (_r.kind == kind) & (_r.code == code) & (_r.w.is_(None) | (_r.w == w))
