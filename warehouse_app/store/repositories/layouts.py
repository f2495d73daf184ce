"""The hall and what lies where. A location's `x` is its aisle, its `y` its cell, both from 0."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, select, update

from warehouse_app.domain import route
from warehouse_app.domain.layout import Hall, Spot, in_order
from warehouse_app.domain.layout.hall import hall_of
from warehouse_app.domain.layout.placing import Cells
from warehouse_app.domain.layout.walking import as_given
from warehouse_app.domain.pool_plan import PlannedCart
from warehouse_app.domain.routing.layout import Stop
from warehouse_app.service.ports.layouts import PlaceRow, PoolPlan
from warehouse_app.store import tables as t
from warehouse_app.store.dialect import upsert
from warehouse_app.store.repositories.mirror import chunks

_tr, _l = t.transfer.c, t.line.c
_rule, _place, _plan = t.rule.c, t.location.c, t.pool_plan.c
KIND = "layout"
_SAME_M = 1e-6
_NEWEST = (
    select(_rule.body)
    .where(_rule.kind == KIND, _rule.code == bindparam("named"), _rule.w.is_(None) | (_rule.w == bindparam("of")))
    .order_by(_rule.w.is_not(None).desc(), _rule.version.desc())
    .limit(1)
)
_PLACES = (
    select(_place.id, _place.code, _place.barcode, _place.x, _place.y)
    .where(_place.w == bindparam("of"))
    .order_by(_place.walk_rank, _place.code)
)

_ON_MAP = select(_place.id, _place.code, _place.x, _place.y, _place.walk_rank).where(
    _place.id.in_(bindparam("ids", expanding=True))
)


def hall_in(connection: Connection, w: int) -> Hall | None:
    """The hall as it was saved last."""
    body = connection.execute(_NEWEST, {"named": "hall", "of": w}).scalar_one_or_none()
    return hall_of(body) if body and body.get("aisles") else None


class LayoutReads:
    """Also of a unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def hall(self, w: int) -> Hall | None:
        return hall_in(self._connection, w)

    def said(self, w: int) -> Cells:
        body = self._connection.execute(_NEWEST, {"named": "said", "of": w}).scalar_one_or_none() or {}
        return {code: (aisle, cell) for code, (aisle, cell) in body.get("cells", {}).items()}

    def reserve(self, w: int) -> list[str]:
        body = self._connection.execute(_NEWEST, {"named": "reserve", "of": w}).scalar_one_or_none() or {}
        return list(body.get("patterns", ()))

    def places(self, w: int) -> list[PlaceRow]:
        return [PlaceRow(*row) for row in self._connection.execute(_PLACES, {"of": w})]

    def cells(self, w: int) -> list[Stop]:
        asked = select(_place.x, _place.y).distinct().where(_place.w == w, _place.x.is_not(None))
        return [Stop(*row) for row in self._connection.execute(asked)]

    def stops(self, w: int) -> dict[int, tuple[Stop, ...]]:
        return _free_stops(self._connection, w)

    def waiting(self) -> tuple[int, int]:
        asked = select(func.count(), func.coalesce(func.max(_tr.id), 0)).where(_tr.wave.is_(None), _tr.state == "open")
        row = self._connection.execute(asked).one()
        return int(row[0]), int(row[1])

    def plan(self, w: int) -> PoolPlan | None:
        body = self._connection.execute(select(_plan.body).where(_plan.w == w)).scalar_one_or_none()
        if not body or isinstance(body["kinds"], dict):  # as an older version kept it: it is made anew
            return None
        carts = tuple(PlannedCart(tuple(ids), metres, way) for ids, metres, way in body["carts"])
        kinds = {
            int(id_): (carrier, at, group, mark)
            for carrier, at, group, marks in body["kinds"]
            for id_, mark in marks.items()
        }
        return PoolPlan(body["rules"], carts, kinds, body["whole_at"], body["patched"])


