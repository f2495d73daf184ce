"""What the supervisor's board shows: rows of the store put into words, worst first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from warehouse_app.service.alerts import alerts
from warehouse_app.service.approvals_page import on_board
from warehouse_app.service.board_side import SILENT_MS, heard_at, is_silent, side, with_costs
from warehouse_app.service.looking import Looker, age_text, clock_text
from warehouse_app.service.ports.views import DeviceRow, TruckRow, Views, WaveRow
from warehouse_app.service.profile_page import profile_line

SHOWN = ("released", "claimed", "walked")


def board(views: Views, w: int, look: Looker, odoo: Mapping[str, Any]) -> dict[str, Any]:
    """One picture of warehouse `w`, all of it as of the same read."""
    devices = views.devices(w)
    silent = {row.id for row in devices if is_silent(row, look)}
    open_, decided = alerts(views, w, look)
    with_costs(views, w, views.open_cases(w), open_, look)
    waves = views.waves(w, SHOWN)
    return {
        "now_text": clock_text(look.now, look.zone),
        "head": views.head(),
        "alerts": open_,
        "decided": decided,
        "pickers": _pickers(waves, {row.id: row for row in devices}, look),
        "waves": [_wave(row, silent) for row in waves],
        "trucks": [_truck(row, look) for row in views.trucks(w)],
        "waiting": {
            "scans": sum(row.waiting or 0 for row in devices if not row.revoked),
            "devices_offline": len(silent),
        },
        "odoo": dict(odoo),
        "approvals": on_board(views, w, look),
        "undelivered": views.delivery(w).persons,
        "side": side(views, w, look),
        "profile": profile_line(views, w, look),
    }


def device_rows(views: Views, w: int, look: Looker) -> list[dict[str, Any]]:
    """The devices page: each with its state, what waits on it and what never came."""
    return [_device(row, look) for row in views.devices(w)]


def _pickers(waves: Sequence[WaveRow], devices: Mapping[int, DeviceRow], look: Looker) -> list[dict[str, Any]]:
    """Who walks what, how far, and when their handheld was heard of last."""
    found = []
    for row in (row for row in waves if row.state == "claimed" and row.person):
        device = devices.get(row.device or 0)
        at = heard_at(device, look) if device is not None else None
        age = age_text(look.now - at, look.say) if at is not None else look.say("time.never")
        heard = look.say("board.no_handheld") if device is None else look.say("board.heard", age=age)
        figures = {"done": row.done, "lines": row.lines, "shorts": row.shorts}
        is_quiet = device is None or is_silent(device, look)
        found.append({"who": row.person, "number": row.number, **figures, "heard": heard, "is_silent": is_quiet})
    return sorted(found, key=lambda picker: str(picker["who"]))


def _wave(row: WaveRow, silent: set[int]) -> dict[str, Any]:
    return {
        "id": row.id,
        "number": row.number,
        "who": row.person,
        "done": row.done,
        "lines": row.lines,
        "shorts": row.shorts,
        "state": row.state,
        "device_ok": row.state != "claimed" or row.device not in silent,
    }


def _truck(row: TruckRow, look: Looker) -> dict[str, Any]:
    """Made: picked whole. At risk: short, and the truck still here. Lost: not made when it left."""
    gone = row.cutoff_at is not None and row.cutoff_at <= look.now
    rest = row.total - row.made
    return {
        "carrier": row.carrier,
        "cutoff_text": clock_text(row.cutoff_at, look.zone) if row.cutoff_at is not None else "",
        "made": row.made,
        "risk": 0 if gone else min(row.shorts, rest),
        "lost": rest if gone else 0,
        "total": row.total,
    }


def _device(row: DeviceRow, look: Looker) -> dict[str, Any]:
    at = heard_at(row, look)
    return {
        "id": row.id,
        "name": row.name,
        "state": _state(row, at, look.now),
        "last_seen_text": age_text(look.now - at, look.say) if at is not None else look.say("time.never"),
        "build": row.build or "",
        "waiting": row.waiting or 0,
        "last_seq": row.last_seq,
        "gaps_text": look.say("devices.gaps", which=_ranges(row.gaps)) if row.gaps else "",
    }


def _state(row: DeviceRow, at: int | None, now: int) -> str:
    if row.revoked:
        return "revoked"
    if at is None:
        return "new"
    return "online" if now - at <= SILENT_MS else "offline"


def _ranges(gaps: Sequence[tuple[int, int]]) -> str:
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in gaps)
