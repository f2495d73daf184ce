"""Cases as the board, a case's own page and the handhelds see them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, bindparam, cast, func, select
from sqlalchemy import Integer as Whole

from warehouse_app.service.ports.views import AlertRow, AnswerRow, CaseRow, StepRow
from warehouse_app.store import tables as t
from warehouse_app.store.repositories.mirror import chunks
from warehouse_app.store.repositories.totes import newest_of
from warehouse_app.store.views.slots import tote_places

_c, _step = t.case.c, t.case_event.c
_IDS: Any = bindparam("ids", expanding=True)
_own, _own_transfer = t.line.alias("own"), t.transfer.alias("own_transfer")
_other, _other_transfer = t.line.alias("other"), t.transfer.alias("other_transfer")
_ORDER = func.coalesce(_other_transfer.c.order, -_other_transfer.c.id)
# Open lines of other orders that point at the same goods in the same place: they will meet the same gap.
_HIT = (
    select(func.count(_ORDER.distinct()))
    .select_from(_other)
    .join(_other_transfer, _other_transfer.c.id == _other.c.transfer)
    .where(
        _other.c.location == _own.c.location, _other.c.product == _own.c.product, _other.c.state == "open",
        _other_transfer.c.state == "open",
        func.coalesce(_own_transfer.c.order, -_own_transfer.c.id) != _ORDER,
    )
    .correlate(_own, _own_transfer)
    .scalar_subquery()
)  # fmt: skip
_rest = t.line.alias("rest")
_MORE = (
    select(func.count(_rest.c.id))
    .where(_rest.c.transfer == _c.transfer, _rest.c.state != "gone", _rest.c.short_m < _rest.c.demand_m)
    .correlate(t.case)
    .scalar_subquery()
)
CASE = (
    _c.id, _c.number, _c.type, _c.severity, _c.owner, _c.due_at, _c.opened_at, _c.facts, _c.status, _c.decision,
    _c.finding_key.label("key"), _c.wave, _c.line, _c.transfer, (1 + _HIT).label("orders"), _MORE.label("has_more"),
    _c.why, _c.category, _c.person, t.person.c.name.label("taken_by"), _c.answer_by, _c.answered_at, _c.cause, _c.rung,
    _c.snoozed_until, _c.rings, _c.rings_last,
)  # fmt: skip
_CASES = (
    select(*CASE)
    .select_from(t.case)
    .outerjoin(_own, _own.c.id == _c.line)
    .outerjoin(_own_transfer, _own_transfer.c.id == _own.c.transfer)
    .outerjoin(t.person, t.person.c.id == _c.person)
    .where(_c.w == bindparam("w"))
    .order_by(func.coalesce(_c.due_at, 2**53), _c.id)
)
_STEPS = (
    select(_step.id, _step.case, _step.kind, _step.at, t.person.c.name, _step.facts)
    .outerjoin(t.event, t.event.c.id == _step.event)
    .outerjoin(t.person, t.person.c.id == func.coalesce(_step.person, t.event.c.person))
    .where(_step.case.in_(_IDS))
    .order_by(_step.id)
)
# Where a rule sends the picker on it is heard as well; what a rule ends is not: nothing is to be done about it.
_IS_TOLD = (_step.kind == "decided") | ((_step.kind == "by_rule") & (_c.decision == "found"))
_ANSWERS = (
    select(
        _step.id, _step.case, _c.decision, _step.at, t.person.c.name, _c.facts, _step.facts.label("said"),
        t.tote_use.c.slot,
    )
    .join(t.case, _c.id == _step.case)
    .outerjoin(t.person, t.person.c.id == _step.person)
    .outerjoin(t.tote_use, newest_of(_c.transfer, _c.wave))
    .where(_c.wave == bindparam("wave"), _c.type == "FUL-SHORT", _IS_TOLD)
    .order_by(_step.id.desc())
)  # fmt: skip
_CHANGED = (
    select(cast(t.change.c.ref, Whole), func.max(t.change.c.seq))
    .where(t.change.c.room == "board", t.change.c.kind == "alert", t.change.c.seq > bindparam("since"))
    .group_by(t.change.c.ref)
    .order_by(func.max(t.change.c.seq))
    .limit(bindparam("at_most"))
)


def open_cases(connection: Connection, w: int) -> list[CaseRow]:
    places = tote_places(connection, w)
    return [_placed(_case(row), places) for row in connection.execute(_CASES.where(_c.status != "resolved"), {"w": w})]


def case(connection: Connection, w: int, case_id: int) -> CaseRow | None:
    row = connection.execute(_CASES.where(_c.id == case_id), {"w": w}).first()
    return _placed(_case(row), tote_places(connection, w)) if row else None


def steps(connection: Connection, cases: Collection[int]) -> list[StepRow]:
    found = [row for chunk in chunks(cases) for row in connection.execute(_STEPS, {"ids": chunk})]
    return [StepRow(*row[:5], row.facts or {}) for row in found]


def answers(connection: Connection, wave: int) -> list[AnswerRow]:
    """One per case: what was answered before is history."""
    newest: dict[int, AnswerRow] = {}
    for row in connection.execute(_ANSWERS, {"wave": wave}):
        newest.setdefault(row.case, AnswerRow(row.id, row.case, row.said["decision"], *row[3:]))
    return list(newest.values())


def alerts(connection: Connection, w: int, since: int, limit: int) -> list[AlertRow]:
    """Cases of other warehouses are passed over."""
    newest = {row[0]: row[1] for row in connection.execute(_CHANGED, {"since": since, "at_most": limit})}
    found = {
        row.id: row
        for chunk in chunks(newest)
        for row in map(_case, connection.execute(_CASES.where(_c.id.in_(_IDS)), {"w": w, "ids": chunk}))
    }
    return [AlertRow(seq, found[case_id]) for case_id, seq in newest.items() if case_id in found]


def _placed(case: CaseRow, places: Mapping[str, str]) -> CaseRow:
    """Its tote is said with the slot it stands in: `T-0118 · P-07`."""
    place = places.get(str(case.facts.get("tote")))
    return replace(case, facts={**case.facts, "tote": f"{case.facts['tote']} · {place}"}) if place else case


def _case(row: Any) -> CaseRow:
    return CaseRow(**{**row._mapping, "has_more": bool(row.has_more)})
