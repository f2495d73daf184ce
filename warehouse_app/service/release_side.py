"""What lies beside the pool on the release page: waves nobody has, and waves being walked."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from warehouse_app.domain.wave_templates import Templates
from warehouse_app.service.looking import Looker, clock_text, many
from warehouse_app.service.ports.views import Views, WaveRow

_MINUTE = 60_000


def walking_row(row: WaveRow, look: Looker) -> dict[str, Any]:
    at = clock_text(row.cutoff_at, look.zone) if row.cutoff_at is not None else ""
    return {
        "number": row.number,
        "who": row.person or "",
        "done": row.done,
        "lines": row.lines,
        "time": _time(row, look),
        "truck": f"{row.carrier or look.say('board.no_carrier')} {at}".strip(),
    }


def released_row(
    row: WaveRow, others: Sequence[WaveRow], made: Templates, needs: Collection[str], look: Looker
) -> dict[str, Any]:
    time = clock_text(row.cutoff_at, look.zone) if row.cutoff_at is not None else ""
    truck = f"{row.carrier or look.say('board.no_carrier')} {time}".strip()
    asks = [look.say(f"people.skill_{skill}") for skill in sorted(needs)]
    return {
        "id": row.id,
        "number": row.number,
        "to": row.assigned,
        "to_name": row.assigned_name,
        "mates": [(one.id, one.number) for one in others if _may_merge(row, one, made)],
        "batch": row.batch or "",
        "sub": " · ".join(
            part
            for part in (truck, many(look, "line", row.lines), _minutes(row.minutes, look), " ".join(row.zones), *asks)
            if part
        ),
    }


def _may_merge(one: WaveRow, other: WaveRow, made: Templates) -> bool:
    """One truck, and a cart that may hold both: what never fits is not offered."""
    if one.id == other.id or one.batch or other.batch:
        return False
    is_one_truck = (one.carrier, one.cutoff_at) == (other.carrier, other.cutoff_at)
    return is_one_truck and made.may_hold(one.totes + other.totes, one.lines + other.lines)


def in_batches(number: int, look: Looker) -> str:
    """Orders that wait in batches made in Odoo."""
    return look.say("release.in_batches", orders=many(look, "order", number)) if number else ""


def _minutes(minutes: float | None, look: Looker) -> str:
    return look.say("time.minutes", n=max(1, round(minutes))) if minutes is not None else ""


def _time(row: WaveRow, look: Looker) -> str:
    """How long it is walked already, of what it was to take."""
    if row.claimed_at is None or row.minutes is None:
        return ""
    gone = max(0, (look.now - row.claimed_at) // _MINUTE)
    return look.say("release.walked_of", n=gone, of=max(1, round(row.minutes)))


def pickers(views: Views, w: int, look: Looker) -> list[tuple[int, str]]:
    walking = {row.person: row.number for row in views.waves(w, ("claimed",))}

    def words(name: str) -> str:
        number = walking.get(name)
        return look.say("release.walking", name=name, number=number) if number else name

    return [(one.id, words(one.name)) for one in views.people(w) if one.active and "picker" in one.roles]
