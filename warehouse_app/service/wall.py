"""The wall: six tiles that are read from five metres, each with one figure. Red needs somebody now."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from warehouse_app.service.board_side import is_silent
from warehouse_app.service.looking import Looker, clock_text
from warehouse_app.service.ports.views import Views

SOON_MS = 45 * 60_000  # a truck this near whose orders are not all made is in danger
DAY_MS = 24 * 3_600_000


def wall(views: Views, w: int, look: Looker, odoo: Mapping[str, Any]) -> dict[str, Any]:
    """{now_text, head, tiles}: a tile is {name, title, n, words, tone}; `tone` is `good`, `care` or `bad`."""
    tiles = [_trucks(views, w, look), _shorts(views, w, look), _totes(views, w, look), _devices(views, w, look)]
    tiles += [_queue(views, w, look, odoo), _returns(views, w, look)]
    return {"now_text": clock_text(look.now, look.zone), "head": views.head(), "tiles": tiles}


def _tile(name: str, n: int | str, words: str, tone: str, look: Looker) -> dict[str, Any]:
    return {"name": name, "title": look.say(f"wall.{name}"), "n": n, "words": words, "tone": tone,
            "tone_words": look.say(f"wall.tone.{tone}")}  # fmt: skip


def _trucks(views: Views, w: int, look: Looker) -> dict[str, Any]:
    """The next truck that leaves: what of it is not made yet."""
    trucks = views.trucks(w)
    coming = [row for row in trucks if row.cutoff_at is not None and row.cutoff_at > look.now]
    lost = sum(row.total - row.made for row in trucks if row.cutoff_at is not None and row.cutoff_at <= look.now)
    if not coming:
        return _tile("trucks", lost, look.say("wall.trucks_lost" if lost else "wall.trucks_none"),
                     "bad" if lost else "good", look)  # fmt: skip
    row = coming[0]
    left, minutes = row.total - row.made, ((row.cutoff_at or 0) - look.now) // 60_000
    words = look.say("wall.trucks_next", carrier=row.carrier, at=clock_text(row.cutoff_at or 0, look.zone), n=minutes)
    near = (row.cutoff_at or 0) - look.now < SOON_MS
    return _tile("trucks", left, words, ("bad" if near else "care") if left else "good", look)


def _shorts(views: Views, w: int, look: Looker) -> dict[str, Any]:
    rows = [case for case in views.open_cases(w) if case.status != "decided"]
    shorts = [case for case in rows if case.type == "FUL-SHORT"]
    first = min((case.due_at for case in shorts if case.due_at is not None), default=None)
    words = look.say("wall.shorts_calm", n=len(rows))
    if first is not None:
        words = look.say("wall.shorts_first", n=(first - look.now) // 60_000)
    critical = any(case.severity == "critical" for case in rows)
    return _tile("shorts", len(shorts), words, "bad" if critical else "care" if shorts else "good", look)


def _totes(views: Views, w: int, look: Looker) -> dict[str, Any]:
    """Those with goods: on a cart, on a shelf, before a bench. Standing too long is for the detector to say."""
    stands = sum(1 for case in views.open_cases(w) if case.type == "FUL-TOTE")
    words = look.say("wall.totes_stand" if stands else "wall.totes_move", n=stands)
    return _tile("totes", len(views.handovers.totes_left(w)), words, "bad" if stands else "good", look)


def _devices(views: Views, w: int, look: Looker) -> dict[str, Any]:
    devices = [row for row in views.devices(w) if not row.revoked]
    silent = [row for row in devices if is_silent(row, look)]
    scans = sum(row.waiting or 0 for row in devices)
    words = look.say("wall.devices_scans" if scans else "wall.devices_none", n=scans)
    return _tile("devices", len(silent), words, "care" if silent or scans else "good", look)


def _queue(views: Views, w: int, look: Looker, odoo: Mapping[str, Any]) -> dict[str, Any]:
    queue = views.delivery(w)
    tone = "bad" if queue.state in ("away", "denied") or queue.persons else "good" if odoo["ok"] else "care"
    words = look.say("wall.queue_persons", n=queue.persons) if queue.persons else str(odoo["text"])
    return _tile("queue", queue.waiting, words, tone, look)


def _returns(views: Views, w: int, look: Looker) -> dict[str, Any]:
    """Exceptions of returns that nobody has ended, and how old the oldest is."""
    rows = [case for case in views.open_cases(w) if case.category == "returns"]
    oldest = max((look.now - case.opened_at for case in rows), default=0)
    words = look.say("wall.returns_oldest", n=oldest // 3_600_000) if rows else look.say("wall.returns_none")
    return _tile("returns", len(rows), words, "bad" if oldest > DAY_MS else "care" if rows else "good", look)
