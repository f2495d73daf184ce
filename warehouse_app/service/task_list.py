"""Which tasks a handheld offers, with all it needs to judge their scans without asking; and what a bench waits for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from warehouse_app.domain.barcodes import key
from warehouse_app.domain.tasks import may_do
from warehouse_app.service.looked_up import table
from warehouse_app.service.ports.look import Lies
from warehouse_app.service.ports.tasks import TaskRow
from warehouse_app.service.ports.views import Views

MOST = 30  # offered at once, by deadline
FOUND_MS = 3_600_000  # so long a bench sees what became of it
_PLACES = 4  # where goods to fetch may lie


def offered(views: Views, w: int, person: int) -> dict[str, Any]:
    """What this person may do now, their own first: {tasks, table}; `table` is shaped as that of a look-up.

    Goods to put back of a wave in somebody's hand are asked for on that walk, and not offered.
    """
    rows = [row for row in views.tasks.listed(w) if may_do(row.task, person) and not _on_a_walk(row)]
    rows.sort(key=lambda row: row.task.taken_by != person)
    shown = rows[:MOST]
    lies = {row.task.id: _lies(views, w, row) for row in shown}
    return {"tasks": [_shown(row, lies[row.task.id], person) for row in shown], "table": _table(views, w, shown, lies)}


def how_many(views: Views, w: int, person: int) -> int:
    """So many tasks this person may do now."""
    return sum(may_do(row.task, person) and not _on_a_walk(row) for row in views.tasks.listed(w))


def fetch_rows(rows: Sequence[TaskRow]) -> list[dict[str, Any]]:
    """What was asked for at a bench: who comes, or why nobody does."""
    return [
        {"id": row.task.id, "number": row.task.number, "product": row.product, "qty_m": row.task.qty_m,
         "state": row.task.state, "who": row.taken_by, "reason": row.reason, "done_m": row.task.done_m}
        for row in rows
    ]  # fmt: skip


def finds_of(views: Views, w: int, bench: str, now: int) -> list[dict[str, Any]]:
    """The totes a bench misses, and where they were when they are found; newest first."""
    rows = [*views.tasks.listed(w), *views.tasks.listed(w, ended_since=now - FOUND_MS)]
    own = [row for row in rows if row.task.kind == "find" and row.task.bench == bench]
    own.sort(key=lambda row: -row.task.id)
    return [
        {"id": row.task.id, "tote": row.task.tote, "state": row.task.state, "who": row.taken_by, "reason": row.reason,
         "order": row.order, "at": row.origin_code or row.tote_place}
        for row in own
    ]  # fmt: skip


def _on_a_walk(row: TaskRow) -> bool:
    return row.task.kind == "put_back" and row.wave_state == "claimed"


def _lies(views: Views, w: int, row: TaskRow) -> Sequence[Lies]:
    """Of a count what should lie in the place, of goods to fetch where they do, the most first."""
    task = row.task
    if task.kind == "count" and task.origin is not None:
        return views.look.lies(w, location=task.origin)
    if task.origin is None and task.product is not None and task.kind in ("fetch", "refill", "find"):
        found = [one for one in views.look.lies(w, product=task.product) if one.location != task.target]
        return sorted(found, key=lambda one: -one.qty_m)[:_PLACES]
    return ()


def _shown(row: TaskRow, lies: Sequence[Lies], person: int) -> dict[str, Any]:
    """What is expected of a count is not told: no quantity, only which goods."""
    task, count = row.task, row.task.kind == "count"
    return {
        "id": task.id, "number": task.number, "kind": task.kind, "mine": task.taken_by == person,
        "product": None if count else task.product, "lot": None if count else task.lot,
        "qty_m": None if count else task.qty_m,
        "from": _place(task.origin, row.origin_code), "to": _place(task.target, row.target_code),
        "tote": task.tote, "stands": row.tote_place, "bench": task.bench, "due_at": task.due_at, "order": row.order,
        "goods": [{"product": one.product, "lot": one.lot} for one in lies] if count else [],
        "places": [] if count else sorted({one.code for one in lies}),
    }  # fmt: skip


def _place(id_: int | None, code: str | None) -> dict[str, Any] | None:
    return {"id": id_, "code": code} if id_ is not None and code is not None else None


def _table(views: Views, w: int, rows: Sequence[TaskRow], lies: dict[int, Sequence[Lies]]) -> dict[str, Any]:
    """Goods, places, totes and slots by all that may be scanned for them."""
    lying = [one for own in lies.values() for one in own]
    products = {row.task.product for row in rows if row.task.product is not None} | {one.product for one in lying}
    lots = {row.task.lot for row in rows if row.task.lot is not None} | {one.lot for one in lying if one.lot}
    made = table(views.look.goods(products).values(), views.look.lots(lots).values())
    places = {row.task.origin: row.origin_code for row in rows} | {row.task.target: row.target_code for row in rows}
    places |= {one.location: one.code for one in lying}
    codes = {key(code): {"what": "location", "location": id_, "code": code, "goods": []}
             for id_, code in places.items() if id_ is not None and code}  # fmt: skip
    codes |= {key(row.task.tote): {"what": "tote", "tote": row.task.tote} for row in rows if row.task.tote}
    codes |= {key(slot.code): {"what": "slot", "slot": slot.code} for slot in views.slots.slots(w)}
    return made | {"codes": made["codes"] | codes}
