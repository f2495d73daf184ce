"""Ready to start? What waits from yesterday, who is there, today's trucks, handhelds that did not come back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from warehouse_app.service.alerts import what, worst_first
from warehouse_app.service.board_side import day_start, heard_at
from warehouse_app.service.looking import Looker, age_text, clock_text, moment_text
from warehouse_app.service.ports.views import Views
from warehouse_app.service.profile_page import profile_page

SHOWN = 8
DRAWER_MS = 7 * 24 * 3_600_000  # one that was not heard of for a week is not missed today


def start_page(views: Views, w: int, look: Looker, odoo: Mapping[str, Any]) -> dict[str, Any]:
    """{now_text, is_ready, points, people, trucks, profile}: a point is {name, title, n, ok, rows, href}."""
    begun = day_start(look)
    points = [
        {"name": "odoo", "title": str(odoo["text"]), "n": None, "ok": bool(odoo["ok"]), "rows": [], "href": ""},
        _point("cases", _cases(views, w, begun, look), "/cases?whose=all", look),
        _point("waves", _waves(views, w, begun, look), "/board", look),
        _point("totes", [(one.code, one.order) for one in views.handovers.totes_left(w)], "/board", look),
        _point("devices", _devices(views, w, begun, look), "/board", look),
        _point("undelivered", [("", "")] * views.delivery(w).persons, "/undelivered", look, named=False),
    ]
    trucks = _trucks(views, w, look)
    return {
        "now_text": clock_text(look.now, look.zone),
        "is_ready": all(point["ok"] for point in points) and bool(trucks),
        "points": points,
        "people": [{"name": name, "role": ", ".join(look.say(f"role.{role}") for role in roles)}
                   for name, roles in views.board.present(w, look.now)],
        "trucks": trucks,
        "profile": profile_page(views, w, look),
    }  # fmt: skip


def _point(name: str, rows: list[tuple[str, str]], href: str, look: Looker, *, named: bool = True) -> dict[str, Any]:
    title = look.say(f"start.{name}" if rows else f"start.{name}_none", n=len(rows))
    shown = rows[:SHOWN] if named else []
    more = look.say("start.more", n=len(rows) - SHOWN) if named and len(rows) > SHOWN else ""
    return {"name": name, "title": title, "n": len(rows), "ok": not rows, "rows": shown, "more": more, "href": href}


def _cases(views: Views, w: int, begun: int, look: Looker) -> list[tuple[str, str]]:
    """What was open when the day began."""
    old = [case for case in worst_first(views.open_cases(w)) if case.opened_at < begun]
    return [(case.number, f"{what(case, look)} · {look.say('owner.' + case.owner)}") for case in old]


def _waves(views: Views, w: int, begun: int, look: Looker) -> list[tuple[str, str]]:
    rows = [row for row in views.waves(w, ("released", "claimed", "walked")) if (row.released_at or 0) < begun]
    return [(row.number, look.say("handover.wave", done=row.done, lines=row.lines,
                                  state=look.say(f"look.state.{row.state}"))) for row in rows]  # fmt: skip


def _devices(views: Views, w: int, begun: int, look: Looker) -> list[tuple[str, str]]:
    """Handhelds in use within a week that were not heard of today."""
    found = [(row, heard_at(row, look)) for row in views.devices(w) if not row.revoked]
    missed = [(row, at) for row, at in found if at is not None and look.now - DRAWER_MS < at < begun]
    return [
        (row.name, look.say("handover.device", n=row.waiting or 0, age=age_text(look.now - at, look.say)))
        for row, at in sorted(missed, key=lambda one: (-(one[0].waiting or 0), one[1]))
    ]


def _trucks(views: Views, w: int, look: Looker) -> list[dict[str, Any]]:
    """The next departure of each carrier, with the orders that are to be on it."""
    orders = {(row.carrier, row.cutoff_at): row for row in views.trucks(w)}
    leaving = sorted(views.timetable(w).departures(look.now).items(), key=lambda one: one[1])
    return [
        {"carrier": carrier or "", "at": moment_text(at, look),
         "orders": orders[carrier or "", at].total if (carrier or "", at) in orders else 0}
        for carrier, at in leaving
    ]  # fmt: skip
