"""What waits on waves, as far as it asks something of whoever walks there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import Connection, bindparam, select

from warehouse_app.domain.skills import Load
from warehouse_app.store import tables as t
from warehouse_app.store.repositories.mirror import chunks

_IDS: Any = bindparam("ids", expanding=True)
_l, _p, _loc, _tr = t.line.c, t.product.c, t.location.c, t.transfer.c
_LOADS = (
    select(_tr.wave, _p.sku, _p.name, _p.tags, _p.weight_g, _loc.code, _loc.level)
    .join(t.line, _l.transfer == _tr.id)
    .join(t.product, _p.id == _l.product)
    .join(t.location, _loc.id == _l.location)
    .where(_tr.wave.in_(_IDS), _l.state == "open")
)


def loads(connection: Connection, waves: Collection[int]) -> Mapping[int, list[Load]]:
    """The open lines of each of these waves."""
    found: dict[int, list[Load]] = defaultdict(list)
    for some in chunks(sorted(waves)):
        for row in connection.execute(_LOADS, {"ids": some}):
            names = (*(row.tags or ()), row.sku, row.name)
            found[row.wave].append(Load(names, row.weight_g, row.code, row.level))
    return found
