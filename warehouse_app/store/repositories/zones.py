"""In which zones of the hall goods lie."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sqlalchemy import Connection, select

from warehouse_app.store import tables as t
from warehouse_app.store.repositories.layouts import hall_in

_tr, _l = t.transfer.c, t.line.c


def zones_of(connection: Connection, w: int, *here: Any) -> dict[int, str]:
    """Where the goods of each transfer in no wave lie, where the names of the hall tell zones; of those `here`."""
    hall = hall_in(connection, w)
    if hall is None or not any("{zone" in pattern for pattern in hall.patterns):
        return {}
    asked = (
        select(_l.transfer, t.location.c.code, t.location.c.barcode)
        .distinct()
        .join(t.transfer, _tr.id == _l.transfer)
        .join(t.location, t.location.c.id == _l.location)
        .where(_tr.w == w, _tr.wave.is_(None), _tr.state == "open", _l.state == "open", *here)
    )
    zone_of: dict[tuple[str, str | None], str] = {}
    found: dict[int, set[str]] = defaultdict(set)
    for transfer, code, barcode in connection.execute(asked):
        if (code, barcode) not in zone_of:
            spot = hall.spot(code, barcode)
            zone_of[code, barcode] = spot.named.zone if spot is not None else ""
        found[transfer].add(zone_of[code, barcode])
    return {transfer: " ".join(sorted(zones - {""})) for transfer, zones in found.items()}
