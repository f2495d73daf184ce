"""How far behind Odoo is, in words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, tzinfo
from typing import Any

from warehouse_app.service.looking import clock_text
from warehouse_app.service.ports.telling import Delivery

LATE_MS = 120_000


def odoo_link(delivery: Delivery, now: int, say: Callable[..., str], name: str, zone: tzinfo = UTC) -> dict[str, Any]:
    """{ok, text} for the board; `name` is what the Odoo behind the app is called."""
    behind_ms = max(now - delivery.oldest_at, 0) if delivery.oldest_at is not None else 0
    told = {"name": name, "n": delivery.waiting, "behind": behind_text(behind_ms, say)}
    told["since"] = clock_text(delivery.since, zone) if delivery.since is not None else ""
    if delivery.state in ("away", "denied"):
        return {"ok": False, "text": say(f"board.odoo_{delivery.state}", **told)}
    if not delivery.waiting:
        return {"ok": True, "text": say("board.odoo_level", **told)}
    return {"ok": behind_ms < LATE_MS, "text": say("board.odoo_behind", **told)}


def behind_text(ms: int, say: Callable[..., str]) -> str:
    """A span of time as a person says it.

    >>> [behind_text(ms, lambda key, n: f"{n} {key}") for ms in (2900, 119_000, 600_000)]
    ['2 time.seconds', '119 time.seconds', '10 time.minutes']
    """
    seconds = ms // 1000
    return say("time.seconds", n=seconds) if seconds < 120 else say("time.minutes", n=seconds // 60)
