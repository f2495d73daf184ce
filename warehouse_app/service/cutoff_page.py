"""What the page of the trucks shows: each carrier's week, days without trucks, carriers forgotten, who changed what."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from warehouse_app.domain.cutoffs import WEEKDAYS, wall_text
from warehouse_app.service.looking import Looker, clock_text
from warehouse_app.service.ports.releasing import Act
from warehouse_app.service.ports.views import Views
from warehouse_app.service.release_page import left_text

KINDS = ("trucks", "trucks_none", "holiday", "holiday_off")
ACTS = 10


def cutoff_page(views: Views, w: int, look: Looker) -> dict[str, Any]:
    """One picture of warehouse `w`. Holidays gone by are not shown."""
    timetable = views.timetable(w)
    today = datetime.fromtimestamp(look.now / 1000, UTC).astimezone(look.zone).date()
    return {
        "days": [look.say(f"day.{weekday}") for weekday in WEEKDAYS],
        "carriers": [
            {
                "name": carrier,
                "times": [wall_text(week[day]) if day in week else "" for day in WEEKDAYS],
                "next": " ".join(left_text(timetable.next_departure(carrier, look.now), look)),
            }
            for carrier, week in sorted(timetable.trucks.items())
        ],
        "missing": [name for name in views.open_carriers(w) if name not in timetable.trucks],
        "holidays": [(day, _day_text(day, look)) for day in sorted(timetable.holidays) if day >= today.isoformat()],
        "today": today.isoformat(),
        "acts": [_act(act, look) for act in views.acts(w, KINDS, ACTS)],
    }


def _act(act: Act, look: Looker) -> dict[str, str]:
    facts = dict(act.facts)
    if "day" in facts:
        facts["day"] = _day_text(facts["day"], look)
    if "now" in facts:
        none = look.say("trucks.none")
        facts["changes"] = ", ".join(
            look.say("act.truck_day", day=look.say(f"day.{day}"), before=before or none, now=now or none)
            for day, (before, now) in enumerate(zip(facts["before"], facts["now"], strict=True))
            if before != now
        )
    at = datetime.fromtimestamp(act.at / 1000, UTC).astimezone(look.zone)
    return {
        "at": f"{at:%Y-%m-%d} {clock_text(act.at, look.zone)}",
        "who": act.person or look.say("release.app"),
        "what": look.say(f"act.{act.kind}", **facts),
    }


def _day_text(day: str, look: Looker) -> str:
    return f"{look.say(f'day.{date.fromisoformat(day).weekday()}')} {day}"
