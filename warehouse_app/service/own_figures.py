"""What a person sees of their own work; of others only what five or more did together, no ranking."""

from __future__ import annotations

from datetime import UTC, datetime
from statistics import median
from typing import Any

from warehouse_app.service.board_side import day_start
from warehouse_app.service.looking import Looker
from warehouse_app.service.ports.people import Person
from warehouse_app.service.ports.views import Views
from warehouse_app.service.practice import practised_days

DAYS, DAY_MS = 14, 86_400_000
TEAM = 5  # fewer could be told apart


def own_figures(views: Views, person: Person, look: Looker) -> dict[str, Any]:
    """{name, practised, days}: a day is {day, lines, team}; `team` is the middle of all who picked then, or None.

    Days are of 24 hours, counted back from today's midnight.
    """
    since = day_start(look) - (DAYS - 1) * DAY_MS
    lines: dict[int, dict[int, int]] = {}
    for who, span, count in views.measures.walked(person.w, since, DAY_MS):
        lines.setdefault(span, {})[who] = count
    days = [
        {"day": _day(since + span * DAY_MS, look), "lines": of.get(person.id, 0), "team": _team(of)}
        for span, of in sorted(lines.items(), reverse=True)
        if of.get(person.id)
    ]
    return {"name": person.name, "practised": practised_days(views).get(person.id, ""), "days": days, "least": TEAM}


def _team(of: dict[int, int]) -> int | None:
    return round(median(of.values())) if len(of) >= TEAM else None


def _day(at: int, look: Looker) -> str:
    return datetime.fromtimestamp((at + DAY_MS // 2) / 1000, UTC).astimezone(look.zone).date().isoformat()
