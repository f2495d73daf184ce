"""What the floor's own facts raise: a short, and what a device says that does not fit.

Owners and clocks are those of their types (`taxonomy.py`).
"""

from __future__ import annotations

from dataclasses import asdict

from warehouse_app.domain.cases import Finding, Goods
from warehouse_app.domain.facts import Event, Short
from warehouse_app.domain.picking import Line, Wave


def short_key(line: int) -> str:
    """The finding key of a short line; unique while its case is open."""
    return f"FUL-SHORT|line|{line}"


def short_finding(short: Short, line: Line, w: int, goods: Goods, event: str) -> Finding:
    """A short that a supervisor decides before the truck."""
    facts = asdict(goods) | {"missing_m": short.missing_m, "found_m": short.found_m, "reason": short.reason}
    return Finding(
        short_key(line.id), "FUL-SHORT", w, goods.cutoff_at,
        wave=line.wave, line=line.id, transfer=line.transfer, event=event, facts=facts,
    )  # fmt: skip


def stray_finding(event: Event, key: str, w: int) -> Finding:
    """Something a device says that fits no wave we know; a person asks who has the device."""
    facts = {"wave": "", "why": key, "said": dict(event.body), "kind": event.kind}
    return Finding(f"FUL-SCAN|event|{event.id}", "FUL-SCAN", w, event=event.id, facts=facts)


def conflict_finding(event: Event, key: str, wave: Wave, line: Line | None, goods: Goods | None) -> Finding:
    """Two truths: what a device says does not fit what the floor knows; a person looks into the tote."""
    about = f"line|{line.id}" if line else f"wave|{wave.id}"
    facts = (asdict(goods) if goods else {"wave": wave.number}) | {"why": key, "said": dict(event.body)}
    return Finding(
        f"FUL-SCAN|{about}", "FUL-SCAN", wave.w, goods.cutoff_at if goods else None,
        wave=wave.id, line=line.id if line else None, transfer=line.transfer if line else None,
        event=event.id, facts=facts,
    )  # fmt: skip
