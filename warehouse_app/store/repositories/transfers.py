"""Open transfers of Odoo and their lines. What a person has touched is ours; Odoo's reservation no longer moves it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from warehouse_app.service.ports.odoo import OdooMoveLine, OdooTransfer
from warehouse_app.store import tables as t
from warehouse_app.store.repositories.adopting import ours_of
from warehouse_app.store.repositories.mirror import chunks, ids_of, keep

_l = t.line.c
_touched = (_l.picked_m + _l.short_m + _l.packed_m).label("touched_m")
_LINES = select(_l.id, _l.transfer, _l.source_key, _l.demand_m, _l.state, _l.for_case, _touched).where(
    _l.transfer.in_(bindparam("transfers", expanding=True))
)
# The conditions again, for between our reading and our writing somebody may have picked (PostgreSQL).
_FOLLOW = update(t.line).where(_l.id == bindparam("own"), _l.picked_m == 0, _l.short_m == 0, _l.packed_m == 0)


def keep_transfers(connection: Connection, source: int, w: int, rows: Sequence[OdooTransfer]) -> dict[int, int]:
    """Our ids by Odoo id. Several move lines with one key are summed; untouched lines follow Odoo, touched stay."""
    op_types = keep(connection, t.op_type, source, {row.op_type: {"w": w} for row in rows})
    sold = {
        row.order_id: {"w": w, "name": row.order, "segment": row.segment, "value": row.value}
        for row in rows
        if row.order_id
    }
    orders = keep(connection, t.order, source, sold)
    ours = ours_of(connection, [row.batch for row in rows if row.batch is not None])
    kept = {
        row.odoo_id: _transfer(row, w, op_types, orders) | {"in_batch": None if row.batch in ours else row.batch}
        for row in rows
    }
    transfers = keep(connection, t.transfer, source, kept)
    _keep_lines(connection, source, {transfers[row.odoo_id]: row.lines for row in rows})
    return transfers


def on_waves(connection: Connection, source: int, odoo_ids: Collection[int]) -> set[int]:
    """Those of them (Odoo's ids) that are on a wave."""
    asked = select(t.transfer.c.odoo_id).where(
        t.transfer.c.source == source,
        t.transfer.c.wave.is_not(None),
        t.transfer.c.odoo_id.in_(bindparam("ids", expanding=True)),
    )
    return {odoo_id for chunk in chunks(odoo_ids) for odoo_id in connection.execute(asked, {"ids": chunk}).scalars()}


def _transfer(row: OdooTransfer, w: int, op_types: Mapping[int, int], orders: Mapping[int, int]) -> dict[str, Any]:
    return {
        "w": w,
        "op_type": op_types[row.op_type],
        "order": orders.get(row.order_id),
        "name": row.name,
        "carrier": row.carrier,
        "priority": row.priority,
        "deadline": row.deadline,
        "customer_ok": int(row.customer_ok),
        "whole_only": int(row.whole_only),
        "short_m": row.short_m,
        "ship_to": asdict(row.ship_to) if row.ship_to else None,
        "state": "open",
        "ended_at": None,
    }


def _keep_lines(connection: Connection, source: int, lines: Mapping[int, Sequence[OdooMoveLine]]) -> None:
    wanted = _wanted(connection, source, lines)
    changed: list[dict[str, Any]] = []
    for chunk in chunks(lines):
        for row in connection.execute(_LINES, {"transfers": chunk}):
            now = wanted.pop((row.transfer, row.source_key), None)
            if row.touched_m or row.for_case is not None:
                continue
            state, demand_m = ("open", now["demand_m"]) if now else ("gone", row.demand_m)
            if (state, demand_m) != (row.state, row.demand_m):
                changed.append({"own": row.id, "state": state, "demand_m": demand_m})
    if changed:
        connection.execute(_FOLLOW, changed)
    if wanted:
        connection.execute(insert(t.line), list(wanted.values()))


def _wanted(
    connection: Connection, source: int, lines: Mapping[int, Sequence[OdooMoveLine]]
) -> dict[tuple[int, str], dict[str, Any]]:
    """The lines as Odoo reserves them, by (transfer, source key). Raises LookupError for goods or bins not kept yet."""
    every = [(transfer, line) for transfer, own in lines.items() for line in own if line.quantity_m > 0]
    products = ids_of(connection, t.product, source, {line.product for _, line in every})
    locations = ids_of(connection, t.location, source, {line.location for _, line in every})
    lots = ids_of(connection, t.lot, source, {line.lot for _, line in every if line.lot})
    wanted: dict[tuple[int, str], dict[str, Any]] = {}
    for transfer, line in every:
        key = transfer, source_key(line)
        before_m = wanted[key]["demand_m"] if key in wanted else 0
        wanted[key] = {
            "transfer": transfer,
            "source_key": key[1],
            "product": products[line.product],
            "location": locations[line.location],
            "lot": lots[line.lot] if line.lot else None,
            "demand_m": before_m + line.quantity_m,
            "kit": line.kit,
            "each_m": line.each_m,
            "worth": line.worth,
        }
    return wanted


def source_key(line: OdooMoveLine) -> str:
    """What makes a line the same line (move, location, lot, package), in Odoo's ids."""
    return f"{line.move}/{line.location}/{line.lot or '-'}/{line.package or '-'}"
