"""How the one who looks reads: times, spans and amounts in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo

Say = Callable[..., str]


@dataclass(frozen=True, slots=True)
class Looker:
    """How the one who looks reads: wording, clock (ms UTC), zone, and who was heard of when (device -> ms)."""

    say: Say
    now: int
    zone: ZoneInfo
    heard: Mapping[int, int]


def clock_text(at: int, zone: tzinfo) -> str:
    """Time of day in the warehouse.

    >>> clock_text(0, ZoneInfo("Europe/Berlin"))
    '01:00'
    """
    return datetime.fromtimestamp(at / 1000, UTC).astimezone(zone).strftime("%H:%M")


def moment_text(at: int, look: Looker) -> str:
    """The time of day, with the day where it is another."""
    then = datetime.fromtimestamp(at / 1000, UTC).astimezone(look.zone)
    today = datetime.fromtimestamp(look.now / 1000, UTC).astimezone(look.zone).date()
    return then.strftime("%H:%M" if then.date() == today else "%Y-%m-%d %H:%M")


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


def many(look: Looker, one: str, n: int) -> str:
    """`1 order`, `8 orders`."""
    return look.say(f"unit.{one}" if n == 1 else f"unit.{one}s", n=n)
