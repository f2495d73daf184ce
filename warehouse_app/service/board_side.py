"""The state of the floor beside the decisions: what waits where, locked bins, handhelds, what rules decided today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from warehouse_app.domain.answers import FOUND
from warehouse_app.service.costing import costing
from warehouse_app.service.decisions import reach_text
from warehouse_app.service.looking import Looker, age_text
from warehouse_app.service.ports.views import CaseRow, DeviceRow, Views

SILENT_MS = 120_000  # a device that was not heard of for so long is offline
SHIFT_MS = 12 * 3600 * 1000  # longer than this and it lies in its drawer: nobody waits for it
SLOW_MS = 300  # a handheld that takes longer from a scan to the painted answer is named
NAMED = 6


@dataclass(frozen=True, slots=True)
class Waiting:
    """A row of "waiting": what, how many, and where to look after it. `is_late`: somebody has to."""

    words: str
    n: int
    href: str = ""
    sub: str = ""
    is_late: bool = False


def side(views: Views, w: int, look: Looker) -> dict[str, Any]:
    """{ruled, waiting, bins, devices}: all that has nobody to decide on it yet."""
    decided = views.board.decided_since(w, day_start(look))
    every = sum(decided.values())
    bins = views.board.locked_bins(w)
    return {
        "ruled": look.say("board.ruled", n=decided["by_rule"], of=every) if every else "",
        "waiting": waiting(views, w, look),
        "bins": {"n": len(bins), "codes": [one.code for one in bins[:NAMED]], "more": max(0, len(bins) - NAMED)},
        "devices": devices_to_see(views.devices(w), look),
    }


def waiting(views: Views, w: int, look: Looker) -> list[Waiting]:
    """Goods, lists and queues that wait, those somebody has to look after first. Further lists join here."""
    queue, totes = views.delivery(w), views.handovers.totes_left(w)
    oldest = look.say("board.oldest", age=age_text(look.now - queue.oldest_at, look.say)) if queue.oldest_at else ""
    devices = [row for row in views.devices(w) if not row.revoked]
    is_cut = queue.state not in ("", "there")
    tasks, printers = views.tasks.listed(w), [row for row in views.printing.printers(w) if row.trouble]
    is_late = any(row.task.due_at is not None and row.task.due_at < look.now for row in tasks)
    rows = [
        Waiting(look.say("board.waiting_odoo"), queue.waiting, "/undelivered", oldest, is_cut),
        Waiting(look.say("board.waiting_persons"), queue.persons, "/undelivered", "", queue.persons > 0),
        Waiting(look.say("board.waiting_scans"), sum(row.waiting or 0 for row in devices)),
        Waiting(look.say("board.waiting_tasks"), len(tasks), "/tasks", "", is_late),
        Waiting(look.say("board.waiting_printers"), len(printers), "/printers", "", bool(printers)),
        Waiting(look.say("board.waiting_totes"), len(totes)),
        Waiting(look.say("board.waiting_held"), len(views.held_orders(w)), "/release"),
    ]
    return sorted(rows, key=lambda row: not row.is_late)


def devices_to_see(devices: Sequence[DeviceRow], look: Looker) -> list[dict[str, Any]]:
    """Handhelds somebody ought to look after: silent, slow, or with scans that wait; the longest silent first."""
    found = []
    for row in devices:
        at, is_quiet = heard_at(row, look), is_silent(row, look)
        is_slow = (row.pace_ms or 0) > SLOW_MS and not is_quiet
        if row.revoked or not (is_quiet or is_slow or (row.waiting and at is not None)):
            continue
        said = [look.say("board.silent_since", age=age_text(look.now - (at or 0), look.say))] if is_quiet else []
        said += [look.say("board.scans_there", n=row.waiting)] if row.waiting else []
        said += [look.say("board.pace", n=row.pace_ms)] if row.pace_ms is not None else []
        found.append((at or 0, {"name": row.name, "is_silent": is_quiet, "words": " · ".join(said)}))
    return [shown for _, shown in sorted(found, key=lambda one: one[0])]


def heard_at(row: DeviceRow, look: Looker) -> int | None:
    """When the device last spoke to us: its last upload, or any question since we started."""
    times = [at for at in (row.seen_at, look.heard.get(row.id)) if at is not None]
    return max(times) if times else None


def is_silent(row: DeviceRow, look: Looker) -> bool:
    """Whether somebody ought to look after it: in use this shift, and nothing heard of it lately."""
    at = heard_at(row, look)
    return not row.revoked and at is not None and SILENT_MS < look.now - at < SHIFT_MS


def with_costs(views: Views, w: int, cases: Sequence[CaseRow], rows: list[dict[str, Any]], look: Looker) -> None:
    """Puts beside each alert what it reaches, and beside each of its answers what that costs."""
    shorts = {case.id: case for case in cases if case.type == "FUL-SHORT"}
    blasts = views.board.blasts(list(shorts))
    cost = costing(views, w, list(shorts.values()), views.other_bins(list(shorts)), look)
    for row in rows:
        row["reach"] = reach_text(blasts.get(row["id"]), look)
        case = shorts.get(row["id"])
        if case is None:
            continue
        for one in (*row["keys"], *row["more"]):
            one["cost"] = cost(case, one["answer"], one["place"] if one["answer"] == FOUND else "")


def day_start(look: Looker) -> int:
    """When the warehouse's day began, ms UTC."""
    here = datetime.fromtimestamp(look.now / 1000, UTC).astimezone(look.zone)
    return int(here.replace(hour=0, minute=0, second=0, microsecond=0).timestamp() * 1000)
