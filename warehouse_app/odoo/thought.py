"""The transfers that would follow ours in a delivery of several steps, as Odoo would make them. Pure; ids below zero.

Odoo makes the next one when a transfer is validated: of what was picked, in the place where it was put, in its box
where it is in one. While observing nothing is validated, so it is there in thought only, and the floor goes on with it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from warehouse_app.odoo.rehearsal import made_id
from warehouse_app.service.ports.odoo import LineNow, MoveNow, OdooMoveLine, OdooTransfer, TransferNow

Lot = tuple[int | None, int | None]  # lot, package


def following(now: TransferNow, op_type: int, place: int) -> TransferNow:
    """What Odoo would make of a transfer that is validated: of this type, its goods lying in `place`."""
    moves: list[MoveNow] = []
    lines: list[LineNow] = []
    for move in now.moves:
        parts: Counter[Lot] = Counter()
        for line in now.lines:
            if line.move == move.odoo_id and line.picked and line.quantity_m:
                parts[line.lot, line.result_package] += line.quantity_m
        if not parts:
            continue
        made = made_id(f"move {move.odoo_id}")
        moves.append(MoveNow(made, move.product, parts.total(), parts.total(), False, "assigned"))
        lines += [
            LineNow(made_id(f"{made} {lot} {box}"), made, move.product, place, lot, box, qty_m, False, box)
            for (lot, box), qty_m in parts.items()
        ]
    return replace(
        now, odoo_id=made_id(f"after {now.odoo_id}"), name=f"{now.name}+", state="assigned", op_type=op_type,
        batch=None, moves=tuple(moves), lines=tuple(lines), backorder_of=None, next_transfers=(),
    )  # fmt: skip


def as_open(now: TransferNow, root: OdooTransfer) -> OdooTransfer:
    """The same as the floor takes it up; whose it is and where it goes is of the transfer it began with."""
    kits = {line.product: (line.kit, line.each_m) for line in root.lines}
    lines = (
        OdooMoveLine(
            line.move,
            line.product,
            line.location,
            line.lot,
            line.quantity_m,
            line.package,
            *kits.get(line.product, (None, None)),
        )
        for line in now.lines
    )
    return replace(root, odoo_id=now.odoo_id, name=now.name, op_type=now.op_type, lines=tuple(lines), short_m=0)
