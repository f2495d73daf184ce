"""What a supervisor's handheld sounds for: cases that climbed and that nobody has answered or closed since."""

from __future__ import annotations

from typing import Any

from warehouse_app.service.alerts import what, worst_first
from warehouse_app.service.looking import Looker
from warehouse_app.service.ports.views import CaseRow, Views


def calls(views: Views, w: int, look: Looker) -> dict[str, Any]:
    """{calls, words}: worst first; `rings` grows with each rung that is to be heard, `loud` is for the muted too."""
    rung = [case for case in worst_first(views.open_cases(w)) if case.rings and case.rung]
    return {
        "calls": [_call(case, look) for case in rung],
        "words": {"seen": look.say("call.seen"), "decide": look.say("call.decide")},
    }


def _call(case: CaseRow, look: Looker) -> dict[str, Any]:
    """The sign behind each hyphen keeps a number on one line."""
    until = case.answer_by or case.due_at or look.now
    minutes = (until - look.now) // 60_000
    return {
        "id": case.id,
        "number": case.number,
        "severity": case.severity,
        "rings": case.rings,
        "loud": bool(case.rings_last),
        "title": look.say("call.title" if case.answered_at is None else "call.title_open"),
        "words": what(case, look),
        "left": look.say("call.left" if minutes >= 0 else "call.over", n=abs(minutes)),
        "url": f"/cases/{case.id}",
    }