class Layouts(LayoutReads):
    """At time `now`."""

    def __init__(self, connection: Connection, now: int) -> None:
        super().__init__(connection)
        self._now = now

    def save(self, w: int, code: str, body: Mapping[str, Any], person: int) -> None:
        here = (_rule.kind == KIND) & (_rule.code == code)
        last = self._connection.execute(select(func.coalesce(func.max(_rule.version), 0)).where(here)).scalar_one()
        row = {"w": w, "kind": KIND, "code": code, "version": last + 1, "body": dict(body)}
        self._connection.execute(insert(t.rule), row | {"at": self._now, "person": person})

    def keep_plan(self, w: int, plan: PoolPlan) -> None:
        marks: dict[tuple[str, int, str], dict[int, int]] = defaultdict(dict)
        for id_, (carrier, at, group, mark) in plan.kinds.items():
            marks[carrier, at, group][id_] = mark
        body = {name: getattr(plan, name) for name in ("rules", "whole_at", "patched")}
        body["carts"] = [(one.ids, one.metres, one.way) for one in plan.carts]
        body["kinds"] = [(*kind, of_kind) for kind, of_kind in marks.items()]
        row = upsert(self._connection, t.pool_plan).values(w=w, body=body)
        self._connection.execute(row.on_conflict_do_update(index_elements=[_plan.w], set_={"body": body}))

    def place(self, w: int, spots: Mapping[str, Spot], ranks: Mapping[str, int]) -> None:
        rows = [
            {"own": row.id, **columns(row.code, spots.get(row.code)), "walk_rank": ranks[row.code]}
            for row in self.places(w)
        ]
        if rows:
            self._connection.execute(update(t.location).where(_place.id == bindparam("own")), rows)


def columns(code: str, spot: Spot | None) -> dict[str, Any]:
    """Where a location is, as it is kept: on the map, or by its name alone."""
    if spot is None:
        place = route.parse(code) or route.Place(code, "", "")
        return {"aisle": place.aisle, "bay": place.bay, "level": place.level, "x": None, "y": None}
    named = spot.named
    return {"aisle": named.lane, "bay": named.bay, "level": named.level, "x": spot.aisle, "y": spot.cell}


@dataclass(frozen=True, slots=True)
class Walked:
    """Locations in the order of the walk, and how far it is; None where there is no map."""

    places: tuple[int, ...]
    mm: int | None


def walked(
    connection: Connection,
    w: int,
    places: Iterable[int],
    start: int | None = None,
    turn: Mapping[int, int] | None = None,
) -> Walked:
    """These places in the order of the shortest walk, from a depot or from where the picker stands.

    The order that they have already (`turn`, by place) stays where no other is shorter. What is not on the map, and all
    of it where there is none, goes by rank, last. On the same cell low levels first.
    """
    rows = [row for part in chunks(set(places)) for row in connection.execute(_ON_MAP, {"ids": part})]
    rows.sort(key=lambda row: (row.walk_rank, row.code))
    hall = hall_in(connection, w) if any(row.x is not None for row in rows) else None
    if hall is None:
        return Walked(tuple(row.id for row in rows), None)
    cells: dict[Stop | None, list[int]] = defaultdict(list)
    for row in rows:
        cells[Stop(row.x, row.y) if _is_in(hall, row) else None].append(row.id)
    off_map = cells.pop(None, [])
    here = connection.execute(_ON_MAP, {"ids": [start]}).first() if start is not None else None
    begin = Stop(here.x, here.y) if here is not None and _is_in(hall, here) else None
    stops = _stops(cells)
    walk = in_order(hall, stops, begin)
    if turn:
        stops.sort(key=lambda stop: min(turn.get(place, len(turn) + 1) for place in cells[stop]))
        same = as_given(hall, stops, begin) <= walk.metres + _SAME_M
        walk = replace(walk, stops=tuple(stops)) if same else walk
    return Walked((*(place for stop in walk.stops for place in cells[stop]), *off_map), round(walk.metres * 1000))


def _stops(cells: Mapping[Stop | None, list[int]]) -> list[Stop]:
    return [stop for stop in cells if stop is not None]


def _is_in(hall: Hall, row: Any) -> bool:
    """A hall that was made smaller since has no such place."""
    return row.x is not None and row.x < len(hall.aisles) and row.y < hall.cells


def _free_stops(connection: Connection, w: int) -> dict[int, tuple[Stop, ...]]:
    """The places on the map of what is to be taken, by transfer that is in no wave."""
    asked = (
        select(_l.transfer, t.location.c.x, t.location.c.y)
        .distinct()
        .join(t.transfer, _tr.id == _l.transfer)
        .join(t.location, t.location.c.id == _l.location)
        .where(_tr.w == w, _tr.wave.is_(None), _tr.state == "open", _l.state == "open", t.location.c.x.is_not(None))
    )
    found: dict[int, list[Stop]] = defaultdict(list)
    for transfer, aisle, cell in connection.execute(asked):
        found[transfer].append(Stop(aisle, cell))
    return {transfer: tuple(sorted(stops)) for transfer, stops in found.items()}
