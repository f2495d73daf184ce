"""What to release: ready transfers in the order of their trucks, cut into waves of one cart each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Protocol

from warehouse_app.domain.carts import Cart, FreeTransfer
from warehouse_app.domain.labour import Pace, may_wait_until, minutes
from warehouse_app.domain.segments import ALONE
from warehouse_app.domain.wave_templates import Template, Templates

__all__ = ["Cart", "FreeTransfer", "Proposal", "planned", "propose"]

_NO_TRUCK = 2**53
_MINUTE = 60_000


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


def propose(free: Iterable[FreeTransfer], cutoffs: Mapping[str | None, int], made: Templates) -> list[Proposal]:
    """The waves to release, the first truck first; within a truck by priority, deadline and walk.

    `cutoffs` are the next departures by carrier (ms UTC); what has none comes last.
    """

    def truck(one: FreeTransfer) -> tuple[int, str]:
        return cutoffs.get(one.carrier, _NO_TRUCK), one.carrier or ""

    ordered = sorted(free, key=lambda one: (*truck(one), *_urgency(one)))
    return [
        Proposal(load[0].carrier, cutoffs.get(load[0].carrier), tuple(load))
        for _, group in groupby(ordered, key=truck)
        for load in _of_truck(list(group), made)
    ]


def _of_truck(group: list[FreeTransfer], made: Templates) -> list[list[FreeTransfer]]:
    """Carts of one truck, the most urgent first; no cart has orders of two groups."""
    loads = [[one] for one in group if one.lane == ALONE]
    groups: dict[str, list[FreeTransfer]] = defaultdict(list)
    for one in group:
        if one.lane != ALONE:
            groups[made.group(one)].append(one)
    for ones in groups.values():
        loads += _loads(ones, made.cart_of(ones[0]))
    return sorted(loads, key=lambda load: _urgency(load[0]))


def _may_share(load: list[FreeTransfer], made: Templates) -> bool:
    """Of one truck and one group; who walks alone shares with nobody."""
    return len({(one.carrier, made.group(one)) for one in load}) == 1 and (load[0].lane != ALONE or len(load) == 1)


def planned(
    free: Iterable[FreeTransfer], cutoffs: Mapping[str | None, int], made: Templates, carts: Iterable[Planned]
) -> list[Proposal]:
    """The same where carts were planned: those of them that still hold, the rest as `propose` does it.

    A cart that lost orders since is shown without them and without its way. The oldest order of a truck leads.
    """
    pool = {one.id: one for one in free}
    found = []
    for one in carts:
        load = [pool[id_] for id_ in one.ids if id_ in pool]
        if not load or not _may_share(load, made) or not made.cart_of(load[0]).holds(load):
            continue
        for order in load:
            del pool[order.id]
        whole = len(load) == len(one.ids)
        way = (one.metres, one.way) if whole else (None, "")
        found.append(Proposal(load[0].carrier, cutoffs.get(load[0].carrier), tuple(load), *way))
    found += propose(pool.values(), cutoffs, made)
    return sorted(found, key=_turn)


def waits_until(one: Proposal, made: Template, pace: Pace, now: int) -> int | None:
    """Until when (ms UTC) the rule keeps a wave in the pool for orders that fill its cart; None: it may go.

    Nothing urgent waits, nothing longer than the rule says since its oldest order came, and nothing whose age nobody
    knows: so no order starves. The truck comes first (`labour.may_wait_until`).
    """
    came = [order.since for order in one.transfers if order.since is not None]
    if not made.wait_min or one.urgent or len(came) < len(one.transfers):
        return None
    until = may_wait_until(made.cart.filled(one.transfers), one.cutoff_at, minutes(one.lines, one.metres, pace), now)
    at = min(until, min(came) + made.wait_min * _MINUTE) if until is not None else now
    return at if at > now else None


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
