"""What runs a search, and how long it may: a number of changes promised by a pace, and the clock as the limit.

How many changes are tried follows from the seconds that are given, by a pace each engine keeps with ease. So the same
seed gives the same plan on any machine that keeps up; one that does not cools down by the clock and says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import inf
from typing import Any, NamedTuple

from warehouse_app.domain.planning import annealing, cover, halves, pool
from warehouse_app.domain.planning.problem import Limits
from warehouse_app.domain.routing.layout import Layout

_OTHER_SEED = 1_000_003
SLICES = 200  # how often a search looks at the clock

Clock = Callable[[], float]


class Found(NamedTuple):
    """The parts on each cart, metres before and after the search, and whether the clock cut it short."""

    groups: list[list[int]]
    before: float
    after: float
    late: bool


Job = Callable[[], Found]
Beside = Callable[[Job], Callable[[], Found | None]]


@dataclass(frozen=True)
class Engine:
    """A way of running the search: changes a second that are promised, and seconds for putting a part into tables.

    `beside` begins a search on another core and gives a function that waits for what it found; None = no other core.
    """

    pace: float
    few_pace: float  # of `pool`
    fill_part_s: float
    as_table: Callable[[Any], Any]
    fill: Callable[..., None]
    anneal: Callable[..., float]
    begin: Callable[..., None]
    stir: Callable[..., float]
    recombine: Callable[..., float]
    beside: Beside | None = None


def _as_it_is(table: Any) -> Any:
    return table


PLAIN = Engine(
    7000, 20_000, 0.0001, _as_it_is, annealing.fill, annealing.anneal, pool.begin, pool.stir, cover.recombine
)


def both(engine: Engine, jobs: Sequence[Job]) -> list[Found | None]:
    """What the jobs found, the others beside the first; None for one that did not come back in time."""
    waiting = [engine.beside(job) for job in jobs[1:]] if engine.beside else []
    return [jobs[0](), *(wait() for wait in waiting)]


def best_of(done: Sequence[Found | None]) -> Found:
    """The one that walks least; late when one of them was."""
    late = any(one is None or one.late for one in done)
    return min((one for one in done if one), key=lambda one: one.after)._replace(late=late)


@dataclass(frozen=True)
class Search:
    """What all bands share."""

    layout: Layout
    limits: Limits
    engine: Engine
    seed: int
    clock: Clock
    one_way: frozenset[int] = frozenset()

    def alone_or_twice(self) -> list[Search]:
        """Where there are two cores each searches by a seed of its own."""
        return [self, replace(self, seed=self.seed + _OTHER_SEED)] if self.engine.beside else [self]

    def most(self) -> list[float]:
        """What a cart takes, with room for what adding up loses."""
        return [one * (1 + 1e-9) if one < inf else halves.FAR for one in self.limits.load]


@dataclass(frozen=True)
class Effort:
    """This share of the `seconds` given for all, which promises changes; but no more than `left` seconds are spent."""

    seconds: float
    left: float


@dataclass
class Cooling:
    """How hot each slice of a search is; `late` when the clock was ahead of what was promised."""

    clock: Clock
    begun: float
    seconds: float
    late: bool = False

    def slices(self, hot: float, cold: float, set_up: float, rounds: int = 1) -> Iterator[tuple[int, float]]:
        """The round and the heat. `set_up` is the share of the seconds that went by before."""
        done = 0.0
        while done < 1:
            spent = ((self.clock() - self.begun) / self.seconds - set_up) / (1 - set_up)
            self.late = self.late or spent > done
            done = max(done, spent)
            if done < 1:
                turn, within = divmod(done * rounds, 1)
                yield int(turn), hot * (cold / hot) ** within
            done += 1 / SLICES
