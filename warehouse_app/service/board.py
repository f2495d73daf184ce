"""What the supervisor's board shows: rows of the store put into words, worst first."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from warehouse_app.service.ports.views import CaseRow, DeviceRow, TruckRow, Views, WaveRow

Say = Callable[..., str]

SILENT_MS = 120_000  # a device that was not heard of for so long is offline
SHIFT_MS = 12 * 3600 * 1000  # longer than this and it lies in its drawer: nobody waits for it
SHOWN = ("released", "claimed", "walked")
_SEVERITIES = ("critical", "high", "normal", "low")


@dataclass(frozen=True, slots=True)
class Looker:
    """How the one who looks reads: wording, clock (ms UTC), zone, and who was heard of when (device -> ms)."""

    say: Say
    now: int
    zone: ZoneInfo
    heard: Mapping[int, int]


def board(views: Views, w: int, look: Looker, odoo: Mapping[str, Any]) -> dict[str, Any]:
    """One picture of warehouse `w`, all of it as of the same read."""
    devices = views.devices(w)
    silent = {row.id for row in devices if is_silent(row, look)}
    return {
        "now_text": clock_text(look.now, look.zone),
        "head": views.head(),
        "alerts": [_alert(case, look) for case in _worst_first(views.open_cases(w))],
        "waves": [_wave(row, silent) for row in views.waves(w, SHOWN)],
        "trucks": [_truck(row, look) for row in views.trucks(w)],
        "waiting": {
            "scans": sum(row.waiting or 0 for row in devices if not row.revoked),
            "devices_offline": len(silent),
        },
        "odoo": dict(odoo),
    }


def device_rows(views: Views, w: int, look: Looker) -> list[dict[str, Any]]:
    """The devices page: each with its state, what waits on it and what never came."""
    return [_device(row, look) for row in views.devices(w)]


def heard_at(row: DeviceRow, look: Looker) -> int | None:
    """When the device last spoke to us: its last upload, or any question since we started."""
    times = [at for at in (row.seen_at, look.heard.get(row.id)) if at is not None]
    return max(times) if times else None


def is_silent(row: DeviceRow, look: Looker) -> bool:
    """Whether somebody ought to look after it: in use this shift, and nothing heard of it lately."""
    at = heard_at(row, look)
    return not row.revoked and at is not None and SILENT_MS < look.now - at < SHIFT_MS


def clock_text(at: int, zone: ZoneInfo) -> str:
    """Time of day in the warehouse.

    >>> clock_text(0, ZoneInfo("Europe/Berlin"))
    '01:00'
    """
    return datetime.fromtimestamp(at / 1000, UTC).astimezone(zone).strftime("%H:%M")


def age_text(ms: int, say: Say) -> str:
    """How long ago, as a person says it."""
    minutes = max(ms, 0) // 60_000
    if minutes < 1:
        return say("time.now")
    if minutes < 120:
        return say("time.minutes_ago", n=minutes)
    return say("time.hours_ago", n=minutes // 60) if minutes < 48 * 60 else say("time.days_ago", n=minutes // 1440)


def amount_text(m: object) -> str:
    """Thousandths as a number.

    >>> [amount_text(m) for m in (3000, 1250, "?")]
    ['3', '1.25', '?']
    """
    return f"{m / 1000:.3f}".rstrip("0").rstrip(".") if isinstance(m, int) else str(m)


def _worst_first(cases: Sequence[CaseRow]) -> list[CaseRow]:
    def badness(case: CaseRow) -> tuple[int, float, int]:
        rank = _SEVERITIES.index(case.severity) if case.severity in _SEVERITIES else len(_SEVERITIES)
        return rank, case.due_at if case.due_at is not None else float("inf"), case.id

    return sorted(cases, key=badness)


def _alert(case: CaseRow, look: Looker) -> dict[str, Any]:
    left = None if case.due_at is None else (case.due_at - look.now) // 60_000
    facts = dict(case.facts)
    facts |= {name[:-2]: amount_text(value) for name, value in case.facts.items() if name.endswith("_m")}
    about = "goods" if facts.get("product") else "wave"
    return {
        "id": case.id,
        "number": case.number,
        "minutes_left": left,
        "severity": case.severity,
        "what": look.say(f"case.{case.type}.{about}", **facts),
        "detail": _detail(case, facts, look.say),
        "age_text": age_text(look.now - case.opened_at, look.say),
        "owner": look.say(f"owner.{case.owner}"),
    }


def _detail(case: CaseRow, facts: Mapping[str, Any], say: Say) -> str:
    parts = [say("case.order", **facts)] if facts.get("order") else []
    if facts.get("tote"):
        parts.append(say("case.tote", **facts))
    if facts.get("reason"):
        parts.append(say(f"reason.{facts['reason']}"))
    why = facts.get("why")
    if why and case.type == "FUL-SCAN":
        parts.append(say(f"conflict.{why}", **facts))
    elif why:
        parts.append(say(f"changed.{why}", **facts))
    return " · ".join(parts)


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
