"""The facts of the detectors, one statement each."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, func, select

from warehouse_app.domain.detectors.floor import MARKS, FreeOrder, StandingTote, TakenWave, known_since
from warehouse_app.store import tables as t
from warehouse_app.store.repositories.pool import free_transfers

_tr, _l, _w, _use, _c, _e = t.transfer.c, t.line.c, t.wave.c, t.tote_use.c, t.case.c, t.event.c
_ORDER = func.coalesce(t.order.c.name, _tr.name)
_SCANNED = select(func.max(_e.received_at)).where(_e.wave == _w.id).correlate(t.wave).scalar_subquery()
_PACKING = select(func.max(_e.received_at)).where(_e.transfer == _tr.id).correlate(t.transfer).scalar_subquery()
_HAS_GOODS = (
    select(_l.id).where(_l.transfer == _tr.id, _l.picked_m > _l.packed_m).correlate(t.transfer).limit(1).exists()
)
_LEFT = (
    select(func.count())
    .select_from(t.line)
    .join(t.transfer, _tr.id == _l.transfer)
    .where(_tr.wave == _w.id, _l.state == "open")
    .correlate(t.wave)
    .scalar_subquery()
)
IN_HAND = ("claimed", "released", "planned")  # or nobody has begun
_KINDS = {"order": t.order, "transfer": t.transfer}


class DetectingReads:
    """At one picture of what is committed, at `now` (ms UTC)."""

    def __init__(self, connection: Connection, now: int) -> None:
        self._connection, self._now = connection, now

    def standing_totes(self, w: int) -> list[StandingTote]:
        """Those of waves that are in nobody's hand any more. Being put into a slot is being seen."""
        asked = (
            select(
                t.tote.c.code, _use.tote, _tr.id, _ORDER, _w.id, _w.number, _tr.carrier, _w.cutoff_at, _use.since,
                _w.walked_at, _SCANNED, _PACKING, t.tote_place.c.at,
            )
            .join(t.tote, t.tote.c.id == _use.tote)
            .join(t.transfer, _tr.id == _use.transfer)
            .join(t.wave, _w.id == _use.wave)
            .outerjoin(t.order, t.order.c.id == _tr.order)
            .outerjoin(t.tote_place, t.tote_place.c.tote == t.tote.c.id)
            .where(t.tote.c.w == w, _use.until.is_(None), _w.state.not_in(IN_HAND), _HAS_GOODS)
            .order_by(_use.id)
        )  # fmt: skip
        rows = self._connection.execute(asked).all()
        return [StandingTote(*row[:8], max(at for at in row[8:] if at is not None)) for row in rows]

    def taken_waves(self, w: int) -> list[TakenWave]:
        """A wave that was put down and is in nobody's hand is no taken one."""
        asked = (
            select(_w.id, _w.number, t.person.c.name, _w.carrier, _w.cutoff_at, _w.claimed_at, _SCANNED, _LEFT)
            .join(t.person, t.person.c.id == _w.person)
            .where(_w.w == w, _w.state == "claimed")
            .order_by(_w.id)
        )
        return [TakenWave(*row[:5], max(row[5] or 0, row[6] or 0), row[7]) for row in self._connection.execute(asked)]

    def free_orders(self, w: int) -> list[FreeOrder]:
        found, marks = free_transfers(self._connection, w), self._marks(w)
        let_go = self._let_go(w)
        return [
            FreeOrder(
                one.id, one.order, one.carrier, None,
                max(known_since(marks, one.id, self._now), let_go.get(one.id, 0)),
            )
            for one in found
        ]  # fmt: skip

    def newest(self, what: str, w: int) -> int:
        table = _KINDS[what]
        asked = select(func.coalesce(func.max(table.c.id), 0)).where(table.c.w == w)
        found: int = self._connection.execute(asked).scalar_one()
        return found

    def cursor(self, name: str) -> int | None:
        asked = select(t.cursor.c.at).where(t.cursor.c.name == name)
        return self._connection.execute(asked).scalar_one_or_none()

    def open_keys(self, w: int, beginning: str) -> frozenset[str]:
        asked = select(_c.finding_key).where(_c.w == w, _c.status != "resolved", _begins(beginning))
        return frozenset(self._connection.execute(asked).scalars())

    def ended_keys(self, w: int, beginning: str, since: int) -> frozenset[str]:
        step = t.case_event.c
        asked = (
            select(_c.finding_key)
            .join(t.case_event, step.case == _c.id)
            .where(_c.w == w, _c.status == "resolved", _c.resolved_at >= since, _begins(beginning))
            .where(step.kind == "resolved", step.person.is_not(None), step.at >= since)
        )
        return frozenset(self._connection.execute(asked).scalars())

    def _marks(self, w: int) -> list[tuple[int, int]]:
        at = {name: self.cursor(name) for slot in range(MARKS) for name in (f"free:{w}:{slot}:at", f"free:{w}:{slot}")}
        pairs = [(at[f"free:{w}:{slot}:at"], at[f"free:{w}:{slot}"]) for slot in range(MARKS)]
        return [(then, newest) for then, newest in pairs if then is not None and newest is not None]

    def _let_go(self, w: int) -> dict[int, int]:
        """When a transfer's order was let go last: before that it was not free."""
        asked = (
            select(_tr.id, func.max(t.act.c.at))
            .join(t.transfer, _tr.order == t.act.c.order)
            .where(t.act.c.w == w, t.act.c.kind == "let_go", _tr.state == "open")
            .group_by(_tr.id)
        )
        return {row[0]: row[1] for row in self._connection.execute(asked)}


def _begins(beginning: str) -> ColumnElement[bool]:
    return _c.finding_key.startswith(beginning, autoescape=True)
