"""A bench wants goods now: what it asks for, and who comes."""

from __future__ import annotations

from dataclasses import dataclass

from warehouse_app.domain.cases import MINUTE
from warehouse_app.domain.errors import Refused
from warehouse_app.domain.tasks import NewTask
from warehouse_app.service.ports.people import Device, Person
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.tasks import ask_task, end_task

SOON_MS = 15 * MINUTE  # somebody stands at the bench and waits


@dataclass(frozen=True, slots=True)
class AskFetch:
    """`qty_m` of the goods of a line of an order that is packed at this bench; `case` where one came of it."""

    line: int
    qty_m: int
    by: Person
    bench: Device
    case: int | None = None


def ask_fetch(command: AskFetch, uow: UnitOfWork) -> int:
    """Somebody is to bring them: the task's id. Asked again for the same line it is the same task.

    Odoo is to have them where the order takes them from: when they come from another place, they are moved there.

    Raises:
        Refused: `task.no_line`, `task.too_many`.
    """
    line = uow.floor.line(command.line)
    if line is None or not _is_here(line.transfer, command.bench.w, uow):
        raise Refused("task.no_line", 404)
    if not 0 < command.qty_m <= line.demand_m:
        raise Refused("task.too_many", 400)
    goods = uow.floor.goods(line.id)
    new = NewTask(
        command.bench.w, "fetch", f"fetch|{line.id}", command.case, line.transfer, line.id, line.product, line.lot,
        command.qty_m, target=line.location, tote=goods.tote, bench=command.bench.name, asked_by=command.by.id,
        due_at=uow.now + SOON_MS,
    )  # fmt: skip
    return ask_task(new, uow)


def take_back_fetch(task_id: int, by: Person, uow: UnitOfWork) -> None:
    """The bench needs it no longer.

    Raises:
        Refused: `task.unknown`, `task.is_over`.
    """
    task = uow.tasks.get(task_id)
    if task is None or task.w != by.w or task.kind != "fetch":
        raise Refused("task.unknown", 404)
    if task.state in ("done", "cancelled"):
        raise Refused("task.is_over", 409, {"number": task.number})
    end_task(task, "cancelled", uow, by.id)


def _is_here(transfer: int, w: int, uow: UnitOfWork) -> bool:
    return uow.telling.about(transfer).w == w
