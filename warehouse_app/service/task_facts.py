"""Facts of tasks: taken, done with what was brought where, refused. And totes that were put into a slot.

What was done to goods is true whoever did it and whenever it comes in: it counts once, or a case names it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from warehouse_app.domain.beside import Moved, Named
from warehouse_app.domain.facts import Event, PutBack
from warehouse_app.domain.picking import Line, apply
from warehouse_app.domain.slots import parse_placed
from warehouse_app.domain.tasks import FACTS, Task, TaskDone, TaskRefused, judge, moves_goods, parse_task, tote_task
from warehouse_app.service.back_to_stock import moved_back
from warehouse_app.service.beside import book_move, not_counted
from warehouse_app.service.judging import Judged
from warehouse_app.service.ports.people import Device
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.put_back import follow_back, why_not_back
from warehouse_app.service.short_more import read_more
from warehouse_app.service.tasks import end_task, refuse_task

_SAID = ("task.taken_already", "task.not_yours")  # true, and changes nothing


def read_task(device: Device, event: Event, uow: UnitOfWork) -> Callable[[], Judged]:
    """The judge of a task's event. Raises Malformed."""
    fact = parse_task(event)

    def judge_it() -> Judged:
        task = uow.tasks.get(fact.task)
        if task is None or task.w != device.w:
            return Judged("invalid", "task.unknown")
        person = event.person if event.person is not None and uow.people.get(event.person) else None
        key = judge(task, fact, person)
        brought = isinstance(fact, TaskDone) and moves_goods(task.kind) and fact.qty_m > 0
        if key is not None and not (brought and key == "task.not_yours"):
            return _odd(device, event, task, key, brought, uow)
        if isinstance(fact, TaskDone):
            return _done(device, event, task, fact, person, uow)
        if isinstance(fact, TaskRefused):
            refuse_task(task, fact.reason, person, uow)
        else:
            uow.tasks.put(task.id, state="taken", taken_by=person, taken_at=uow.now)
            uow.changed("board", "task", task.id)
        return _about(task, "accepted")

    return judge_it


def read_placed(device: Device, event: Event, uow: UnitOfWork) -> Callable[[], Judged]:
    """The judge of a tote that was put into a slot. Raises Malformed."""
    fact = parse_placed(event)

    def judge_it() -> Judged:
        tote, slot = uow.slots.tote(device.w, fact.tote), uow.slots.slot(device.w, fact.slot)
        if tote is None or slot is None:
            return Judged("invalid", "slot.unknown" if tote is not None else "tote.unknown")
        person = event.person if event.person is not None and uow.people.get(event.person) else None
        uow.slots.place(tote, slot[0], person)
        uow.changed("board", "tote", tote)
        waiting = uow.tasks.find(device.w, tote_task(fact.tote))
        if waiting is not None:
            end_task(waiting, "done", uow, person, event.id)
        return Judged("accepted", then=_nothing_more)

    return judge_it


def _odd(device: Device, event: Event, task: Task, key: str, brought: bool, uow: UnitOfWork) -> Judged:
    """Too late, or somebody else's: of goods that lie elsewhere now somebody has to hear."""
    if not brought:
        return _about(task, "accepted", key)
    place = uow.shelf.place(device.w, Named(task.target or task.origin, ""))
    not_counted(uow, device.w, event, key, task.number, place[1] if place else "")
    return _about(task, "conflict", key)


def _done(device: Device, event: Event, task: Task, fact: TaskDone, person: int | None, uow: UnitOfWork) -> Judged:
    key = _EFFECTS.get(task.kind, _nothing_to_tell)(device, event, task, fact, uow)
    if key is not None:
        return _about(task, "conflict", key)
    uow.tasks.put(task.id, done_m=(task.done_m or 0) + fact.qty_m, taken_by=person or task.taken_by)
    now = uow.tasks.get(task.id)
    if now is not None and now.state not in ("done", "cancelled") and not _is_partly(now):
        end_task(now, "done", uow, person, event.id)
    return _about(task, "accepted")


