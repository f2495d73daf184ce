"""Tasks: asked for by whoever needs something done on the floor, ended by scan, watched by the clock.

`ask_task` is the one way to ask. A task belongs to a case where there is one: the case hears each step, is
not over while the task is open, and climbs its ladder when the task is late or refused.
"""

from __future__ import annotations

from warehouse_app.domain.cases import Finding
from warehouse_app.domain.errors import Refused
from warehouse_app.domain.numbers import with_check
from warehouse_app.domain.tasks import CASES, NewTask, Task
from warehouse_app.service.escalate import climb_now
from warehouse_app.service.open_case import open_case
from warehouse_app.service.ports.people import Person
from warehouse_app.service.ports.store import UnitOfWork

BATCH = 50  # late tasks in one unit of work


def ask_task(new: NewTask, uow: UnitOfWork) -> int:
    """Somebody is to do this; the task's id. The same job (`about`) asked for again is the one there is, as it is now.

    A case that is given hears of it. Without one it gets a case of its own when it is late.
    """
    known = uow.tasks.find(new.w, new.about)
    if known is not None:
        named = {name: getattr(new, name) for name in ("case", "qty_m", "tote", "due_at")}
        uow.tasks.put(known.id, **{name: value for name, value in named.items() if value is not None})
        task = known.id
    else:
        number = with_check(f"K-{uow.number('task', new.w):05d}")
        task = uow.tasks.add(new, number)
        if new.case is not None:
            uow.cases.note(new.case, "task_asked", new.asked_by, {"number": number})
    uow.changed("board", "task", task)
    return task


def end_task(task: Task, state: str, uow: UnitOfWork, person: int | None = None, event: str | None = None) -> None:
    """It is `done` or `cancelled`; a case that only waited for it is over now."""
    uow.tasks.put(task.id, state=state, ended_at=uow.now, event=event)
    uow.changed("board", "task", task.id)
    if task.case is None:
        uow.cases.close(late_key(task), "task_ended")
        return
    uow.cases.note(task.case, f"task_{state}", person, {"number": task.number})
    if not uow.tasks.of_case(task.case):
        why = uow.tasks.case_over(task.case)
        if why is not None:
            uow.cases.resolve(task.case, why)


def end_about(w: int, about: str, state: str, uow: UnitOfWork) -> None:
    """Nobody has to do this any more, if somebody had."""
    task = uow.tasks.find(w, about)
    if task is not None:
        end_task(task, state, uow)


def refuse_task(task: Task, reason: str, person: int | None, uow: UnitOfWork) -> None:
    """Somebody could not do it: a supervisor hears of it at once, and says what then."""
    uow.tasks.put(task.id, state="refused", reason=reason)
    uow.changed("board", "task", task.id)
    case = _case_of(task, uow)
    uow.cases.note(case, "task_refused", person, {"number": task.number, "reason": reason})
    climb_now(case, uow)


def ask_again(task_id: int, by: Person, uow: UnitOfWork) -> None:
    """A supervisor offers a task anew that was refused, or that somebody took and does not do.

    Raises:
        Refused: `task.unknown`, `task.is_over`.
    """
    task = _known(task_id, by, uow)
    uow.tasks.put(task.id, state="open", reason=None, taken_by=None, taken_at=None)
    if task.case is not None:
        uow.cases.note(task.case, "task_asked", by.id, {"number": task.number})
    uow.changed("board", "task", task.id)


def cancel_task(task_id: int, by: Person, uow: UnitOfWork) -> None:
    """A supervisor says that nobody has to do it.

    Raises:
        Refused: `task.unknown`, `task.is_over`, `task.goods_out` (goods lie in a tote until it is done).
    """
    task = _known(task_id, by, uow)
    if task.kind == "put_back":
        raise Refused("task.goods_out", 409, {"number": task.number})
    end_task(task, "cancelled", uow, by.id)


def tasks_late(w: int, uow: UnitOfWork, most: int = BATCH) -> int:
    """Each late task is said once: its case climbs to the next rung. How many were late."""
    late = uow.tasks.late(w, most)
    for task in late:
        uow.tasks.put(task.id, late_at=uow.now)
        case = _case_of(task, uow)
        uow.cases.note(case, "task_late", None, {"number": task.number})
        climb_now(case, uow)
        uow.changed("board", "task", task.id)
    return len(late)


def check_no_task(case: int, number: str, uow: UnitOfWork) -> None:
    """Raises Refused `case.task_open`: somebody is still to do something for it."""
    tasks = uow.tasks.of_case(case)
    if tasks:
        raise Refused("case.task_open", 409, {"number": number, "task": tasks[0].number})


def late_key(task: Task) -> str:
    """The finding key of the case of a task that had none."""
    return f"{CASES[task.kind]}|task|{task.id}"


def _case_of(task: Task, uow: UnitOfWork) -> int:
    """Its case; one is opened for a task that has none."""
    if task.case is not None:
        return task.case
    known = uow.cases.find(late_key(task))
    if known is not None:
        return known.id
    facts = {"about": "task", "task": task.number, "wave": ""}
    return open_case(
        Finding(late_key(task), CASES[task.kind], task.w, line=task.line, transfer=task.transfer, facts=facts), uow
    )


def _known(task_id: int, by: Person, uow: UnitOfWork) -> Task:
    task = uow.tasks.get(task_id)
    if task is None or task.w != by.w:
        raise Refused("task.unknown", 404)
    if task.state in ("done", "cancelled"):
        raise Refused("task.is_over", 409, {"number": task.number})
    return task
