"""Carts for the pool: planned as a whole in the child process, and mended in between when an order comes or goes.

A cart has orders of one truck and one group (`domain/carts`), as much as it takes; the planner knows nothing of trucks
beyond that. In a hall with several depots or one-way aisles it is planned more than once, by what the planner knows of
it, and the carts that really walk least are taken: what is told of a cart is always its whole walk as it is walked.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from itertools import product

from warehouse_app.domain.carts import Cart, FreeTransfer
from warehouse_app.domain.layout import Hall, in_order
from warehouse_app.domain.layout.drawing import way_of
from warehouse_app.domain.planning.planner import plan
from warehouse_app.domain.planning.problem import Limits, Line, Order, Task
from warehouse_app.domain.planning.search import PLAIN, Engine
from warehouse_app.domain.routing.layout import Layout, Stop
from warehouse_app.domain.wave_templates import Templates

ALONE = "alone"  # the lane of orders that share a cart with no other
_TRIED, _TRIED_LEAST = 30, 3  # carts an order is tried on
_TRIES = 250  # carts all that came are tried on together, as far as each is tried on some
_MINUTE = 60_000
_TRIAL = 0.1  # of the time, for each way of planning that there is
_KINDS = 3  # of load the planner knows
_WHOLE = 1_000_000.0

Kind = tuple[str, int, str]  # carrier, departure, group: what never shares a cart
Known = tuple[str, int, str, int]  # the same, and a mark that changes when where or how much it is does


@dataclass(frozen=True, slots=True)
class PoolOrder:
    """A free transfer, when its truck leaves (ms UTC), the cells it is picked from, and its group (`domain/carts`)."""

    free: FreeTransfer
    cutoff_at: int | None
    stops: tuple[Stop, ...]
    group: str

    @property
    def kind(self) -> Kind:
        return self.free.carrier or "", self.cutoff_at or 0, self.group

    @property
    def known(self) -> Known:
        free = self.free
        return *self.kind, hash((free.priority, free.lines, free.units, free.grams, free.ml, self.stops))

    @property
    def goes_first(self) -> tuple[int, int, int]:
        """The oldest before newer ones: nothing waits for ever."""
        return -self.free.priority, self.free.deadline if self.free.deadline is not None else 2**53, self.free.id


@dataclass(frozen=True, slots=True)
class PlannedCart:
    """Which transfers, how far it is (metres), and the corners of the way."""

    ids: tuple[int, ...]
    metres: float
    way: str


@dataclass(frozen=True, slots=True)
class Job:
    """One thing to plan. `now` in ms UTC; the same job gives the same carts where the machine keeps up."""

    hall: Hall
    made: Templates
    orders: tuple[PoolOrder, ...]
    now: int
    seconds: float
    seed: int = 1


def rules_of(made: Templates, hall: Hall) -> str:
    """A short text that changes when anything does that all orders share and a plan goes by."""
    shared = made.usual, sorted(made.own.items()), hall
    return hashlib.sha256(repr(shared).encode()).hexdigest()[:24]


def plan_pool(job: Job, clock: Callable[[], float], engine: Engine = PLAIN) -> list[PlannedCart]:
    """All of the pool that is on the map, anew. Orders no cart takes go alone."""
    alone = [one for one in job.orders if one.stops and _is_alone(one, job.made)]
    shared: dict[Cart, list[PoolOrder]] = defaultdict(list)
    for one in job.orders:
        if one.stops and not _is_alone(one, job.made):
            shared[job.made.cart_of(one.free)].append(one)
    number = sum(map(len, shared.values()))
    carts: list[PlannedCart] = []
    for cart, orders in shared.items():
        carts += _least(job, cart, orders, job.seconds * len(orders) / number, clock, engine)
    return [*carts, *(_walked(job.hall, [one]) for one in alone)]


def _least(
    job: Job, cart: Cart, orders: Sequence[PoolOrder], seconds: float, clock: Callable[[], float], engine: Engine
) -> list[PlannedCart]:
    """Tried from each depot, with one-way aisles as such and as any; the way that walks least gets the rest of the
    time. What counts is how carts are really walked."""
    by_id, limits = {one.free.id: one for one in orders}, _limits(cart)
    wanted, aisles = [_as_order(one, cart, job.now) for one in orders], frozenset(job.hall.directions)
    ways = list(product(job.hall.layouts, [frozenset[int](), aisles] if aisles else [frozenset[int]()]))

    def planned(way: tuple[Layout, frozenset[int]], share: float) -> tuple[float, list[PlannedCart]]:
        task = Task(way[0], limits, wanted, seconds * share, job.seed, one_way=way[1])
        groups = [[by_id[int(id_)] for id_ in one.orders] for one in plan(task, clock, engine).carts]
        carts = [_walked(job.hall, group) for group in groups]
        return sum(one.metres for one in carts), carts

    tried = [planned(way, _TRIAL) for way in ways] if len(ways) > 1 else []
    best = min(range(len(tried)), key=lambda one: tried[one][0]) if tried else 0
    tried.append(planned(ways[best], 1 - _TRIAL * len(tried)))
    return min(tried, key=lambda one: one[0])[1]


def mended(
    hall: Hall, made: Templates, kept: Sequence[PlannedCart], orders: Iterable[PoolOrder], known: Mapping[int, Known]
) -> list[PlannedCart]:
    """The same carts without those that are gone, those that came where they cost least. `known`: each as it was
    planned; one that is otherwise now (another truck, a line less, another bin) leaves its cart and comes anew."""
    pool = {one.free.id: one for one in orders if one.stops}
    carts: list[PlannedCart] = []
    for old in kept:
        stay = [pool[id_] for id_ in old.ids if id_ in pool and known.get(id_) == pool[id_].known]
        carts += [old] if len(stay) == len(old.ids) else [_walked(hall, stay)] if stay else []
    placed = {id_ for one in carts for id_ in one.ids}
    came = sorted((one for id_, one in pool.items() if id_ not in placed), key=lambda one: one.goes_first)
    mending = _Mending(hall, made, pool, carts, max(_TRIED_LEAST, min(_TRIED, _TRIES // max(1, len(came)))))
    for new in came:
        mending.place(new)
    return carts


@dataclass
class _Mending:
    """Carts onto which orders come, each tried on so many of them: with many orders on fewer, as time is short."""

    hall: Hall
    made: Templates
    pool: Mapping[int, PoolOrder]
    carts: list[PlannedCart]
    tried: int

    def __post_init__(self) -> None:
        self._loads = [[self.pool[id_] for id_ in one.ids] for one in self.carts]
        self._passed = [_aisles(load) for load in self._loads]

    def place(self, new: PoolOrder) -> None:
        """On the cart that gets least longer by it; on one of its own where none has room."""
        best: tuple[float, int, PlannedCart] | None = None
        for number in nsmallest(self.tried, self._rooms(new), key=lambda one: self._detour(one, new)):
            longer = _walked(self.hall, [*self._loads[number], new])
            cost = longer.metres - self.carts[number].metres
            if best is None or cost < best[0]:
                best = cost, number, longer
        if best is None:
            best = 0.0, len(self.carts), _walked(self.hall, [new])
            self.carts.append(best[2])
            self._loads.append([])
            self._passed.append(set())
        self.carts[best[1]] = best[2]
        self._loads[best[1]].append(new)
        self._passed[best[1]] |= _aisles([new])

    def _rooms(self, new: PoolOrder) -> list[int]:
        if _is_alone(new, self.made):
            return []
        cart = self.made.cart_of(new.free)
        return [
            number
            for number, load in enumerate(self._loads)
            if load[0].kind == new.kind and cart.takes([one.free for one in load], new.free)
        ]

    def _detour(self, number: int, new: PoolOrder) -> tuple[int, int]:
        """Fewest aisles that the cart does not pass anyhow."""
        return len(_aisles([new]) - self._passed[number]), number


def _aisles(orders: Iterable[PoolOrder]) -> set[int]:
    return {stop.aisle for one in orders for stop in one.stops}


def _is_alone(one: PoolOrder, made: Templates) -> bool:
    """More than a cart takes: it goes all the same, as it does without a map."""
    return one.free.lane == ALONE or made.cart_of(one.free).is_too_small(one.free)


def _limits(cart: Cart) -> Limits:
    """The planner adds up three things. Where four are limited, lines and units are one: the share of the cart that
    the larger of both fills, which never lets too much on it."""
    most: list[float] = [*cart.limits().values()]
    if len(most) > _KINDS:
        most = [_WHOLE, *most[2:]]
    return Limits(cart.totes, *most)


def _load(free: FreeTransfer, cart: Cart) -> tuple[float, float, float]:
    """Of the same things."""
    most = cart.limits()
    load: list[float] = [getattr(free, name) for name in most]
    if len(load) > _KINDS:
        load = [max(load[0] / most["lines"], load[1] / most["units"]) * _WHOLE, *load[2:]]
    first, second, third = [*load, 0, 0][:_KINDS]
    return first, second, third


def _as_order(one: PoolOrder, cart: Cart, now: int) -> Order:
    """Its load lies on its first stop; lines at one cell are one stop."""
    free, first = one.free, one.stops[0]
    lines = [Line(first, *_load(free, cart)), *(Line(stop, 0, 0, 0) for stop in one.stops[1:])]
    minutes = None if one.cutoff_at is None else (one.cutoff_at - now) / _MINUTE
    return Order(free.id, tuple(lines), free.priority, minutes, repr(one.kind))


def _walked(hall: Hall, orders: Sequence[PoolOrder]) -> PlannedCart:
    ordered = sorted(orders, key=lambda one: one.goes_first)
    walk = in_order(hall, (stop for one in ordered for stop in one.stops))
    way = " ".join(f"{x},{y}" for x, y in way_of(hall, walk))
    return PlannedCart(tuple(one.free.id for one in ordered), round(walk.metres, 1), way)


def kinds_of(orders: Iterable[PoolOrder]) -> dict[int, Known]:
    """By transfer: another one when anything in the pool is that a plan goes by."""
    return {one.free.id: one.known for one in orders}
