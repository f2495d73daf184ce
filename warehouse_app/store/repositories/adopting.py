"""Batches that were made in Odoo: which transfers are in them, and which wave they became."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, or_, select, update

from warehouse_app.domain.carts import FreeTransfer
from warehouse_app.store import tables as t
from warehouse_app.store.repositories.mirror import chunks
from warehouse_app.store.repositories.pool import free_in_batches

_tr, _wave, _batch = t.transfer.c, t.wave.c, t.batch.c
_IDS: Any = bindparam("ids", expanding=True)
_UNTAKEN = (_wave.state == "released") & (_wave.epoch == 0)
_NOW = (
    select(_tr.id, _tr.in_batch)
    .outerjoin(t.wave, _wave.id == _tr.wave)
    .where(_tr.id.in_(_IDS), or_(_tr.wave.is_(None), _UNTAKEN))
)


def ours_of(connection: Connection, batches: Collection[int]) -> set[int]:
    """Those of them that were made by us."""
    asked = select(_batch.odoo_id).where(_batch.odoo_id.in_(_IDS), _batch.name.is_(None))
    return {id_ for chunk in chunks(set(batches)) for id_ in connection.execute(asked, {"ids": chunk}).scalars()}


class Adopting:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def note(self, transfers: Mapping[int, int | None]) -> None:
        ours = ours_of(self._connection, [one for one in transfers.values() if one is not None])
        seen = {id_: None if batch in ours else batch for id_, batch in transfers.items()}
        changed = [
            {"own": row.id, "now": seen[row.id]}
            for chunk in chunks(seen)
            for row in self._connection.execute(_NOW, {"ids": chunk})
            if row.in_batch != seen[row.id]
        ]
        if changed:
            noted = update(t.transfer).where(_tr.id == bindparam("own")).values(in_batch=bindparam("now"))
            self._connection.execute(noted, changed)

    def asked(self, w: int) -> list[int]:
        asked = (
            select(_tr.in_batch)
            .distinct()
            .outerjoin(t.wave, _wave.id == _tr.wave)
            .where(_tr.w == w, _tr.state == "open", _tr.in_batch.is_not(None), or_(_tr.wave.is_(None), _UNTAKEN))
        )
        return sorted(self._connection.execute(asked).scalars())

    def let_go(self, batches: Collection[int]) -> None:
        if batches:
            over = update(t.transfer).where(_tr.in_batch.in_(list(batches)), _tr.state == "open")
            self._connection.execute(over.values(in_batch=None))

    def misplaced(self, w: int) -> Mapping[int, Sequence[int]]:
        made_there = func.coalesce(_batch.odoo_id, 0)
        asked = (
            select(_tr.wave, _tr.id)
            .join(t.wave, _wave.id == _tr.wave)
            .outerjoin(t.batch, (_batch.wave == _wave.id) & _batch.name.is_not(None))
            .where(_tr.w == w, _tr.state == "open", _UNTAKEN, func.coalesce(_tr.in_batch, 0) != made_there)
        )
        found: dict[int, list[int]] = defaultdict(list)
        for wave, transfer in self._connection.execute(asked):
            found[wave].append(transfer)
        return found

    def free(self, w: int, batch: int | None = None) -> Mapping[int, Sequence[FreeTransfer]]:
        return free_in_batches(self._connection, w, batch)

    def wave_of(self, batch: int) -> int | None:
        asked = select(_wave.id).join(t.batch, _batch.wave == _wave.id).where(_batch.odoo_id == batch, _UNTAKEN)
        return self._connection.execute(asked.with_for_update(of=t.wave)).scalars().first()

    def keep(self, wave: int, batch: int, name: str) -> None:
        self._connection.execute(insert(t.batch), {"wave": wave, "odoo_id": batch, "name": name})

    def is_adopted(self, wave: int) -> bool:
        asked = select(_batch.id).where(_batch.wave == wave, _batch.name.is_not(None))
        return self._connection.execute(asked).first() is not None
