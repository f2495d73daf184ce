"""Order exceptions; nothing is in here without an owner, and every step leaves a line of history."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Connection, insert, select, update

from warehouse_app.domain.cases import Finding
from warehouse_app.domain.numbers import with_check
from warehouse_app.store import tables as t

_case = t.case.c


class Cases:
    """`number` gives the next number of a kind in a warehouse."""

    def __init__(self, connection: Connection, now: int, number: Callable[[str, int], int]) -> None:
        self._connection, self._now, self._number = connection, now, number

    def open(self, finding: Finding) -> int:
        case = self._open_one(finding.key)
        if case is None:
            case = self._insert(finding)
            self._note(case, "opened", finding.event, finding.facts)
        else:
            self._note(case, "again", finding.event, finding.facts)
        return case

    def is_open(self, key: str) -> bool:
        return self._open_one(key) is not None

    def close(self, key: str, why: str) -> None:
        case = self._open_one(key)
        if case is None:
            return
        done = {"status": "resolved", "resolved_at": self._now, "why": why}
        self._connection.execute(update(t.case).where(_case.id == case).values(done))
        self._note(case, "resolved", None, {"why": why})

    def _open_one(self, key: str) -> int | None:
        asked = select(_case.id).where(_case.finding_key == key, _case.status != "resolved").with_for_update()
        return self._connection.execute(asked).scalar_one_or_none()

    def _insert(self, finding: Finding) -> int:
        number = with_check(f"C-{self._number('case', finding.w):05d}")
        row = {
            "w": finding.w,
            "number": number,
            "type": finding.type,
            "finding_key": finding.key,
            "severity": finding.severity,
            "owner": finding.owner,
            "wave": finding.wave,
            "line": finding.line,
            "transfer": finding.transfer,
            "event": finding.event,
            "facts": dict(finding.facts),
            "opened_at": self._now,
            "due_at": finding.due_at,
        }
        case: int = self._connection.execute(insert(t.case).returning(_case.id), row).scalar_one()
        return case

    def _note(self, case: int, kind: str, event: str | None, facts: Mapping[str, Any]) -> None:
        row = {"case": case, "kind": kind, "at": self._now, "event": event, "facts": dict(facts)}
        self._connection.execute(insert(t.case_event), row)
