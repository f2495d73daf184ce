"""How the server and what hangs on it are, for programs that watch: plain figures, nothing of people or goods."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from warehouse_app.service.ports.views import Views

LOOPS = ("clock", "deliver", "notify", "pull", "retain", "seal")


def picture(views: Views, now: int, beats: Mapping[str, int]) -> dict[str, Any]:
    """Everything the store knows. `beats` says when each loop of this process last did a step (ms UTC)."""
    tail, head = views.unsealed(), views.chain_head()
    return {
        "generation": views.generation,
        "sealed": {"head": head.seq, "unsealed": tail.count, "oldest_s": _age(now, tail.oldest_at)},
        "retention": _retention(views, now),
        "loops": _loops(views, now, beats),
        "warehouses": [_warehouse(views, w, code, now) for w, code, *_ in views.warehouses()],
    }


def _loops(views: Views, now: int, beats: Mapping[str, int]) -> list[dict[str, Any]]:
    leases = {lease.name: lease for lease in views.leases()}
    rows = []
    for name in LOOPS:
        lease = leases.get(name)
        is_held = lease is not None and lease.until > now
        rows.append({"name": name, "held": is_held, "fence": lease.fence if lease else 0,
                     "beat_s": _age(now, beats.get(name))})  # fmt: skip
    return rows


def _retention(views: Views, now: int) -> dict[str, Any]:
    """How long ago all was deleted that was over (None: never yet), and how many rows went by which rule."""
    gone = {row.rule: row for row in views.retention.gone()}
    ran = gone.pop("run", None)
    return {"ran_s": _age(now, ran.at if ran else None), "gone": {rule: row.rows for rule, row in gone.items()}}


def _warehouse(views: Views, w: int, code: str, now: int) -> dict[str, Any]:
    delivery = views.delivery(w)
    away = delivery.state in ("away", "denied")
    return {
        "warehouse": code,
        "odoo": {"state": delivery.state or "not asked yet", "away_s": _age(now, delivery.since) if away else 0,
                 "pulled_s": _age(now, delivery.pulled_at)},
        "lanes": [
            {"kind": lag.kind, "waiting": lag.waiting, "oldest_s": _age(now, lag.oldest_at), "unknown": lag.unknown,
             "persons": lag.persons}
            for lag in views.lags() if lag.w == w
        ],
        "devices": [
            {"id": row.id, "waiting": row.waiting or 0, "heard_s": _age(now, row.seen_at), "gaps": row.gaps}
            for row in views.devices(w) if not row.revoked and (row.gaps or row.waiting)
        ],
    }  # fmt: skip


def _age(now: int, at: int | None) -> int | None:
    """Whole seconds; None where there is nothing to be old."""
    return None if at is None else max(now - at, 0) // 1000
