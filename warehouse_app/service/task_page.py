"""The page of tasks: what is to be done, by deadline; what somebody refused stands first."""

from __future__ import annotations

from typing import Any

from warehouse_app.service.ask_for import KINDS
from warehouse_app.service.case_words import left_text
from warehouse_app.service.looking import Looker, age_text, amount_text
from warehouse_app.service.ports.tasks import TaskRow
from warehouse_app.service.ports.views import Views

ENDED_MS = 8 * 3_600_000  # what was done in a shift


def task_page(views: Views, w: int, look: Looker, case: str = "") -> dict[str, Any]:
    """One picture of warehouse `w`. `case` is the id of the exception for which a task is asked for, as it was sent."""
    about = views.case(w, int(case)) if case.isascii() and case.isdigit() and len(case) < 16 else None
    rows = sorted(views.tasks.listed(w), key=lambda row: row.task.state != "refused")
    return {
        "open": [_row(row, look) for row in rows],
        "case": about.id if about is not None else "",
        "case_number": about.number if about is not None else "",
        "kinds": [(kind, look.say(f"tasks.ask.{kind}")) for kind in KINDS],
        "ended": [_row(row, look) for row in views.tasks.listed(w, ended_since=look.now - ENDED_MS)[:20]],
    }


def _row(row: TaskRow, look: Looker) -> dict[str, Any]:
    task = row.task
    goods = look.say("tasks.goods", n=amount_text(task.qty_m), name=row.product) if task.qty_m and row.product else ""
    return {
        "id": task.id,
        "number": task.number,
        "what": look.say(f"tasks.page.{task.kind}", want=row.origin_code or row.target_code or "",
                         name=goods or row.product or task.tote or "", to=task.bench or row.target_code or ""),
        "found": (row.origin_code or row.tote_place or "") if task.kind == "find" and task.state == "done" else "",
        "state": task.state,
        "state_text": look.say(f"tasks.state.{task.state}", who=row.taken_by or "-"),
        "reason": look.say(f"task.why_not.{row.reason}") if row.reason else "",
        "on_walk": task.kind == "put_back" and row.wave_state == "claimed" and task.state == "open",
        "order": row.order or "",
        "tote": " · ".join(part for part in (task.tote, row.tote_place) if part),
        "case": task.case,
        "case_number": row.case_number or "",
        "asked": age_text(look.now - row.asked_at, look.say),
        "by": row.asked_by or "",
        "left": left_text(task.due_at, look),
        "may_cancel": task.kind != "put_back",
    }  # fmt: skip
