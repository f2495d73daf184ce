"""An order cancelled in Odoo after its picks were validated: the goods stand before the bench, and go back to bins.

Odoo has them where the cancelled document would have taken them, for nobody. Whoever puts them back moves them there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace

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
    left = list(uow.shelf.came_from(floor.id))
    for told in floor.lines:
        line, boxed_m = uow.floor.line(told.id), sum(qty_m for _, qty_m in told.boxes)
        if boxed_m or floor.packed:
            raise_once(uow, BOXED, floor.id)
        elif line is not None:
            _ask(floor, line, share(line, left), uow)


def share(line: Line, left: list[CameFrom]) -> list[CameFrom]:
    """From where this line's goods came, of what is `left` of all that was picked; that is less afterwards.

    Several lines of one product may have come from several bins: each piece goes back once, to a bin that it came from.
    """
    found, wanted_m = [], line.demand_m
    for place, origin in enumerate(left):
        qty_m = min(wanted_m, origin.qty_m) if _is_of(line, origin) else 0
        if qty_m > 0:
            found.append(replace(origin, qty_m=qty_m))
            left[place] = replace(origin, qty_m=origin.qty_m - qty_m)
            wanted_m -= qty_m
    return found


def _is_of(line: Line, origin: CameFrom) -> bool:
    is_lot = line.lot is None or origin.lot is None or line.lot == origin.lot
    return origin.product == line.product and is_lot and origin.location != line.location


def moved_back(task: Task, qty_m: int, uow: UnitOfWork, event: str, person: int | None) -> None:
    """So much lies in its bin; with the last of it the exception is over."""
    left_m = (task.qty_m or 0) - qty_m
    if left_m > 0:
        uow.tasks.put(task.id, qty_m=left_m)
        return
    end_task(task, "done", uow, person, event)
    case = uow.cases.get(task.case) if task.case is not None else None
    if case is not None and not uow.tasks.of_case(case.id):
        uow.cases.close(case.key, "gone")
    if task.transfer is not None and not uow.packing.still_back(task.transfer):
        uow.packing.empty_totes(task.transfer)


def _ask(floor: FloorTransfer, line: Line, origins: Sequence[CameFrom], uow: UnitOfWork) -> None:
    """One case for the line, with a task for each bin that its goods go back to."""
    if not origins:
        return
    qty_m = sum(one.qty_m for one in origins)
    goods = asdict(uow.floor.goods(line.id)) | {"tote": origins[0].tote, "why": "put_back", "qty_m": qty_m}
    finding = Finding(back_key(line.id), "ORD-CHANGED", floor.w, line=line.id, transfer=floor.id, facts=goods)
    case = open_case(finding, uow)
    known = uow.cases.get(case)
    for origin in origins:
        about = f"{back_key(line.id)}|{origin.location}.{origin.lot or '-'}.{origin.tote or '-'}"
        new = NewTask(floor.w, "put_back", about, case, floor.id, None, line.product, origin.lot or line.lot,
                      origin.qty_m, line.location, origin.location, origin.tote,
                      due_at=known.due_at if known else None)  # fmt: skip
        ask_task(new, uow)
    uow.changed("board", "case", line.id)
