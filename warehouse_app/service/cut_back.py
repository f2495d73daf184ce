"""An order cut in Odoo after its picks were validated: what nobody wants any more is told at the bench, and goes back.

As with one that is cancelled (`back_to_stock`) Odoo has the goods before the bench, for nobody, and they are moved.
"""

from __future__ import annotations

from dataclasses import asdict

from warehouse_app.domain.cases import Finding
from warehouse_app.domain.ownership import Decisions
from warehouse_app.domain.picking import Line
from warehouse_app.domain.tasks import NewTask
from warehouse_app.service.back_to_stock import BOXED
from warehouse_app.service.odoo_cases import back_key, raise_once
from warehouse_app.service.open_case import open_case
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.ports.telling import FloorLine, FloorTransfer
from warehouse_app.service.tasks import ask_task


def cut_back(floor: FloorTransfer, decided: Decisions, uow: UnitOfWork) -> None:
    """Of a document after the pick whose demand is less now; what is in a box already somebody takes out."""
    if floor.step != "pack" or decided.ended or decided.planned is None:
        return
    if decided.put_back:
        raise_once(uow, BOXED, floor.id)
    now = decided.planned
    cut_m = {move: before_m - now.get(move, 0) for move, before_m in floor.planned.items()}
    for told in floor.lines:
        kept_m = 0 if told.id in decided.gone else decided.demand.get(told.id, told.demand_m)
        back_m = min(cut_m.get(told.place.move, 0), told.demand_m - kept_m)
        if back_m > 0:
            cut_m[told.place.move] -= back_m
            _ask(floor, told, back_m, uow)


def _ask(floor: FloorTransfer, told: FloorLine, back_m: int, uow: UnitOfWork) -> None:
    """Cut twice, the one task grows. It goes to where the last piece of it came from."""
    line = uow.floor.line(told.id)
    origin = _origin(floor.id, line, uow) if line is not None else None
    if line is None or origin is None:
        return
    location, lot, tote = origin
    about = f"{back_key(line.id)}|cut"
    known = uow.tasks.find(floor.w, about)
    qty_m = back_m + ((known.qty_m or 0) if known is not None else 0)
    goods = asdict(uow.floor.goods(line.id)) | {"tote": tote, "why": "put_back", "qty_m": qty_m}
    case = open_case(Finding(about, "ORD-CHANGED", floor.w, line=line.id, transfer=floor.id, facts=goods), uow)
    kept = uow.cases.get(case)
    new = NewTask(floor.w, "put_back", about, case, floor.id, None, line.product, lot or line.lot, qty_m,
                  line.location, location, tote, due_at=kept.due_at if kept else None)  # fmt: skip
    ask_task(new, uow)
    uow.changed("board", "case", line.id)


def _origin(transfer: int, line: Line, uow: UnitOfWork) -> tuple[int, int | None, str | None] | None:
    """The last (bin, lot, tote) that goods of this line came from."""
    came = [one for one in uow.shelf.came_from(transfer) if one.product == line.product]
    fitting = [one for one in came if one.location != line.location and line.lot in (None, one.lot)]
    return (fitting[-1].location, fitting[-1].lot, fitting[-1].tote) if fitting else None
