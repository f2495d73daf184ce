"""The to-dos of exceptions in Odoo, and the queue that keeps them as the exceptions are."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, Text, bindparam, cast, func, insert, literal, literal_column, or_, select, update

from warehouse_app.service.ports.mirrored import CaseToTell, Mendable, Mirrored
from warehouse_app.service.ports.odoo import Document
from warehouse_app.store import tables as t
from warehouse_app.store.dialect import upsert
from warehouse_app.store.repositories.evidence import shows

FLUSH_AFTER = 25_000  # ms: what is open for a moment only is not told at all
_c, _m, _step = t.case.c, t.case_mirror.c, t.case_event.c
_taker, _ender = t.person.alias("taker"), t.person.alias("ender")
_KEPT = (_m.token, _m.turn, _m.state, _m.todo, _m.made, _m.told, _m.photos)
_ENDED_BY = (
    select(_step.person)
    .where(_step.case == _c.id, _step.kind == "resolved")
    .order_by(_step.id.desc())
    .limit(1)
    .correlate(t.case)
    .scalar_subquery()
)
_e = t.evidence.c
_PHOTO = select(_e.mime, _e.body).where(_e.sha256 == bindparam("sha")).limit(1)
_TRANSFER = func.coalesce(_c.transfer, t.line.c.transfer)
_CASE = (
    select(
        _c.id, _c.w, _c.number, _c.type, _c.finding_key.label("key"), _c.severity, _c.status, _c.owner, _c.opened_at,
        _c.due_at, _c.resolved_at, _c.event, _c.facts, _c.why, _c.cause, _taker.c.name.label("person"),
        _taker.c.odoo_user_id.label("user"), _ender.c.name.label("by"), t.warehouse_.c.zone,
    )
    .join(t.warehouse_, t.warehouse_.c.id == _c.w)
    .outerjoin(_taker, _taker.c.id == _c.person)
    .outerjoin(_ender, _ender.c.id == _ENDED_BY)
    .where(_c.id == bindparam("case"))
    .with_for_update(of=t.case)
)  # fmt: skip
_ON = (
    select(t.transfer.c.odoo_id)
    .select_from(t.case.outerjoin(t.line, t.line.c.id == _c.line))
    .join(t.transfer, t.transfer.c.id == _TRANSFER)
    .where(_c.id == bindparam("case"))
)
_SHIP_TO = ("name", "street", "street2", "zip", "city", "country")
_WHOLE = ("name", "street", "zip", "city", "country")
_of = select(t.transfer.c.order).where(t.transfer.c.odoo_id == bindparam("transfer"), t.transfer.c.order.is_not(None))
_GOING_THERE = select(t.transfer.c.id, t.transfer.c.ship_to).where(
    t.transfer.c.state == "open", or_(t.transfer.c.odoo_id == bindparam("transfer"), t.transfer.c.order.in_(_of))
)
_ORDER = select(t.order.c.odoo_id).where(
    t.order.c.w == bindparam("w"), t.order.c.name == bindparam("name"), t.order.c.odoo_id > 0
)
# By the line's goods, else by what the exception itself names.
MENDABLE = (
    select(
        _c.id, _c.w, _c.number, _c.type, _c.finding_key, _c.facts, t.transfer.c.odoo_id, t.product.c.odoo_id,
        t.case_look.c.seen,
    )
    .select_from(t.case)
    .outerjoin(t.line, t.line.c.id == _c.line)
    .outerjoin(t.transfer, t.transfer.c.id == _TRANSFER)
    .outerjoin(t.product, t.product.c.id == t.line.c.product)
    .outerjoin(t.case_look, t.case_look.c.case == _c.id)
)  # fmt: skip
# By the one index there is: resolved ones lie there for years.
_OPEN = _c.w.in_(select(t.warehouse_.c.id)) & _c.status.in_(("open", "waiting", "decided"))
_ABOUT = literal("case:") + cast(_c.id, Text)
_QUEUED = select(t.outbox.c.id).where(
    t.outbox.c.subject == _ABOUT, t.outbox.c.kind == "reconcile", t.outbox.c.state == "queued"
)
# One statement, for a scan may come this way. Nothing where it waits already, and nothing about the queue itself.
_QUEUE = insert(t.outbox).from_select(
    ["w", "lane", "kind", "subject", "created_at", "next_at"],
    select(
        _c.w, literal("warehouse:") + cast(_c.w, Text), literal_column("'reconcile'"), _ABOUT, bindparam("now"),
        bindparam("at"),
    ).where(
        _c.id == bindparam("case"),
        _c.type != "ORD-SYNC",
        ~_QUEUED.exists(),
    ),
)  # fmt: skip


def queue(connection: Connection, case: int, now: int, flush_after: int = FLUSH_AFTER) -> None:
    """Odoo shall hear how the exception stands, once in a while."""
    connection.execute(_QUEUE, {"case": case, "now": now, "at": now + flush_after})


class Mirror:
    """Rows of `case_mirror`."""

    def __init__(self, connection: Connection, now: int) -> None:
        self._connection, self._now = connection, now

    def case(self, case: int) -> CaseToTell | None:
        row = self._connection.execute(_CASE, {"case": case}).first()
        if row is None:
            return None
        kept = self._connection.execute(select(*_KEPT).where(_m.case == case)).first()
        mirrored = Mirrored(*kept) if kept else None
        return CaseToTell(**row._mapping, on=self._on(row), photos=self._photos(case), mirrored=mirrored)

    def photo(self, sha256: str) -> tuple[str, bytes] | None:
        row = self._connection.execute(_PHOTO, {"sha": sha256}).first()
        return (row.mime, bytes(row.body)) if row else None

    def keep(self, case: int, mirrored: Mirrored) -> None:
        values = asdict(mirrored)
        row = upsert(self._connection, t.case_mirror).values(case=case, **values)
        self._connection.execute(row.on_conflict_do_update(index_elements=[_m.case], set_=values))

    def watched(self) -> dict[int, int]:
        there = select(_m.todo, _m.case).join(t.case, _c.id == _m.case)
        rows = self._connection.execute(there.where(_m.state == "there", _c.status != "resolved"))
        return {row.todo: row.case for row in rows}

    def mendable(self, types: Collection[str], case: int | None = None) -> list[Mendable]:
        asked = MENDABLE.where(_OPEN, _c.type.in_(list(types))).order_by(_c.id)
        rows = self._connection.execute(asked if case is None else asked.where(_c.id == case))
        return [Mendable(*row) for row in rows]

    def look(self, case: int, seen: str) -> None:
        row = upsert(self._connection, t.case_look).values(case=case, seen=seen)
        kept = row.on_conflict_do_update(index_elements=[t.case_look.c.case], set_={"seen": seen})
        self._connection.execute(kept)

    def address(self, transfer: int, now: Mapping[str, str]) -> None:
        given = {name: now[name] for name in _SHIP_TO if name in now}
        for row in self._connection.execute(_GOING_THERE, {"transfer": transfer}).all():
            to = {**(row.ship_to or {}), **given}
            values = {"ship_to": to, "customer_ok": int(all(map(to.get, _WHOLE)))}
            self._connection.execute(update(t.transfer).where(t.transfer.c.id == row.id).values(values))

    def again(self, cases: Collection[int]) -> None:
        for case in cases:
            queue(self._connection, case, self._now, 0)

    def _photos(self, case: int) -> tuple[str, ...]:
        """A photo that shows two things of the exception is one all the same."""
        asked = select(_e.sha256).where(shows([case])).order_by(_e.at, _e.id)
        return tuple(dict.fromkeys(self._connection.execute(asked).scalars()))

    def _on(self, row: Any) -> Document | None:
        """Its transfer; an order without one by its name."""
        transfer = self._connection.execute(_ON, {"case": row.id}).scalar_one_or_none()
        if transfer is not None:
            return Document("transfer", transfer)
        named = row.facts.get("order") or row.facts.get("held")
        order = self._connection.execute(_ORDER, {"w": row.w, "name": named}).scalar() if named else None
        return Document("order", order) if order else None
