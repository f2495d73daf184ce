"""Who is on shift, and where: by their newest session, the wave they walk, and what they have open at a bench."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, bindparam, func, select

from warehouse_app.service.ports.board import OnShift
from warehouse_app.store import tables as t
from warehouse_app.store.views.board import count_if

_p, _s, _w, _l, _tr, _r = t.person.c, t.session.c, t.wave.c, t.line.c, t.transfer.c, t.person_role.c
_HERE = (
    select(_p.id, _p.name, _p.skills, t.device.c.name.label("device"), _s.opened_at)
    .join(t.session, _s.person == _p.id)
    .outerjoin(t.device, t.device.c.id == _s.device)
    .where(_p.w == bindparam("w"), _p.active == 1, _s.closed_at.is_(None), _s.expires_at > bindparam("now"))
    .order_by(_s.device.is_(None).desc(), _s.seen_at)
)
_PEOPLE: Any = bindparam("people", expanding=True)
_ROLES = select(_r.person, _r.role).where(_r.person.in_(_PEOPLE)).order_by(_r.role)
_WALKS = (
    select(_w.person, _w.id, _w.number, func.count(_l.id), count_if(_l.state == "open"),
           func.min(_l.stop_no).filter(_l.state == "open"))
    .join(t.transfer, _tr.wave == _w.id)
    .join(t.line, (_l.transfer == _tr.id) & (_l.state != "gone") & (_l.demand_m > 0))
    .where(_w.state == "claimed", _w.person.in_(_PEOPLE))
    .group_by(_w.person, _w.id, _w.number)
)  # fmt: skip
_PLACES = select(t.stop.c.wave, t.stop.c.no, t.location.c.code).join(t.location, t.location.c.id == t.stop.c.location)
_PACKS = (
    select(t.packing.c.person, func.coalesce(t.order.c.name, _tr.name))
    .join(t.transfer, _tr.id == t.packing.c.transfer)
    .outerjoin(t.order, t.order.c.id == _tr.order)
    .where(t.packing.c.person.in_(_PEOPLE), t.packing.c.packed_at.is_(None), t.packing.c.device.is_not(None))
)


def on_shift(connection: Connection, w: int, now: int) -> list[OnShift]:
    """As the port has it."""
    here = {row.id: row for row in connection.execute(_HERE, {"w": w, "now": now})}  # the newest of each stays
    asked = {"people": sorted(here)}
    roles: dict[int, list[str]] = {}
    for person, role in connection.execute(_ROLES, asked):
        roles.setdefault(person, []).append(role)
    walks = {row[0]: row for row in connection.execute(_WALKS, asked)}
    places = _places(connection, {row[1]: row[5] for row in walks.values() if row[5] is not None})
    packs: dict[int, str] = {row[0]: row[1] for row in connection.execute(_PACKS, asked)}
    found = [
        OnShift(
            id_, row.name, tuple(roles.get(id_, ())), frozenset((row.skills or "").split()), row.device, row.opened_at,
            **_walk(walks.get(id_), places), packs=packs.get(id_, ""),
        )
        for id_, row in here.items()
    ]  # fmt: skip
    return sorted(found, key=lambda one: one.name.casefold())


def _walk(row: Any, places: dict[int, str]) -> dict[str, Any]:
    if row is None:
        return {}
    _, wave, number, lines, still_open, _no = row
    return {"wave": number, "done": lines - still_open, "lines": lines, "place": places.get(wave, "")}


def _places(connection: Connection, next_: dict[int, int]) -> dict[int, str]:
    """The code of the place at this stop of each wave."""
    rows = connection.execute(_PLACES.where(t.stop.c.wave.in_(sorted(next_)))) if next_ else ()
    return {wave: code for wave, no, code in rows if next_[wave] == no}
