"""Slots of shelves and carts, and which tote stands in which."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, delete, func, insert, select

from warehouse_app.store import tables as t
from warehouse_app.store.dialect import upsert

_s, _p = t.slot.c, t.tote_place.c


class Slots:
    def __init__(self, connection: Connection, now: int) -> None:
        self._connection, self._now = connection, now

    def add(self, w: int, kind: str, shelf: str, codes: Sequence[str]) -> int:
        rows = [{"w": w, "kind": kind, "shelf": shelf, "code": code, "at": self._now} for code in codes]
        new = upsert(self._connection, t.slot).values(rows)
        made = self._connection.execute(new.on_conflict_do_nothing(index_elements=[_s.w, _s.code]).returning(_s.id))
        return len(made.all())

    def slot(self, w: int, code: str) -> tuple[int, str] | None:
        asked = select(_s.id, _s.code).where(_s.w == w, _s.code == code.strip().upper())
        row = self._connection.execute(asked).first()
        return (row.id, row.code) if row else None

    def tote(self, w: int, code: str) -> int | None:
        named = t.tote.c.w == w, func.upper(t.tote.c.code) == code.strip().upper()
        return self._connection.execute(select(t.tote.c.id).where(*named)).scalar_one_or_none()

    def place(self, tote: int, slot: int, person: int | None) -> None:
        self._connection.execute(delete(t.tote_place).where((_p.tote == tote) | (_p.slot == slot)))
        row = {"tote": tote, "slot": slot, "at": self._now, "person": person}
        self._connection.execute(insert(t.tote_place), row)

    def clear(self, tote: int) -> None:
        self._connection.execute(delete(t.tote_place).where(_p.tote == tote))

    def free(self, w: int) -> str | None:
        empty = ~select(_p.id).where(_p.slot == _s.id).exists()
        asked = select(_s.code).where(_s.w == w, _s.kind == "consolidation", empty).order_by(_s.code).limit(1)
        return self._connection.execute(asked).scalar()

    def places(self, w: int) -> dict[str, str]:
        standing = (
            select(t.tote.c.code, _s.code).join(t.tote_place, _p.tote == t.tote.c.id).join(t.slot, _s.id == _p.slot)
        )
        return {row[0]: row[1] for row in self._connection.execute(standing.where(_s.w == w))}
