"""What to release: ready transfers in the order of their trucks, cut into waves of one cart each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from warehouse_app.domain.segments import ALONE, LANES, MIXED

_NO_TRUCK = 2**53


@dataclass(frozen=True, slots=True)
class FreeTransfer:
    """A transfer that could be picked now. `first_rank` is where its walk begins.

    `priority` is Odoo's with the steps its segment adds, `lane` (`domain/segments`) says what it may share a cart with.
    """

    id: int
    order: str
    carrier: str | None
    deadline: int | None
    priority: int
    lines: int
    first_rank: int
    lane: str = MIXED


@dataclass(frozen=True, slots=True)
class Cart:
    """What goes on one cart at most: so many orders, each in a `tote` of its own or all together, and so many lines."""

    totes: int
    lines: int
    tote_each: bool = True

    @classmethod
    def of(cls, mode: str, totes: int, lines: int) -> Cart:
        """By the way of picking: `discrete` takes one order at a time, `batch` has no totes on the cart."""
        return cls(1 if mode == "discrete" else totes, lines, mode != "batch")

    def totes_for(self, orders: int) -> int:
        """How many totes stand on it with so many orders."""
        return orders if self.tote_each else 0

    def takes(self, load: list[FreeTransfer], more: FreeTransfer) -> bool:
        """Whether one more fits. A single order with too many lines goes alone, else it would never go."""
        return not load or (len(load) < self.totes and sum(one.lines for one in load) + more.lines <= self.lines)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A wave that could be released: transfers for one truck on one cart."""

    carrier: str | None
    cutoff_at: int | None
    transfers: tuple[FreeTransfer, ...]

    @property
    def ids(self) -> tuple[int, ...]:
        return tuple(one.id for one in self.transfers)

    @property
    def lines(self) -> int:
        return sum(one.lines for one in self.transfers)

    @property
    def urgent(self) -> int:
        return sum(one.priority > 0 for one in self.transfers)


def propose(free: Iterable[FreeTransfer], cutoffs: Mapping[str | None, int], cart: Cart) -> list[Proposal]:
    """The waves to release, the first truck first; within a truck by priority, deadline and walk.

    `cutoffs` are the next departures by carrier (ms UTC); what has none comes last.
    """

    def truck(one: FreeTransfer) -> tuple[int, str]:
        return cutoffs.get(one.carrier, _NO_TRUCK), one.carrier or ""

    ordered = sorted(free, key=lambda one: (*truck(one), *_urgency(one)))
    return [
        Proposal(load[0].carrier, cutoffs.get(load[0].carrier), tuple(load))
        for _, group in groupby(ordered, key=truck)
        for load in _of_truck(list(group), cart)
    ]


def _of_truck(group: list[FreeTransfer], cart: Cart) -> list[list[FreeTransfer]]:
    """Carts of one truck, the most urgent first; no cart has orders of two lanes."""
    alone = [[one] for one in group if one.lane == ALONE]
    lanes = [[one for one in group if one.lane == lane] for lane in LANES if lane != ALONE]
    loads = alone + [load for lane in lanes for load in _loads(lane, cart)]
    return sorted(loads, key=lambda load: _urgency(load[0]))


def _urgency(one: FreeTransfer) -> tuple[int, int, int, int]:
    return -one.priority, one.deadline if one.deadline is not None else _NO_TRUCK, one.first_rank, one.id


def _loads(group: Iterable[FreeTransfer], cart: Cart) -> Iterator[list[FreeTransfer]]:
    load: list[FreeTransfer] = []
    for one in group:
        if not cart.takes(load, one):
            yield load
            load = []
        load.append(one)
    if load:
        yield load
