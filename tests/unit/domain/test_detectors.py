"""Detectors, one table each: facts in, keys of findings out; None is "cannot judge"."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from warehouse_app.domain.calendars import Hours, week_of
from warehouse_app.domain.cases import MINUTE
from warehouse_app.domain.cutoffs import Timetable
from warehouse_app.domain.detectors import Judged, Patience
from warehouse_app.domain.detectors.floor import (
    MANY,
    MARKS,
    PER_PATIENCE,
    FreeOrder,
    StandingTote,
    TakenWave,
    known_since,
    slot,
    standing_totes,
    still_waves,
    waiting_orders,
)
from warehouse_app.domain.detectors.silence import STALE_MS, Inflow, Waiting, no_orders, untold

DAYS = Timetable(ZoneInfo("UTC"), {}, frozenset())
ALWAYS = Hours({}, DAYS)
NOW = 1_780_000_000_000
HALF = Patience(NOW, 30, ALWAYS)


def ago(minutes: int) -> int:
    return NOW - minutes * MINUTE


def tote(minutes: int) -> StandingTote:
    return StandingTote("T-1", 5, 9, "S1", 3, "W-3", "DHL", None, ago(minutes))


def taken(minutes: int, left: int = 2) -> TakenWave:
    return TakenWave(3, "W-3", "Ina", "DHL", None, ago(minutes), left)


def free(minutes: int, n: int = 9) -> FreeOrder:
    return FreeOrder(n, f"S{n}", "DHL", NOW + n, ago(minutes))


TABLE: Sequence[tuple[Callable[..., Judged], Any, list[str] | None]] = [
    (standing_totes, None, None),
    (standing_totes, [], []),
    (standing_totes, [tote(30)], []),
    (standing_totes, [tote(31)], ["FUL-TOTE|stands|5.9"]),
    (still_waves, None, None),
    (still_waves, [taken(29)], []),
    (still_waves, [taken(31)], ["ORD-STUCK|still|3"]),
    (still_waves, [taken(31, left=0)], []),
    (waiting_orders, None, None),
    (waiting_orders, [free(31), free(29, 8)], ["ORD-STUCK|free|9"]),
    (waiting_orders, [free(31, n) for n in range(MANY)], [f"ORD-STUCK|free|{n}" for n in range(MANY)]),
    (waiting_orders, [free(31, n) for n in range(MANY + 1)], ["ORD-STUCK|free|pool.1"]),
    (untold, None, None),
    (untold, Waiting(0, None, "there", ""), []),
    (untold, Waiting(4, ago(29), "away", ""), []),
    (untold, Waiting(4, ago(30), "", ""), ["ORD-SYNC|odoo|1"]),
    (no_orders, None, None),
    (no_orders, Inflow(None, NOW, "there"), None),
    (no_orders, Inflow(ago(31), None, "there"), None),
    (no_orders, Inflow(ago(31), NOW, "away"), None),
    (no_orders, Inflow(ago(31), NOW - STALE_MS - 1, "there"), None),
    (no_orders, Inflow(ago(30), NOW, "there"), []),
    (no_orders, Inflow(ago(31), NOW, "there"), ["ORD-SYNC|orders|1"]),
]


@pytest.mark.parametrize(("judge", "facts", "keys"), TABLE)
def test_facts_become_findings_or_nothing_or_no_judgement(
    judge: Callable[..., Judged], facts: Any, keys: list[str] | None
) -> None:
    found = judge(facts, 1, HALF)
    assert (found if found is None else [one.key for one in found]) == keys
    for one in found or ():
        assert one.key.split("|")[0] == one.type
        assert one.facts["why"]


def test_a_night_is_no_time_that_something_stood_still_but_odoo_must_hear_at_night_too() -> None:
    hours = Hours(week_of("Mon-Sun 06:00-22:00") or {}, DAYS)
    eleven_at_night, five = NOW // 86_400_000 * 86_400_000 - 60 * MINUTE, NOW // 86_400_000 * 86_400_000 + 300 * MINUTE
    morning = Patience(five, 30, hours)
    assert still_waves([TakenWave(3, "W-3", "Ina", None, None, eleven_at_night, 2)], 1, morning) == []
    assert untold(Waiting(1, eleven_at_night, "away", ""), 1, morning)


def test_the_case_of_many_orders_has_the_first_truck_of_them() -> None:
    (one,) = waiting_orders([free(31, n) for n in range(5, MANY + 6)], 1, HALF) or ()
    assert (one.cutoff_at, one.facts["orders"]) == (NOW + 5, MANY + 1)


@pytest.mark.parametrize("minutes", [1, 7, 60, 240, 1440])
def test_what_waits_is_seen_after_its_time_and_at_most_a_half_later(minutes: int) -> None:
    kept: dict[int, tuple[int, int]] = {}
    newest, came, noticed = 100, NOW + 17 * MINUTE, 0
    for now in range(NOW, NOW + 4 * minutes * MINUTE + 40 * MINUTE, 15_000):
        newest = 101 if now >= came else 100
        old = kept.get(slot(now, minutes))
        if old is None or slot(old[0], minutes) != slot(now, minutes) or now - old[0] >= minutes * MINUTE:
            kept[slot(now, minutes)] = (now, newest)
        since = known_since(list(kept.values()), 101, now) if newest == 101 else now
        if not noticed and now - since > minutes * MINUTE:
            noticed = now
    waited = (noticed - came) / (minutes * MINUTE)
    assert 1 <= waited <= 1 + 2 / PER_PATIENCE + 15_000 / (minutes * MINUTE)
    assert len(kept) <= MARKS
