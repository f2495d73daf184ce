"""How long walks take, when each truck's orders are picked, and how many pickers that takes.

A wave is expected to take so long for setting out, for each line and for each metre. What waves of late really took,
beside that, is the pace of the floor: one figure for all, the median of their ratios, of nobody alone.

>>> pace_of([])
Pace(factor=1.0, waves=0)
>>> round(minutes(12, 120, Pace(1.5, 40)))
12
>>> forecast([Work("DHL", 60 * MINUTE, 90)], 1, 0, 0)[0].more
1
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil
from statistics import median

MINUTE = 60_000
PACKING_MS = 15 * MINUTE  # from the last pick to the truck
START_MIN, LINE_MIN, METRE_MIN = 2.0, 1 / 3, 1 / 60
METRES_PER_LINE = 10.0  # where nobody knows how far it is
_FEWEST = 5  # waves that say something
_LEAST, _MOST = 0.3, 4.0
_REAL = (1.0, 240.0)  # minutes: what took less or longer was no walk
_NOTICE_MIN = 10.0  # nobody is found at once
_FULL = 0.7  # of what a cart takes: little is gained by waiting
_NOT_CLOSER_MIN = 30
_CROWD = 10  # more pickers than that are not asked for


@dataclass(frozen=True, slots=True)
class Walked:
    """A wave as it was walked."""

    lines: int
    metres: float | None
    minutes: float


@dataclass(frozen=True, slots=True)
class Pace:
    """How much longer than expected a walk takes, as so many waves say."""

    factor: float = 1.0
    waves: int = 0


@dataclass(frozen=True, slots=True)
class Work:
    """What is still to be walked for a truck (ms UTC; None: it has none), in minutes of one picker."""

    carrier: str | None
    cutoff_at: int | None
    minutes: float


@dataclass(frozen=True, slots=True)
class Forecast:
    """When a truck's orders are picked and packed; None: nobody picks. `more` pickers by `by_at` make it; `lost`: not
    even a crowd does."""

    carrier: str | None
    cutoff_at: int | None
    minutes: float
    done_at: int | None
    more: int = 0
    by_at: int | None = None
    lost: bool = False


def expected(lines: int, metres: float | None) -> float:
    """Minutes of a walk as a stranger would guess them."""
    return START_MIN + lines * LINE_MIN + (lines * METRES_PER_LINE if metres is None else metres) * METRE_MIN


def pace_of(walked: Iterable[Walked]) -> Pace:
    """Of the waves of late."""
    real = [one for one in walked if one.lines and _REAL[0] <= one.minutes <= _REAL[1]]
    if len(real) < _FEWEST:
        return Pace()
    factor = median(one.minutes / expected(one.lines, one.metres) for one in real)
    return Pace(min(max(factor, _LEAST), _MOST), len(real))


def minutes(lines: int, metres: float | None, pace: Pace) -> float:
    """What a walk takes at this pace."""
    return expected(lines, metres) * pace.factor if lines else 0.0


def may_wait_until(share: float, cutoff_at: int | None, minutes_: float, now: int) -> int | None:
    """Until when a cart that is filled so far (0 to 1) may be kept for orders to come; None: it should go.

    Half as long again as its walk takes and half an hour are kept free before the truck, besides packing.

    >>> may_wait_until(0.3, 200 * MINUTE, 20, 0) // MINUTE
    125
    >>> may_wait_until(0.9, 200 * MINUTE, 20, 0), may_wait_until(0.3, 75 * MINUTE, 20, 0)
    (None, None)
    """
    if cutoff_at is None or share >= _FULL:
        return None
    until = cutoff_at - PACKING_MS - round((1.5 * minutes_ + _NOT_CLOSER_MIN) * MINUTE)
    return until if until > now else None


def forecast(works: Iterable[Work], pickers: int, now: int, tail_ms: int = PACKING_MS) -> list[Forecast]:
    """Truck after truck, the first first: everybody picks for it until it is done."""
    found, total = [], 0.0
    for work in sorted(works, key=lambda one: (one.cutoff_at or 2**53, one.carrier or "")):
        total += work.minutes
        done_at = now + round(total / pickers * MINUTE) + tail_ms if pickers else None
        said = Forecast(work.carrier, work.cutoff_at, work.minutes, done_at)
        found.append(said if work.cutoff_at is None else _with_help(said, total, pickers, now, tail_ms))
    return found


def _with_help(said: Forecast, total: float, pickers: int, now: int, tail_ms: int) -> Forecast:
    assert said.cutoff_at is not None
    left = (said.cutoff_at - tail_ms - now) / MINUTE
    if total <= pickers * left or not said.minutes:
        return said
    fewest = max(1, ceil(total / left) - pickers) if left > 0 else _CROWD + 1
    # One more than the fewest may come later: whoever is asked needs a moment to come.
    asked = [(more, ((pickers + more) * left - total) / more) for more in range(fewest, _CROWD + 1)]
    more, by = next((one for one in asked if one[1] >= _NOTICE_MIN), asked[0] if asked else (0, 0.0))
    by_at = now + round(by * MINUTE) if more else None
    return Forecast(said.carrier, said.cutoff_at, said.minutes, said.done_at, more, by_at, lost=not more)
