"""Photos, each once for what it shows."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Connection, Text, cast, func, literal, or_, select, union_all

from warehouse_app.service.ports.evidence import PhotoRow, Shown
from warehouse_app.store import tables as t
from warehouse_app.store.dialect import upsert

_e, _step, _case, _r = t.evidence.c, t.case_event.c, t.case.c, t.return_.c


def shows(cases: Any) -> ColumnElement[bool]:
    """Photos of these cases, by id: also those that a device sent about an event, before there was a case of it."""
    raised = select(literal("event|") + _step.event).where(_step.case.in_(cases), _step.event.is_not(None))
    return or_(_e.case.in_(cases), _e.about.in_(raised))


def of_returns(returns: Any) -> ColumnElement[bool]:
    """Photos about these returns, by id: from the customer, of what was judged of them, and of their exceptions."""
    judged = select(t.judged.c.event).where(t.judged.c["return"].in_(returns))
    events = union_all(select(_r.event).where(_r.id.in_(returns), _r.event.is_not(None)), judged).subquery()
    return or_(
        _e.about.in_(select(literal("return|") + cast(_r.id, Text)).where(_r.id.in_(returns))),
        _e.about.in_(select(literal("event|") + events.c.event)),
        _e.case.in_(select(_step.case).where(_step.event.in_(select(events.c.event)))),
    )


class Evidence:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def keep(self, shown: Shown) -> bool:
        photo = shown.photo
        of: dict[str, Any] = {"w": shown.w, "about": shown.about, "case": shown.case, "person": shown.person}
        of |= {"at": shown.at, "sha256": photo.sha256, "mime": photo.mime, "size": len(photo.body), "body": photo.body}
        new = upsert(self._connection, t.evidence).values(of).on_conflict_do_nothing(index_elements=["about", "sha256"])
        return self._connection.execute(new.returning(_e.id)).first() is not None

    def count(self, about: str) -> int:
        return int(self._connection.execute(select(func.count(_e.id)).where(_e.about == about)).scalar_one())

    def case_of(self, w: int, event: str) -> int | None:
        asked = select(func.max(_step.case)).join(t.case, _case.id == _step.case)
        found: int | None = self._connection.execute(asked.where(_step.event == event, _case.w == w)).scalar_one()
        return found


class EvidenceViews:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of_case(self, w: int, case: int) -> list[PhotoRow]:
        return self._rows(_of(w, case))

    def body(self, w: int, case: int, sha256: str) -> tuple[str, bytes] | None:
        return self._body(_of(w, case), sha256)

    def of_return(self, w: int, return_: int) -> list[PhotoRow]:
        return self._rows(of_returns([return_]) & (_e.w == w))

    def body_of_return(self, w: int, return_: int, sha256: str) -> tuple[str, bytes] | None:
        return self._body(of_returns([return_]) & (_e.w == w), sha256)

    def _rows(self, which: ColumnElement[bool]) -> list[PhotoRow]:
        asked = select(_e.sha256, _e.size, _e.at, t.person.c.name).outerjoin(t.person, t.person.c.id == _e.person)
        rows = self._connection.execute(asked.where(which).order_by(_e.at, _e.id))
        return list({row[0]: PhotoRow(*row) for row in rows}.values())

    def _body(self, which: ColumnElement[bool], sha256: str) -> tuple[str, bytes] | None:
        row = self._connection.execute(select(_e.mime, _e.body).where(which, _e.sha256 == sha256).limit(1)).first()
        return (row.mime, bytes(row.body)) if row else None


def _of(w: int, case: int) -> ColumnElement[bool]:
    return shows(select(_case.id).where(or_(_case.id == case, _case.merged_into == case), _case.w == w)) & (_e.w == w)
