"""The clocks of cases, who works here, and what is still to be sent to people who are not on the floor."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from warehouse_app.domain.climbing import CaseClock
from warehouse_app.domain.rota import Worker
from warehouse_app.service.ports.escalation import Mailing, Notice, NoticeKind
from warehouse_app.store import tables as t

_c, _p, _s, _n = t.case.c, t.person.c, t.session.c, t.notice.c
_OPEN = _c.status != "resolved"
_CLOCK = select(
    _c.id, _c.w, _c.number, _c.type, _c.owner, _c.status, func.coalesce(_c.clock_since, _c.opened_at).label("since"),
    _c.answered_at, _c.answer_by, _c.due_at, _c.rung, _c.next_at, _c.snoozed_until, _c.facts,
).with_for_update()  # fmt: skip
_LATE = (
    select(_c.id)
    .where(_c.w == bindparam("w"), _OPEN, (_c.next_at <= bindparam("now")) | _c.next_at.is_(None))
    .order_by(func.coalesce(_c.next_at, 0), _c.id)
    .limit(bindparam("at_most"))
)
_IS_IN = (
    select(_s.id)
    .where(_s.person == _p.id, _s.closed_at.is_(None), _s.expires_at > bindparam("now"))
    .correlate(t.person)
).exists()
_WORKERS = (
    select(_p.id, _p.name, _p.odoo_user_id, _IS_IN.label("is_in"))
    .where(_p.w == bindparam("w"), _p.active == 1)
    .order_by(_p.id)
)
_ROLES = (
    select(t.person_role.c.person, t.person_role.c.role)
    .join(t.person, _p.id == t.person_role.c.person)
    .where(_p.w == bindparam("w"), _p.active == 1)
)
_DUE = (
    select(_n.id, _n.w, _n.case, _n.kind, _n.person, _n.body, _n.at, _n.attempts)
    .where(_n.state == "queued", _n.next_at <= bindparam("now"))
    .order_by(_n.next_at, _n.id)
    .limit(bindparam("at_most"))
)


class Escalation:
    def __init__(self, connection: Connection, now: int) -> None:
        self._connection, self._now = connection, now

    def late(self, w: int, limit: int) -> Sequence[int]:
        asked = {"w": w, "now": self._now, "at_most": limit}
        return list(self._connection.execute(_LATE, asked).scalars())

    def clock(self, case: int) -> CaseClock | None:
        row = self._connection.execute(_CLOCK.where(_c.id == case, _OPEN)).first()
        return CaseClock(**row._mapping) if row else None

    def climb(self, case: int, rung: int, next_at: int) -> None:
        self._set(case, rung=rung, next_at=next_at)

    def wait(self, case: int, next_at: int) -> None:
        self._set(case, next_at=next_at)

    def answered(self, case: int, next_at: int) -> None:
        self._set(case, answered_at=self._now, answer_by=None, clock_since=self._now, rung=0, next_at=next_at)

    def unanswered(self, case: int, answer_by: int, next_at: int) -> None:
        anew = {"answered_at": None, "answer_by": answer_by, "clock_since": self._now, "rung": 0, "next_at": next_at}
        self._set(case, **anew)

    def workers(self, w: int) -> Sequence[Worker]:
        roles: dict[int, set[str]] = defaultdict(set)
        for person, role in self._connection.execute(_ROLES, {"w": w}):
            roles[person].add(role)
        return [
            Worker(row.id, row.name, frozenset(roles[row.id]), bool(row.is_in), row.odoo_user_id)
            for row in self._connection.execute(_WORKERS, {"w": w, "now": self._now})
        ]

    def taken_by(self, person: int) -> Sequence[int]:
        return list(self._connection.execute(select(_c.id).where(_c.person == person, _OPEN)).scalars())

    def let_go(self, case: int) -> None:
        self._set(case, person=None)

    def ring(self, case: int, is_last: bool) -> None:
        self._set(case, rings=_c.rings + 1, rings_last=int(is_last))

    def queue(self, case: CaseClock, kind: NoticeKind, person: int | None, body: Mapping[str, Any]) -> None:
        row = {"w": case.w, "case": case.id, "kind": kind, "person": person, "body": dict(body)}
        self._connection.execute(insert(t.notice), row | {"at": self._now, "next_at": self._now})

    def due(self, limit: int) -> Sequence[Notice]:
        rows = self._connection.execute(_DUE, {"now": self._now, "at_most": limit})
        return [Notice(**row._mapping) for row in rows]

    def mailing(self, notice: Notice) -> Mailing:
        asked = (
            select(_p.odoo_user_id, _p.lang, t.transfer.c.odoo_id, _c.status)
            .select_from(t.case)
            .outerjoin(t.transfer, t.transfer.c.id == _c.transfer)
            .outerjoin(t.person, (_p.id == notice.person) & (_p.active == 1))
            .where(_c.id == notice.case)
        )
        user, lang, transfer, status = self._connection.execute(asked).one()
        return Mailing(user, lang, transfer, status != "resolved")

    def done(self, notice: int, state: str, error: str | None = None) -> None:
        self._note(notice, {"state": state, "next_at": self._now, "error": error})

    def again(self, notice: int, at: int, error: str) -> None:
        self._note(notice, {"next_at": at, "error": error, "attempts": _n.attempts + 1})

    def forget(self, before: int) -> None:
        self._connection.execute(delete(t.notice).where(_n.state != "queued", _n.next_at < before))

    def _set(self, case: int, **values: Any) -> None:
        self._connection.execute(update(t.case).where(_c.id == case, _OPEN).values(values))

    def _note(self, notice: int, values: Mapping[str, Any]) -> None:
        self._connection.execute(update(t.notice).where(_n.id == notice).values(dict(values)))
