"""What is free to go."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import replace
from math import ceil
from typing import Any

from sqlalchemy import Connection, func, select

from warehouse_app.domain.carts import FreeTransfer
from warehouse_app.domain.segments import MIXED
from warehouse_app.store import tables as t
from warehouse_app.store.repositories.zones import zones_of

_tr, _l = t.transfer.c, t.line.c


def is_free_order() -> Any:
    """The order (of an outer join) may be picked: cleared by the gate and held by nobody. So may goods of no order."""
    return (func.coalesce(t.order.c.cleared, 1) == 1) & t.order.c.hold.is_(None)


def free_transfers(connection: Connection, w: int, of: Collection[int] | None = None) -> list[FreeTransfer]:
    """First documents of cleared orders that nobody holds, in no wave nor batch of Odoo's; most urgent first.

    With `of` those of these transfers: the whole pool is not looked through for one cart.
    """
    here = [_tr.in_batch.is_(None), *([_tr.id.in_(of)] if of is not None else [])]
    return [free for free, _ in _waiting(connection, w, *here)]


def free_in_batches(connection: Connection, w: int, batch: int | None = None) -> dict[int, list[FreeTransfer]]:
    """The same of those that are in a batch made in Odoo, by its id there; of one batch or of all."""
    found: dict[int, list[FreeTransfer]] = defaultdict(list)
    here = _tr.in_batch.is_not(None) if batch is None else _tr.in_batch == batch
    for free, in_batch in _waiting(connection, w, here):
        found[in_batch].append(free)
    return found


def _waiting(connection: Connection, w: int, *here: Any) -> list[tuple[FreeTransfer, Any]]:
    priority = (_tr.priority + func.coalesce(t.order.c.boost, 0)).label("urgency")
    asked = (
        select(
            _tr.id,
            func.coalesce(t.order.c.name, _tr.name),
            _tr.carrier,
            _tr.deadline,
            priority,
            func.count(_l.id),
            func.min(t.location.c.walk_rank),
            func.coalesce(t.order.c.lane, MIXED).label("path_lane"),
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
        .where(_tr.w == w, _tr.wave.is_(None), _tr.state == "open", _l.state == "open", *here)
        .where(is_free_order(), func.coalesce(t.op_type.c.step, "pick") == "pick")
        .group_by(_tr.id, t.order.c.id)
        .order_by(priority.desc(), func.coalesce(_tr.deadline, 2**53), _tr.id)
    )
    zones = zones_of(connection, w, *here)
    return [(_free(row, zones), row.in_batch) for row in connection.execute(asked)]


def _free(row: Any, zones: Mapping[int, str]) -> FreeTransfer:
    first: tuple[Any, ...] = tuple(row)[:8]
    return replace(
        FreeTransfer(*first),
        grams=int(row[8]) // 1000,
        ml=int(row[9]) // 1000,
        units=ceil(row.goods_m / 1000),
        wave=(row.path or {}).get("wave") or "",
        zone=zones.get(row.id, ""),
        since=row.since,
    )


def _of_goods(measure: Any) -> Any:
    """Of all that is to be taken, in thousandths; what nobody measured weighs nothing."""
    return func.sum(func.coalesce(measure, 0) * _l.demand_m)
