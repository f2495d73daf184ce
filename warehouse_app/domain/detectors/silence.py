"""What is silent: Odoo does not hear of the floor, or no new order comes from it."""

from __future__ import annotations

from dataclasses import dataclass

from warehouse_app.domain.cases import MINUTE, Finding
from warehouse_app.domain.detectors import Judged, Patience

STALE_MS = 2 * MINUTE  # a pull that is older cannot say that nothing came


@dataclass(frozen=True, slots=True)
class Waiting:
    """What Odoo has not heard: how much, since when (None: nothing waits), and how it stands with Odoo."""

    waiting: int
    oldest_at: int | None
    state: str
    words: str


@dataclass(frozen=True, slots=True)
class Inflow:
    """`newest_at`: when the newest order came, None before one was seen. `pulled_at`: when Odoo was read last."""

    newest_at: int | None
    pulled_at: int | None
    state: str


def untold(facts: Waiting | None, w: int, patience: Patience) -> Judged:
    """ORD-SYNC: what waits to be told is old. A night is no excuse: these are plain minutes."""
    if facts is None:
        return None
    if facts.oldest_at is None or patience.now - facts.oldest_at < patience.minutes * MINUTE:
        return []
    known = {"waiting": facts.waiting, "why": facts.state or "away", "words": facts.words, "wave": ""}
    return [Finding(f"ORD-SYNC|odoo|{w}", "ORD-SYNC", w, facts=known)]


def no_orders(facts: Inflow | None, w: int, patience: Patience) -> Judged:
    """ORD-SYNC: Odoo is read, and no new order has come for longer than is usual."""
    if facts is None or facts.newest_at is None or facts.pulled_at is None or facts.state != "there":
        return None
    if patience.now - facts.pulled_at > STALE_MS:
        return None
    if not patience.is_over(facts.newest_at):
        return []
    known = {"about": "orders", "wave": "", "minutes": patience.minutes, "why": "no_orders"}
    return [Finding(f"ORD-SYNC|orders|{w}", "ORD-SYNC", w, facts=known)]
