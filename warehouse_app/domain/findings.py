"""What the floor's own facts raise: a short, and what a device says that does not fit.

The owners and clocks are those of the shipped taxonomy (types FUL-SHORT and FUL-SCAN); it becomes data that a
supervisor edits.
"""

from __future__ import annotations

from dataclasses import asdict

from warehouse_app.domain.cases import CONFLICT_ANSWER, MINUTE, PACK_BUFFER, Finding, Goods
from warehouse_app.domain.facts import Event, Short
from warehouse_app.domain.picking import Line, Wave


def short_key(line: int) -> str:
    """The finding key of a short line; unique while its case is open."""
    return f"FUL-SHORT|line|{line}"


def short_finding(short: Short, line: Line, w: int, goods: Goods, event: str, now: int) -> Finding:
    """A short that a supervisor decides before the truck: the clock is its cut-off less the packing time."""
    due_at = goods.cutoff_at - PACK_BUFFER if goods.cutoff_at else now + 30 * MINUTE
    severity = "critical" if due_at - now < 60 * MINUTE else "high"
    facts = asdict(goods) | {"missing_m": short.missing_m, "found_m": short.found_m, "reason": short.reason}
    return Finding(
        short_key(line.id), "FUL-SHORT", w, "floor", severity, due_at, line.wave, line.id, line.transfer, event, facts
    )


def stray_finding(event: Event, key: str, w: int, now: int) -> Finding:
    """Something a device says that fits no wave we know; a person asks who has the device."""
    facts = {"wave": "", "why": key, "said": dict(event.body), "kind": event.kind}
    return Finding(
        f"FUL-SCAN|event|{event.id}", "FUL-SCAN", w, "floor", "high", now + CONFLICT_ANSWER, event=event.id, facts=facts
    )


def conflict_finding(event: Event, key: str, wave: Wave, line: Line | None, goods: Goods | None, now: int) -> Finding:
    """Two truths: what a device says does not fit what the floor knows; a person looks into the tote."""
    about = f"line|{line.id}" if line else f"wave|{wave.id}"
    facts = (asdict(goods) if goods else {"wave": wave.number}) | {"why": key, "said": dict(event.body)}
    return Finding(
        f"FUL-SCAN|{about}", "FUL-SCAN", wave.w, "floor", "high", now + CONFLICT_ANSWER,
        wave.id, line.id if line else None, line.transfer if line else None, event.id, facts,
    )  # fmt: skip
