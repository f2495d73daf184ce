"""What to release: ready transfers in the order of their trucks, cut into waves of one cart each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Protocol

from warehouse_app.domain.segments import ALONE, LANES, MIXED

_NO_TRUCK = 2**53


@dataclass(frozen=True, slots=True)
class FreeTransfer:
    """A transfer that could be picked now. `first_rank` is where its walk begins; `grams` and `ml` of all its goods, as
    far as they are known.

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
    grams: int = 0
    ml: int = 0


@dataclass(frozen=True, slots=True)
class Cart:
    """What goes on one cart at most: so many orders, each in a `tote` of its own or all together, so many lines, and,
    where that is set, so many grams and millilitres."""

    totes: int
    lines: int
    tote_each: bool = True
    grams: int | None = None
    ml: int | None = None

    @classmethod
    def of(cls, mode: str, totes: int, lines: int, grams: int | None = None, ml: int | None = None) -> Cart:
        """By the way of picking: `discrete` takes one order at a time, `batch` has no totes on the cart."""
        return cls(1 if mode == "discrete" else totes, lines, mode != "batch", grams, ml)

    def totes_for(self, orders: int) -> int:
        """How many totes stand on it with so many orders."""
        return orders if self.tote_each else 0

    def takes(self, load: list[FreeTransfer], more: FreeTransfer) -> bool:
        """Whether one more fits. A single order with too many lines goes alone, else it would never go."""
        return not load or (len(load) < self.totes and self._carries([*load, more]))

    def holds(self, load: list[FreeTransfer]) -> bool:
        """Whether all of them go on one cart."""
        return len(load) == 1 or (len(load) <= self.totes and self._carries(load))

    def filled(self, load: Sequence[FreeTransfer]) -> float:
        """How full it is with these, from 0 to 1, by what fills it first."""
        return max(len(load) / self.totes, sum(one.lines for one in load) / self.lines)

    def is_too_small(self, one: FreeTransfer) -> bool:
        """Whether a single order is more than it takes."""
        return not self._carries([one])

    def _carries(self, load: list[FreeTransfer]) -> bool:
        return (
            sum(one.lines for one in load) <= self.lines
            and (self.grams is None or sum(one.grams for one in load) <= self.grams)
            and (self.ml is None or sum(one.ml for one in load) <= self.ml)
        )


class Planned(Protocol):
    """A cart that was planned for the pool as it was."""

    @property
    def ids(self) -> tuple[int, ...]: ...
    @property
    def metres(self) -> float: ...
    @property
    def way(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Proposal:
    """A wave that could be released: transfers for one truck on one cart."""

    carrier: str | None
    cutoff_at: int | None
    transfers: tuple[FreeTransfer, ...]
    metres: float | None = None
    way: str = ""

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


def _may_share(load: list[FreeTransfer]) -> bool:
    """Of one truck and one lane; who walks alone shares with nobody."""
    return len({(one.carrier, one.lane) for one in load}) == 1 and (load[0].lane != ALONE or len(load) == 1)


def planned(
    free: Iterable[FreeTransfer], cutoffs: Mapping[str | None, int], cart: Cart, carts: Iterable[Planned]
) -> list[Proposal]:
    """The same where carts were planned: those of them that still hold, the rest as `propose` does it.

    A cart that lost orders since is shown without them and without its way. The oldest order of a truck leads.
    """
    pool = {one.id: one for one in free}
    found = []
    for one in carts:
        load = [pool[id_] for id_ in one.ids if id_ in pool]
        if not load or not _may_share(load) or not cart.holds(load):
            continue
        for order in load:
            del pool[order.id]
        whole = len(load) == len(one.ids)
        way = (one.metres, one.way) if whole else (None, "")
        found.append(Proposal(load[0].carrier, cutoffs.get(load[0].carrier), tuple(load), *way))
    found += propose(pool.values(), cutoffs, cart)
    return sorted(found, key=_turn)


def _turn(one: Proposal) -> tuple[object, ...]:
    truck = one.cutoff_at if one.cutoff_at is not None else _NO_TRUCK
    return truck, one.carrier or "", min((*_urgency(order)[:2], order.id) for order in one.transfers)


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
