"""An order cancelled in Odoo after its picks were validated: the goods stand before the bench, and go back to bins.

Odoo has them where the cancelled document would have taken them, for nobody. Whoever puts them back moves them there.
"""

from __future__ import annotations

from dataclasses import asdict

from warehouse_app.domain.cases import Finding
from warehouse_app.domain.picking import Line
from warehouse_app.domain.tasks import NewTask, Task
from warehouse_app.service.odoo_cases import back_key, raise_once
from warehouse_app.service.open_case import open_case
from warehouse_app.service.ports.shelf import CameFrom
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.ports.telling import FloorTransfer
from warehouse_app.service.tasks import ask_task, end_task

BOXED = "boxed"


def back_to_stock(floor: FloorTransfer, ended: str | None, uow: UnitOfWork) -> None:
    """A document after the pick is cancelled: each of its lines that is in no box goes back; what is boxed is to be
    unpacked by somebody."""
    if ended != "cancelled" or floor.step not in ("pack", "ship"):
        return
    origins = {one.product: one for one in uow.shelf.came_from(floor.id)}
    for told in floor.lines:
        line, boxed_m = uow.floor.line(told.id), sum(qty_m for _, qty_m in told.boxes)
        origin = origins.get(line.product) if line is not None else None
        if boxed_m or floor.packed:
            raise_once(uow, BOXED, floor.id)
        elif line is not None and origin is not None and origin.location != line.location:
            _ask(floor, line, origin, uow)


def moved_back(task: Task, qty_m: int, uow: UnitOfWork, event: str, person: int | None) -> None:
    """So much lies in its bin; with the last of it the exception is over."""
    left_m = (task.qty_m or 0) - qty_m
    if left_m > 0:
        uow.tasks.put(task.id, qty_m=left_m)
        return
    end_task(task, "done", uow, person, event)
    uow.cases.close(task.about, "gone")
    if task.transfer is not None and not uow.packing.still_back(task.transfer):
        uow.packing.empty_totes(task.transfer)


def _ask(floor: FloorTransfer, line: Line, origin: CameFrom, uow: UnitOfWork) -> None:
    goods = asdict(uow.floor.goods(line.id)) | {"tote": origin.tote, "why": "put_back", "qty_m": line.demand_m}
    finding = Finding(back_key(line.id), "ORD-CHANGED", floor.w, line=line.id, transfer=floor.id, facts=goods)
    case = open_case(finding, uow)
    known = uow.cases.get(case)
    new = NewTask(floor.w, "put_back", back_key(line.id), case, floor.id, None, line.product, origin.lot or line.lot,
                  line.demand_m, line.location, origin.location, origin.tote,
                  due_at=known.due_at if known else None)  # fmt: skip
    ask_task(new, uow)
    uow.changed("board", "case", line.id)
