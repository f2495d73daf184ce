"""Making waves: what is free to go, and a new wave with its stops and totes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from math import ceil
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, select, update

from warehouse_app.domain.carts import FreeTransfer
from warehouse_app.domain.errors import Refused
from warehouse_app.domain.segments import MIXED
from warehouse_app.store import tables as t
from warehouse_app.store.repositories.layouts import hall_in, walked

_tr, _l = t.transfer.c, t.line.c


def is_free_order() -> Any:
    """The order (of an outer join) may be picked: cleared by the gate and held by nobody. So may goods of no order."""
    return (func.coalesce(t.order.c.cleared, 1) == 1) & t.order.c.hold.is_(None)


def free_transfers(connection: Connection, w: int) -> list[FreeTransfer]:
    """First documents of cleared orders that nobody holds, in no wave nor in a batch made in Odoo, with open lines; most
    urgent first."""
    return [free for free, batch in _waiting(connection, w) if batch is None]


def free_in_batches(connection: Connection, w: int) -> dict[int, list[FreeTransfer]]:
    """The same of those that are in a batch made in Odoo, by its id there."""
    found: dict[int, list[FreeTransfer]] = defaultdict(list)
    for free, batch in _waiting(connection, w):
        if batch is not None:
            found[batch].append(free)
    return found


def _waiting(connection: Connection, w: int) -> list[tuple[FreeTransfer, int | None]]:
    name = func.coalesce(t.order.c.name, _tr.name)
    priority = (_tr.priority + func.coalesce(t.order.c.boost, 0)).label("urgency")
    lane = func.coalesce(t.order.c.lane, MIXED).label("path_lane")
    asked = (
        select(
            _tr.id,
            name,
            _tr.carrier,
            _tr.deadline,
            priority,
            func.count(_l.id),
            func.min(t.location.c.walk_rank),
            lane,
            _of_goods(t.product.c.weight_g),
            _of_goods(t.product.c.volume_ml),
            func.sum(_l.demand_m).label("goods_m"),
            t.order.c.path,
            func.min(t.gate.c.first_at).label("since"),
            _tr.in_batch,
        )
        .join(t.line, _l.transfer == _tr.id)
        .join(t.product, t.product.c.id == _l.product)
        .join(t.location, t.location.c.id == _l.location)
        .outerjoin(t.order, t.order.c.id == _tr.order)
        .outerjoin(t.gate, t.gate.c.order == t.order.c.id)
        .outerjoin(t.op_type, t.op_type.c.id == _tr.op_type)
        .where(_tr.w == w, _tr.wave.is_(None), _tr.state == "open", _l.state == "open")
        .where(is_free_order(), func.coalesce(t.op_type.c.step, "pick") == "pick")
        .group_by(_tr.id, t.order.c.id)
        .order_by(priority.desc(), func.coalesce(_tr.deadline, 2**53), _tr.id)
    )
    zones = _zones(connection, w)
    return [
        (
            FreeTransfer(
                *row[:8], int(row[8]) // 1000, int(row[9]) // 1000, ceil(row.goods_m / 1000),
                (row.path or {}).get("wave") or "", zones.get(row.id, ""), row.since,
            ),
            row.in_batch,
        )
        for row in connection.execute(asked)
    ]  # fmt: skip


def _zones(connection: Connection, w: int) -> dict[int, str]:
    """Where the goods of each transfer in no wave lie, where the names of the hall tell zones."""
    hall = hall_in(connection, w)
    if hall is None or not any("{zone" in pattern for pattern in hall.patterns):
        return {}
    asked = (
        select(_l.transfer, t.location.c.code, t.location.c.barcode)
        .distinct()
        .join(t.transfer, _tr.id == _l.transfer)
        .join(t.location, t.location.c.id == _l.location)
        .where(_tr.w == w, _tr.wave.is_(None), _tr.state == "open", _l.state == "open")
    )
    zone_of: dict[tuple[str, str | None], str] = {}
    found: dict[int, set[str]] = defaultdict(set)
    for transfer, code, barcode in connection.execute(asked):
        if (code, barcode) not in zone_of:
            spot = hall.spot(code, barcode)
            zone_of[code, barcode] = spot.named.zone if spot is not None else ""
        found[transfer].add(zone_of[code, barcode])
    return {transfer: " ".join(sorted(zones - {""})) for transfer, zones in found.items()}


def _of_goods(measure: Any) -> Any:
    """Of all that is to be taken, in thousandths; what nobody measured weighs nothing."""
    return func.sum(func.coalesce(measure, 0) * _l.demand_m)


def free_totes(connection: Connection, w: int, count: int) -> list[int]:
    """Up to `count` totes that serve no wave, in order of their codes."""
    asked = (
        select(t.tote.c.id)
        .where(t.tote.c.w == w, t.tote.c.state == "free")
        .order_by(t.tote.c.code)
        .limit(count)
        .with_for_update(skip_locked=True)
    )
    return list(connection.execute(asked).scalars())


class NewWave:
    """A released wave in the making, at time `now`."""

    def __init__(self, connection: Connection, w: int, now: int) -> None:
        self._connection, self._w, self._now = connection, w, now

    def add(
        self,
        number: str,
        transfers: Sequence[tuple[int, int | None]],
        carrier: str | None,
        cutoff_at: int | None,
        assigned: int | None = None,
    ) -> int:
        """Its id. Raises Refused `wave.transfer_taken` when another wave has one of the transfers meanwhile."""
        if not transfers:
            raise ValueError("a wave without a transfer")
        row = {
            "w": self._w, "number": number, "state": "released", "carrier": carrier, "cutoff_at": cutoff_at,
            "released_at": self._now, "assigned": assigned,
        }  # fmt: skip
        wave: int = self._connection.execute(insert(t.wave).returning(t.wave.c.id), row).scalar_one()
        self._load(wave, transfers)
        self.number_stops(wave)
        return wave

    def _load(self, wave: int, transfers: Sequence[tuple[int, int | None]]) -> None:
        taken = update(t.transfer).where(_tr.id == bindparam("own"), _tr.wave.is_(None))
        for transfer, tote in transfers:
            if not self._connection.execute(taken, {"own": transfer, "wave": wave, "tote": tote}).rowcount:
                raise Refused("wave.transfer_taken")
        uses = [
            {"wave": wave, "slot": slot, "transfer": transfer, "tote": tote, "since": self._now}
            for slot, (transfer, tote) in enumerate(transfers, 1)
            if tote is not None
        ]
        if not uses:
            return
        self._connection.execute(insert(t.tote_use), uses)
        used = update(t.tote).where(t.tote.c.id == bindparam("own")).values(state="used")
        self._connection.execute(used, [{"own": use["tote"]} for use in uses])

    def number_stops(self, wave: int) -> None:
        """Its stops along the walk, where it has none yet."""
        on_wave = select(_tr.id).where(_tr.wave == wave)
        visited = select(_l.location).distinct().where(_l.transfer.in_(on_wave), _l.state != "gone")
        places = list(self._connection.execute(visited).scalars())
        walk = walked(self._connection, self._w, places)
        self._connection.execute(update(t.wave).where(t.wave.c.id == wave).values(walk_mm=walk.mm))
        stops = list(enumerate(walk.places, 1))
        if stops:
            rows = [{"wave": wave, "w": self._w, "no": no, "location": location} for no, location in stops]
            self._connection.execute(insert(t.stop), rows)
            numbered = update(t.line).where(_l.transfer.in_(on_wave), _l.location == bindparam("at"))
            self._connection.execute(
                numbered.values(stop_no=bindparam("no")), [{"at": location, "no": no} for no, location in stops]
            )
