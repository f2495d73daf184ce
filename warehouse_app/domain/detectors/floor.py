"""What stands still on the floor: totes with goods, waves in somebody's hand, orders nobody released."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from warehouse_app.domain.cases import Finding
from warehouse_app.domain.detectors import Judged, Patience

MARKS = 8  # readings of the newest number are kept so many times over
MANY = 20  # orders that wait one by one are a case each
PER_PATIENCE = 5  # of them in the time that something may stand still


@dataclass(frozen=True, slots=True)
class StandingTote:
    """A tote with picked goods that left the picker's hand; nothing of it was scanned since `moved_at`."""

    code: str
    tote: int
    transfer: int
    order: str
    wave: int
    number: str
    carrier: str | None
    cutoff_at: int | None
    moved_at: int


@dataclass(frozen=True, slots=True)
class TakenWave:
    """A wave in somebody's hand with lines still to do; the last scan of it, or its taking, was at `scanned_at`."""

    id: int
    number: str
    who: str
    carrier: str | None
    cutoff_at: int | None
    scanned_at: int
    left: int


@dataclass(frozen=True, slots=True)
class FreeOrder:
    """Clear to be picked and in no wave; `since` is when that was so at the latest."""

    transfer: int
    name: str
    carrier: str | None
    cutoff_at: int | None
    since: int


def standing_totes(totes: Sequence[StandingTote] | None, w: int, patience: Patience) -> Judged:
    """FUL-TOTE: goods in a tote that nobody moves on."""
    if totes is None:
        return None
    return [
        Finding(
            f"FUL-TOTE|stands|{one.tote}.{one.transfer}", "FUL-TOTE", w, one.cutoff_at, wave=one.wave,
            transfer=one.transfer,
            facts={
                "tote": one.code, "order": one.order, "wave": one.number, "carrier": one.carrier,
                "cutoff_at": one.cutoff_at, "minutes": patience.minutes, "why": "tote_stands",
            },
        )
        for one in totes
        if patience.is_over(one.moved_at)
    ]  # fmt: skip


def still_waves(waves: Sequence[TakenWave] | None, w: int, patience: Patience) -> Judged:
    """ORD-STUCK: somebody has the wave, and no scan comes."""
    if waves is None:
        return None
    return [
        Finding(
            f"ORD-STUCK|still|{one.id}", "ORD-STUCK", w, one.cutoff_at, wave=one.id,
            facts={
                "about": "taken", "wave": one.number, "worker": one.who, "left": one.left, "carrier": one.carrier,
                "cutoff_at": one.cutoff_at, "minutes": patience.minutes, "why": "wave_still",
            },
        )
        for one in waves
        if one.left and patience.is_over(one.scanned_at)
    ]  # fmt: skip


def waiting_orders(orders: Sequence[FreeOrder] | None, w: int, patience: Patience) -> Judged:
    """ORD-STUCK: nothing is wrong with the order, and it is in no wave. Very many are one case: nobody releases."""
    if orders is None:
        return None
    late = [one for one in orders if patience.is_over(one.since)]
    if len(late) > MANY:
        trucks = [one.cutoff_at for one in late if one.cutoff_at is not None]
        facts = {"about": "pool", "wave": "", "orders": len(late), "minutes": patience.minutes, "why": "order_waits"}
        return [Finding(f"ORD-STUCK|free|pool.{w}", "ORD-STUCK", w, min(trucks, default=None), facts=facts)]
    return [_waits(one, w, patience) for one in late]


def _waits(one: FreeOrder, w: int, patience: Patience) -> Finding:
    facts = {"order": one.name, "wave": "", "carrier": one.carrier, "cutoff_at": one.cutoff_at}
    facts |= {"minutes": patience.minutes, "why": "order_waits"}
    return Finding(f"ORD-STUCK|free|{one.transfer}", "ORD-STUCK", w, one.cutoff_at, transfer=one.transfer, facts=facts)


def slot(now: int, minutes: int) -> int:
    """Where the reading of `now` is kept: an old one is overwritten when it is no longer needed.

    >>> [slot(minute * 60_000, 10) for minute in (0, 1, 2, 4, 16)]
    [0, 0, 1, 2, 0]
    """
    return now // (minutes * 60_000 // PER_PATIENCE) % MARKS


def known_since(marks: Sequence[tuple[int, int]], number: int, now: int) -> int:
    """When something with this ever growing number was here at the latest; `marks` are (ms, newest number then).

    >>> known_since([(100, 7), (200, 9)], 8, 300), known_since([(100, 7), (200, 9)], 7, 300), known_since([], 7, 300)
    (200, 100, 300)
    """
    return min((at for at, newest in marks if newest >= number), default=now)
