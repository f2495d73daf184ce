"""How much longer a wave's walk gets by a place more, as far as there is a map."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, bindparam, func, select

from warehouse_app.domain.layout import Hall
from warehouse_app.domain.layout.detours import detours
from warehouse_app.domain.routing.layout import Stop
from warehouse_app.store import tables as t
from warehouse_app.store.repositories.layouts import hall_in

_l, _tr, _place = t.line.c, t.transfer.c, t.location.c
_AHEAD = (
    select(_place.x, _place.y)
    .join(t.line, _l.location == _place.id)
    .join(t.transfer, _tr.id == _l.transfer)
    .where(_tr.wave == bindparam("wave"), _l.state == "open", _place.x.is_not(None))
    .group_by(_place.x, _place.y)
    .order_by(func.min(func.coalesce(_l.stop_no, 2**31)), _place.x, _place.y)
)
_AT = select(_place.id, _place.x, _place.y).where(
    _place.id.in_(bindparam("ids", expanding=True)), _place.x.is_not(None)
)


class Detours:
    """Halls and walks are read once, however many places are asked about."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._halls: dict[int, Hall | None] = {}
        self._walks: dict[int, list[Stop]] = {}

    def mm(self, w: int, wave: int | None, here: int, places: Collection[int]) -> dict[int, int]:
        """Millimetres by place, from `here` on; those that are on no map, and all of no wave, are left out."""
        hall = self._hall(w) if places and wave is not None else None
        if hall is None or wave is None:
            return {}
        rows: list[Any] = list(self._connection.execute(_AT, {"ids": [here, *places]}))
        at = {row.id: Stop(row.x, row.y) for row in rows if row.x < len(hall.aisles) and row.y < hall.cells}
        ahead = self._ahead(wave, hall)
        walk = [at[here], *ahead] if ahead and here in at else ahead
        known = [place for place in places if place in at]
        far = detours(hall, walk, [at[place] for place in known])
        return {place: round(metres * 1000) for place, metres in zip(known, far, strict=True)}

    def _hall(self, w: int) -> Hall | None:
        if w not in self._halls:
            self._halls[w] = hall_in(self._connection, w)
        return self._halls[w]

    def _ahead(self, wave: int, hall: Hall) -> list[Stop]:
        if wave not in self._walks:
            rows = self._connection.execute(_AHEAD, {"wave": wave})
            found = [Stop(row.x, row.y) for row in rows if row.x < len(hall.aisles) and row.y < hall.cells]
            self._walks[wave] = found
        return self._walks[wave]
