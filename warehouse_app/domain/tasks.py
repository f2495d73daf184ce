"""A task: one small job of the floor, by scan, with a place, goods, a deadline, an owner and mostly a case.

    count       look how many lie in a place; never by the person who reported it, and what is expected is hidden
    put_back    goods that nobody wants any more go from their tote back to their place
    fetch       a bench waits for goods: take them from a place and bring them
    refill      reserve to pick bin
    move_tote   a tote goes to a slot
    find        goods or a tote are somewhere: say where

A task is open, taken, done, refused (somebody could not, and a supervisor has to say what then) or cancelled. Until it
is done or cancelled its case is not over.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from warehouse_app.domain.facts import Event, Malformed, optional, whole, word

KINDS = ("count", "put_back", "fetch", "refill", "move_tote", "find")
STATES = ("open", "taken", "refused", "done", "cancelled")
OPEN = ("open", "taken", "refused")
WHY_NOT = ("TK-GONE", "TK-REACH", "TK-DAMAGED", "TK-TIME")  # why somebody refuses one
# The type of the case that a late task opens which has none.
CASES: Mapping[str, str] = {
    "count": "INV-COUNT", "put_back": "ORD-CHANGED", "fetch": "ORD-STUCK", "refill": "INV-REPLEN",
    "move_tote": "FUL-TOTE", "find": "INV-GOODS",
}  # fmt: skip
_BAD = "fact.malformed"
_LONGEST = 64


@dataclass(frozen=True, slots=True)
class NewTask:
    """What somebody is to do. Ids are ours; `about` says which job it is: the same one is open once at a time.

    `origin` is the place to go to (of one to find that is over: where it was), `target` the one the goods are put into;
    `bench` and `tote` are their names.
    `due_at` is ms UTC; `not_for` is the person who reported it.
    """

    w: int
    kind: str
    about: str
    case: int | None = None
    transfer: int | None = None
    line: int | None = None
    product: int | None = None
    lot: int | None = None
    qty_m: int | None = None
    origin: int | None = None
    target: int | None = None
    tote: str | None = None
    bench: str | None = None
    asked_by: int | None = None
    not_for: int | None = None
    due_at: int | None = None


@dataclass(frozen=True, slots=True)
class Task(NewTask):
    """One that was asked for."""

    id: int = 0
    number: str = ""
    state: str = "open"
    taken_by: int | None = None
    done_m: int | None = None


@dataclass(frozen=True, slots=True)
class TaskTaken:
    """Somebody goes."""

    task: int


@dataclass(frozen=True, slots=True)
class TaskDone:
    """So much was brought from one place to the other, or so much lay there."""

    task: int
    qty_m: int
    origin: int | None
    origin_code: str | None
    target: int | None
    lot: int | None
    lot_name: str | None


@dataclass(frozen=True, slots=True)
class TaskRefused:
    """Somebody could not do it: `reason` is one of WHY_NOT."""

    task: int
    reason: str


TaskFact = TaskTaken | TaskDone | TaskRefused


def parse_task(event: Event) -> TaskFact:
    """The fact inside such an event. Raises Malformed: `event.unknown_kind` or `fact.malformed`."""
    reader = _READERS.get(event.kind)
    if reader is None:
        raise Malformed("event.unknown_kind")
    return reader(event.body)


def judge(task: Task, fact: TaskFact, person: int | None) -> str | None:
    """Why a fact is not what it seems; None: it counts.

    `task.taken_already`, `task.not_yours` and `task.over` where nothing was brought anywhere change nothing;
    `task.over` and `task.other_place` of goods that were moved are conflicts: somebody has to look.
    """
    if person is not None and person == task.not_for:
        return "task.not_yours"
    if task.state in ("done", "cancelled"):
        return "task.over"
    if isinstance(fact, TaskTaken) and task.state == "taken" and task.taken_by != person:
        return "task.taken_already"
    if isinstance(fact, TaskDone) and task.target is not None and fact.target not in (None, task.target):
        return "task.other_place"
    return None


def tote_task(code: str) -> str:
    """What the task to put a tote away is about."""
    return f"move_tote|{code.strip().upper()}"


def moves_goods(kind: str) -> bool:
    """Whether goods lie elsewhere once it is done.

    >>> [kind for kind in KINDS if moves_goods(kind)]
    ['put_back', 'fetch', 'refill']
    """
    return kind in ("put_back", "fetch", "refill")


def may_do(task: Task, person: int) -> bool:
    """Whether it is offered to this person."""
    return task.not_for != person and (task.state == "open" or (task.state == "taken" and task.taken_by == person))


def _done(body: Mapping[str, Any]) -> TaskDone:
    name, origin = body.get("lot_name"), body.get("from_code")
    return TaskDone(
        whole(body, "task", key=_BAD),
        whole(body, "qty_m", key=_BAD),
        optional(body, "from", key=_BAD),
        word(origin, _LONGEST) if origin is not None else None,
        optional(body, "to", key=_BAD),
        optional(body, "lot", key=_BAD),
        word(name, _LONGEST) if name is not None else None,
    )


def _refused(body: Mapping[str, Any]) -> TaskRefused:
    reason = body.get("reason")
    if not isinstance(reason, str) or reason not in WHY_NOT:
        raise Malformed(_BAD)
    return TaskRefused(whole(body, "task", key=_BAD), reason)


_READERS: dict[str, Callable[[Mapping[str, Any]], TaskFact]] = {
    "task_taken": lambda body: TaskTaken(whole(body, "task", key=_BAD)),
    "task_done": _done,
    "task_refused": _refused,
}
FACTS = frozenset(_READERS) | {"placed", "short_more"}
