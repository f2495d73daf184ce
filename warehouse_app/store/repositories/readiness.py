"""What is wrong in Odoo's data: written only where it differs, so that a gap keeps the day it was found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from warehouse_app.domain.readiness import Gap, Report
from warehouse_app.domain.readiness.rules import SHOWN
from warehouse_app.service.ports.readiness import GapsOf, KeptGap, Look
from warehouse_app.store import tables as t
from warehouse_app.store.dialect import upsert
from warehouse_app.store.repositories.mirror import chunks

_look, _gap = t.data_look.c, t.data_gap.c
_LOOK = (_look.read_at, _look.asked_at, _look.days, _look.counts, _look.trouble)
_GAP = (_gap.kind, _gap.ref, _gap.name, _gap.per_day_m, _gap.detail, _gap.proposal)


class ReadinessReads:
    """On one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def look(self, w: int) -> Look:
        row = self._connection.execute(select(*_LOOK).where(_look.w == w)).first()
        if row is None:
            return Look()
        counts = {kind: (of, found) for kind, (of, found) in row.counts.items()}
        return Look(row.read_at, row.asked_at, row.days, counts, row.trouble or "")

    def gaps(self, w: int, kind: str) -> Sequence[KeptGap]:
        asked = select(*_GAP, _gap.external, _gap.found_at).where(_gap.w == w, _gap.kind == kind)
        rows = self._connection.execute(asked.order_by(_gap.rank, _gap.id))
        return [KeptGap(Gap(*row[:6]), row.external, row.found_at) for row in rows]

    def by_kind(self, w: int) -> Sequence[GapsOf]:
        asked = select(_gap.kind, _gap.name, _gap.per_day_m, _gap.found_at).where(_gap.w == w)
        found: dict[str, list[Any]] = defaultdict(list)
        for row in self._connection.execute(asked.order_by(_gap.rank, _gap.id)):
            found[row.kind].append(row)
        return [
            GapsOf(
                kind, len(rows), min(row.found_at for row in rows), max(row.found_at for row in rows),
                sum(row.per_day_m for row in rows),
                tuple(row.name for row in rows[:SHOWN]),
            )
            for kind, rows in found.items()
        ]  # fmt: skip


class Readiness(ReadinessReads):
    def __init__(self, connection: Connection, now: int) -> None:
        super().__init__(connection)
        self._now = now

    def keep(self, w: int, days: int, report: Report, external: Mapping[str, str]) -> None:
        counts = {one.kind: [one.of, one.found] for one in report.counts}
        self._note(w, read_at=self._now, asked_at=None, days=days, counts=counts, trouble=None)
        known = {
            f"{row.kind}|{row.ref}": row
            for row in self._connection.execute(select(t.data_gap).where(_gap.w == w))
            if row.kind in report.judged
        }
        wanted = {gap.key: _row(gap, rank, external) for rank, gap in enumerate(report.gaps)}
        self._forget([row.id for key, row in known.items() if key not in wanted])
        for key, values in wanted.items():
            row = known.get(key)
            if row is not None and any(row._mapping[name] != value for name, value in values.items()):
                self._connection.execute(update(t.data_gap).where(_gap.id == row.id).values(values))
        new = [{"w": w, "found_at": self._now, **values} for key, values in wanted.items() if key not in known]
        if new:
            self._connection.execute(insert(t.data_gap), new)

    def name(self, w: int, kind: str, external: Mapping[str, str]) -> None:
        for ref, name in external.items():
            here = (_gap.w == w) & (_gap.kind == kind) & (_gap.ref == ref)
            self._connection.execute(update(t.data_gap).where(here).values(external=name))

    def ask(self, w: int) -> None:
        self._note(w, asked_at=self._now)

    def failed(self, w: int, words: str) -> None:
        self._note(w, asked_at=None, trouble=words)

    def _note(self, w: int, **values: Any) -> None:
        row = upsert(self._connection, t.data_look).values({"w": w, "days": 0, "counts": {}} | values)
        self._connection.execute(row.on_conflict_do_update(index_elements=[_look.w], set_=values))

    def _forget(self, ids: Sequence[int]) -> None:
        for some in chunks(ids):
            self._connection.execute(delete(t.data_gap).where(_gap.id.in_(some)))


def _row(gap: Gap, rank: int, external: Mapping[str, str]) -> dict[str, Any]:
    return {
        "kind": gap.kind, "ref": gap.ref, "name": gap.name, "detail": gap.detail, "proposal": gap.proposal,
        "external": external.get(gap.key, ""), "per_day_m": gap.per_day_m, "rank": rank,
    }  # fmt: skip