def _is_partly(task: Task) -> bool:
    """Goods to put back stay in the tote until all of them are back; of others what could be had was brought."""
    return task.kind == "put_back"


def _put_back(device: Device, event: Event, task: Task, fact: TaskDone, uow: UnitOfWork) -> str | None:
    if task.line is None:  # its picks are validated: Odoo is to have them where they lie
        key = _move(device, event, task, fact, uow)
        if key is None:
            moved_back(task, fact.qty_m, uow, event.id, event.person)
        return key
    line = uow.floor.line(task.line)
    if line is None:
        return _unfit(device, event, task, "task.over", uow)
    back = PutBack(line.id, fact.qty_m, fact.target or 0)
    after = why_not_back(line, back, uow) or apply(line, back, line.epoch)
    if not isinstance(after, Line):
        return _unfit(device, event, task, after.key, uow)
    uow.floor.save_line(after)
    follow_back(event.id, back, after, uow)
    uow.floor.want(line.transfer)
    uow.changed("board", "wave", line.wave or 0)
    return None


def _move(device: Device, event: Event, task: Task, fact: TaskDone, uow: UnitOfWork) -> str | None:
    """To where Odoo is to have them: the pick bin, or the place from which the bench's order takes them."""
    source = Named(fact.origin or (task.origin if not fact.origin_code else None), fact.origin_code or "")
    place = uow.shelf.place(device.w, source)
    if task.target is None or fact.qty_m == 0 or (place is not None and place[0] == task.target):
        return None
    goods, target = Named(task.product, task.number), Named(task.target, "")
    moved = Moved(goods, fact.lot or task.lot, fact.lot_name, fact.qty_m, source, target)
    return book_move(device, event, moved, uow)


def _found(device: Device, event: Event, task: Task, fact: TaskDone, uow: UnitOfWork) -> str | None:
    """Where it was, for whoever asked. A tote may stand in a slot; in none any more where it was brought."""
    code = fact.origin_code or ""
    place = uow.shelf.place(device.w, Named(fact.origin, code))
    slot = uow.slots.slot(device.w, code) if place is None else None
    tote = uow.slots.tote(device.w, task.tote) if task.tote is not None else None
    if tote is not None and slot is not None and task.bench is None:
        uow.slots.place(tote, slot[0], event.person if event.person and uow.people.get(event.person) else None)
    elif tote is not None and (place is not None or task.bench is not None):
        uow.slots.clear(tote)
    uow.tasks.put(task.id, origin=place[0] if place else None)
    if task.case is not None:
        found = {"number": task.number, "words": place[1] if place else code}
        uow.cases.note(task.case, "task_found", event.person, found)
    return None


def _nothing_to_tell(_device: Device, _event: Event, _task: Task, _fact: TaskDone, _uow: UnitOfWork) -> str | None:
    """A count tells for itself."""
    return None


def _unfit(device: Device, event: Event, task: Task, key: str, uow: UnitOfWork) -> str:
    not_counted(uow, device.w, event, key, task.number, "")
    return key


def _about(task: Task, verdict: str, key: str | None = None) -> Judged:
    judged = Judged("conflict", key, about=(task.line, task.transfer), then=_nothing_more)
    return judged if verdict == "conflict" else replace(judged, verdict="accepted")


def _nothing_more() -> None:
    """All is done when it is judged."""


_EFFECTS: Mapping[str, Callable[[Device, Event, Task, TaskDone, UnitOfWork], str | None]] = {
    "put_back": _put_back,
    "fetch": _move,
    "refill": _move,
    "find": _found,
}
TASKS: Mapping[str, Callable[[Device, Event, UnitOfWork], Callable[[], Judged]]] = {
    **dict.fromkeys(FACTS, read_task),
    "placed": read_placed,
    "short_more": read_more,
}
