"""Order exceptions; nothing is in here without an owner, and every step leaves a line of history."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from warehouse_app.domain.case_life import FLAPS, FLAPS_MS
from warehouse_app.domain.cases import Finding, Terms
from warehouse_app.domain.numbers import with_check
from warehouse_app.domain.tasks import OPEN
from warehouse_app.service.ports.floor import CaseNow, Said
from warehouse_app.store import tables as t
from warehouse_app.store.repositories.mirror import chunks
from warehouse_app.store.repositories.mirrored import queue

_case, _step = t.case.c, t.case_event.c
ANSWERED = ("decided", "along", "by_rule")
_NOW = select(
    _case.id, _case.w, _case.number, _case.type, _case.finding_key.label("key"), _case.status, _case.decision,
    _case.wave, _case.line, _case.transfer, _case.facts, _case.owner, _case.severity, _case.opened_at, _case.answer_by,
    _case.due_at, _case.person, _case.rung,
).with_for_update()  # fmt: skip
_UNRESOLVED = _case.finding_key == bindparam("named"), _case.status != "resolved"
_OPEN_ONE, _FOUND = select(_case.id).where(*_UNRESOLVED).with_for_update(), _NOW.where(*_UNRESOLVED)
_NEWEST_OF = select(_case.id).where(_case.finding_key == bindparam("named")).order_by(_case.id.desc()).limit(1)
_EVER = select(_case.finding_key).distinct().where(_case.finding_key.in_(bindparam("keys", expanding=True)))
_NEWEST = (
    select(func.max(_step.id))
    .where(_step.case == _case.id, _step.kind.in_(ANSWERED))
    .correlate(t.case)
    .scalar_subquery()
)


class Cases:
    """`number` gives the next number of a kind in a warehouse, `changed` tells whoever follows the board."""

    def __init__(
        self,
        connection: Connection,
        now: int,
        number: Callable[[str, int], int],
        changed: Callable[[str, str, int | str], None],
    ) -> None:
        self._connection, self._now, self._number, self._changed = connection, now, number, changed
        self._never: set[str] = set()

    def look_ahead(self, keys: Collection[str]) -> None:
        ever = {key for part in chunks(keys) for key in self._connection.execute(_EVER, {"keys": part}).scalars()}
        self._never |= set(keys) - ever

    def open(self, finding: Finding, terms: Terms, person: int | None = None) -> int:
        """What was answered is open again: it is another question now."""
        case = self._open_one(finding.key)
        if case is None:
            case = self._insert(finding, terms, person)
            self._note(case, "opened", finding.event, finding.facts, person)
        else:
            self._again(case, finding, terms)
            self._note(case, "again", finding.event, finding.facts, person)
        return case

    def is_open(self, key: str) -> bool:
        """One that was merged into another is looked after there."""
        if key in self._never:
            return False
        if self._open_one(key) is not None:
            return True
        case = self._connection.execute(_NEWEST_OF, {"named": key}).scalar_one_or_none()
        while case is not None:
            asked = select(_case.status, _case.merged_into).where(_case.id == case)
            status, case = self._connection.execute(asked).one()
            if status != "resolved":
                return True
        return False

    def close(self, key: str, why: str) -> None:
        case = self._open_one(key)
        if case is not None and not self._flaps(case):
            self.resolve(case, why)

    def get(self, case: int) -> CaseNow | None:
        row = self._connection.execute(_NOW.where(_case.id == case)).first()
        return CaseNow(**row._mapping) if row else None

    def find(self, key: str) -> CaseNow | None:
        row = self._connection.execute(_FOUND, {"named": key}).first() if key not in self._never else None
        return CaseNow(**row._mapping) if row else None

    def of_wave(self, wave: int) -> list[CaseNow]:
        here = _NOW.where(_case.wave == wave, _case.status != "resolved").order_by(_case.id)
        return [CaseNow(**row._mapping) for row in self._connection.execute(here)]

    def shorts(self, transfer: int) -> list[CaseNow]:
        here = _NOW.where(_case.transfer == transfer, _case.type == "FUL-SHORT", _case.status != "resolved")
        newest = here.order_by(func.coalesce(_NEWEST, 0).desc(), _case.id)
        return [CaseNow(**row._mapping) for row in self._connection.execute(newest)]

    def overdue_shorts(self, w: int, most: int, opened: int | None = None) -> list[tuple[int, int]]:
        late = select(_case.id, _case.transfer).join(t.transfer, t.transfer.c.id == _case.transfer)
        late = late.where(_case.w == w, _case.type == "FUL-SHORT", _case.status == "open")
        late = late.where(_case.due_at <= self._now if opened is None else _case.opened_at <= opened)
        late = late.where(t.transfer.c.state == "open").order_by(_case.due_at, _case.id).limit(most)
        return [(row[0], row[1]) for row in self._connection.execute(late)]

    def decide(self, case: int, kind: str, decision: str, person: int | None, facts: Mapping[str, Any]) -> None:
        said = {"status": "decided", "decision": decision}
        self._connection.execute(update(t.case).where(_case.id == case).values(said))
        self._note(case, kind, None, {"decision": decision, **facts}, person)

    def note(self, case: int, kind: str, person: int | None, facts: Mapping[str, Any]) -> None:
        self._note(case, kind, None, facts, person)

    def sent(self, case: int) -> Mapping[str, Any]:
        asked = select(_step.facts).where(_step.case == case, _step.kind.in_(ANSWERED)).order_by(_step.id.desc())
        return self._connection.execute(asked.limit(1)).scalar_one_or_none() or {}

    def said(self, case: int) -> Said | None:
        asked = select(_step.id, _step.person, _step.facts).where(_step.case == case, _step.kind.in_(ANSWERED))
        row = self._connection.execute(asked.order_by(_step.id.desc()).limit(1)).first()
        return Said(row.id, row.facts["decision"], row.person, row.facts.get("bin") or "") if row else None

    def resolve(self, case: int, why: str, person: int | None = None) -> None:
        if self._has_tasks(case, why):
            return
        done = {"status": "resolved", "resolved_at": self._now, "why": why, "next_at": None}
        self._connection.execute(update(t.case).where(_case.id == case).values(done))
        self._connection.execute(delete(t.bin_lock).where(t.bin_lock.c.case == case))  # no bin is locked without one
        self._note(case, "resolved", None, {"why": why}, person)

    def reopen(self, case: int, terms: Terms) -> None:
        anew: dict[str, Any] = dict.fromkeys(
            ("resolved_at", "why", "decision", "cause", "merged_into", "person", "snoozed_until")
        )
        anew |= {"status": "open", "owner": terms.owner, "severity": terms.severity, "reopened": _case.reopened + 1}
        self._connection.execute(update(t.case).where(_case.id == case).values(**anew, **_clocks(terms, self._now)))

    def _has_tasks(self, case: int, over: str | None) -> bool:
        """While a task of it is open a case is not over; `over` says why it will be, once the last one has ended."""
        own = (t.task.c.case == case) & t.task.c.state.in_(OPEN)
        return self._connection.execute(update(t.task).where(own).values(case_over=over)).rowcount > 0

    def _flaps(self, case: int) -> bool:
        """It went and came back so often that it stays open; said once. What a person did is no flapping."""
        if self._connection.execute(select(_case.event).where(_case.id == case)).scalar_one() is not None:
            return False
        lately = select(_step.kind).where(_step.case == case, _step.at > self._now - FLAPS_MS)
        kinds = list(self._connection.execute(lately).scalars())
        if kinds.count("returned") < FLAPS:
            return False
        if "flaps" not in kinds:
            self._note(case, "flaps", None, {})
        return True

    def _open_one(self, key: str) -> int | None:
        if key in self._never:
            return None
        return self._connection.execute(_OPEN_ONE, {"named": key}).scalar_one_or_none()

    def _again(self, case: int, finding: Finding, terms: Terms) -> None:
        """A clock that runs goes on: whoever says it twice does not put it off."""
        self._has_tasks(case, None)
        here = update(t.case).where(_case.id == case)
        self._connection.execute(here.where(_case.status == "decided").values(**_clocks(terms, self._now)))
        self._connection.execute(here.values(status="open", facts=dict(finding.facts)))

    def _insert(self, finding: Finding, terms: Terms, person: int | None) -> int:
        self._never.discard(finding.key)
        number = with_check(f"C-{self._number('case', finding.w):05d}")
        row = {
            "w": finding.w,
            "number": number,
            "category": terms.category,
            "type": finding.type,
            "finding_key": finding.key,
            "severity": terms.severity,
            "owner": terms.owner,
            "opened_by": person,
            "wave": finding.wave,
            "line": finding.line,
            "transfer": finding.transfer,
            "event": finding.event,
            "facts": dict(finding.facts),
            "opened_at": self._now,
            **_clocks(terms, self._now),
        }
        case: int = self._connection.execute(insert(t.case).returning(_case.id), row).scalar_one()
        return case

    def _note(
        self, case: int, kind: str, event: str | None, facts: Mapping[str, Any], person: int | None = None
    ) -> None:
        row = {"case": case, "kind": kind, "at": self._now, "event": event, "facts": dict(facts), "person": person}
        self._connection.execute(insert(t.case_event), row)
        self._changed("board", "alert", case)
        if not kind.startswith("odoo_"):
            queue(self._connection, case, self._now)


def _clocks(terms: Terms, now: int) -> dict[str, int | None]:
    """They run anew: what was answered or taken before was another question."""
    clocks = {"answer_by": terms.answer_by, "due_at": terms.due_at, "next_at": terms.next_at}
    return clocks | {"answered_at": None, "rung": 0, "clock_since": now}
