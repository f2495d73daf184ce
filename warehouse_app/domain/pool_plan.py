"""Carts for the pool: planned as a whole in the child process, and mended in between when an order comes or goes.

A cart has orders of one truck and one lane, as much as it takes; the planner knows nothing of trucks beyond that.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from warehouse_app.domain.layout import Hall, in_order
from warehouse_app.domain.layout.drawing import way_of
from warehouse_app.domain.planning.planner import plan
from warehouse_app.domain.planning.problem import Limits, Line, Order, Task
from warehouse_app.domain.planning.search import PLAIN, Engine
from warehouse_app.domain.releasing import Cart, FreeTransfer
from warehouse_app.domain.routing.layout import Stop

ALONE = "alone"  # the lane of orders that share a cart with no other
_TRIED = 30  # carts an order is tried on
_MINUTE = 60_000

Kind = tuple[str, int, str]  # carrier, departure, lane: what never shares a cart


@dataclass(frozen=True, slots=True)
class PoolOrder:
    """A free transfer, when its truck leaves (ms UTC), and the cells it is picked from."""

    free: FreeTransfer
    cutoff_at: int | None
    stops: tuple[Stop, ...]

    @property
    def kind(self) -> Kind:
        return self.free.carrier or "", self.cutoff_at or 0, self.free.lane

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
    cart: Cart
    orders: tuple[PoolOrder, ...]
    now: int
    seconds: float
    seed: int = 1


def seen_of(orders: Iterable[PoolOrder]) -> str:
    """A short text that changes when anything in the pool does that a plan goes by."""
    return _short(sorted((one.free.id, one.kind, one.free.priority, one.free.lines, one.stops) for one in orders))


def rules_of(cart: Cart, hall: Hall) -> str:
    """The same of what all orders share."""
    return _short((cart, hall))


def _short(thing: object) -> str:
    return hashlib.sha256(repr(thing).encode()).hexdigest()[:24]


def plan_pool(job: Job, clock: Callable[[], float], engine: Engine = PLAIN) -> list[PlannedCart]:
    """All of the pool that is on the map, anew. Orders no cart takes go alone."""
    alone = [one for one in job.orders if one.stops and _is_alone(one, job.cart)]
    shared = {one.free.id: one for one in job.orders if one.stops and not _is_alone(one, job.cart)}
    orders = [_as_order(one, job.now) for one in shared.values()]
    task = Task(job.hall.layouts[0], _limits(job.cart), orders, job.seconds, job.seed)
    groups = [[shared[int(id_)] for id_ in cart.orders] for cart in plan(task, clock, engine).carts] if orders else []
    return [_walked(job.hall, group) for group in [*groups, *([one] for one in alone)]]


def mended(
    hall: Hall, cart: Cart, kept: Sequence[PlannedCart], orders: Iterable[PoolOrder], known: Mapping[int, Kind]
) -> list[PlannedCart]:
    """The same carts without those that are gone, those that came where they cost least. `known`: each one's kind."""
    pool = {one.free.id: one for one in orders if one.stops}
    carts: list[PlannedCart] = []
    for old in kept:
        stay = [pool[id_] for id_ in old.ids if id_ in pool and known.get(id_) == pool[id_].kind]
        carts += [old] if len(stay) == len(old.ids) else [_walked(hall, stay)] if stay else []
    placed = {id_ for one in carts for id_ in one.ids}
    for new in sorted((one for id_, one in pool.items() if id_ not in placed), key=lambda one: one.goes_first):
        _place(hall, cart, carts, new, pool)
    return carts


def _place(hall: Hall, cart: Cart, carts: list[PlannedCart], new: PoolOrder, pool: Mapping[int, PoolOrder]) -> None:
    """On the cart that gets least longer by it; on one of its own where none has room."""
    aisles = {stop.aisle for stop in new.stops}
    rooms = []
    for number, one in enumerate(carts):
        load = [pool[id_] for id_ in one.ids]
        if load[0].kind == new.kind and not _is_alone(new, cart) and _takes(cart, load, new):
            passed = {stop.aisle for order in load for stop in order.stops}
            rooms.append((-len(aisles & passed), number))
    best: tuple[float, int, PlannedCart] | None = None
    for _, number in sorted(rooms)[:_TRIED]:
        longer = _walked(hall, [*(pool[id_] for id_ in carts[number].ids), new])
        cost = longer.metres - carts[number].metres
        if best is None or cost < best[0]:
            best = cost, number, longer
    if best is None:
        carts.append(_walked(hall, [new]))
    else:
        carts[best[1]] = best[2]


def _takes(cart: Cart, load: Sequence[PoolOrder], new: PoolOrder) -> bool:
    return cart.takes([one.free for one in load], new.free)


def _is_alone(one: PoolOrder, cart: Cart) -> bool:
    """More than a cart takes: it goes all the same, as it does without a map."""
    return one.free.lane == ALONE or cart.is_too_small(one.free)


def _limits(cart: Cart) -> Limits:
    """What this app counts in lines the planner counts in units."""
    return Limits(cart.totes, cart.lines, cart.grams, cart.ml)


def _as_order(one: PoolOrder, now: int) -> Order:
    """Its load lies on its first stop; lines at one cell are one stop."""
    free, first = one.free, one.stops[0]
    lines = [Line(first, free.lines, free.grams, free.ml), *(Line(stop, 0, 0, 0) for stop in one.stops[1:])]
    minutes = None if one.cutoff_at is None else (one.cutoff_at - now) / _MINUTE
    return Order(free.id, tuple(lines), free.priority, minutes, repr(one.kind))


def _walked(hall: Hall, orders: Sequence[PoolOrder]) -> PlannedCart:
    ordered = sorted(orders, key=lambda one: one.goes_first)
    walk = in_order(hall, (stop for one in ordered for stop in one.stops))
    way = " ".join(f"{x},{y}" for x, y in way_of(hall, walk))
    return PlannedCart(tuple(one.free.id for one in ordered), round(walk.metres, 1), way)


def kinds_of(orders: Iterable[PoolOrder]) -> dict[int, Kind]:
    """By transfer."""
    return {one.free.id: one.kind for one in orders}
