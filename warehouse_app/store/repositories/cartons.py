"""Which cartons are used up, and what goods measure."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, delete, select

from warehouse_app.domain.cartons import Piece
from warehouse_app.store import tables as t
from warehouse_app.store.dialect import upsert
from warehouse_app.store.repositories.mirror import chunks

_out, _product = t.carton_out.c, t.product.c
_MEASURES = select(_product.id, _product.size_mm, _product.volume_ml, _product.weight_g)


class CartonReads:
    def __init__(self, connection: Connection, now: int) -> None:
        self._connection, self._now = connection, now

    def measures(self, products: Collection[int]) -> dict[int, Piece]:
        found: dict[int, Piece] = {}
        for chunk in chunks(products):
            for id_, size, volume_ml, weight_g in self._connection.execute(_MEASURES.where(_product.id.in_(chunk))):
                found[id_] = Piece(tuple(size) if size else None, volume_ml, weight_g, 1000)
        return found

    def used_up(self, w: int) -> list[int]:
        return list(self._connection.execute(select(_out.box).where(_out.w == w).order_by(_out.box)).scalars())


class Cartons(CartonReads):
    def none_left(self, w: int, box: int) -> None:
        row = upsert(self._connection, t.carton_out).values(w=w, box=box, since=self._now)
        self._connection.execute(row.on_conflict_do_nothing(index_elements=[_out.w, _out.box]))

    def there_again(self, w: int, box: int) -> bool:
        return self._connection.execute(delete(t.carton_out).where(_out.w == w, _out.box == box)).rowcount > 0

    def name(self, box: int) -> str | None:
        return self._connection.execute(select(t.box.c.name).where(t.box.c.id == box)).scalar()
