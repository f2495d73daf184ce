"""The plan: bands of orders, each searched for its share of the time, then the shortest walk of every cart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from warehouse_app.domain.planning.bands import bands_of, exact_urgency
from warehouse_app.domain.planning.engine import PLAIN, Clock, Effort, Engine, Search
from warehouse_app.domain.planning.loading import parts_of
from warehouse_app.domain.planning.problem import Cart, Part, Plan, Task
from warehouse_app.domain.planning.search import better_carts, first_carts
from warehouse_app.domain.routing import route

_START_S = 0.25  # what starting the command may take; its time promises no changes
_ROUTE_S = 0.0015  # what telling the walk of one cart may take


def plan(task: Task, clock: Clock, engine: Engine = PLAIN) -> Plan:
    """Always an answer: with no time left it is the orders sorted by aisle. The most urgent cart comes first."""
    end = clock() + (task.seconds if task.left is None else task.left)
    parts, unplanned = parts_of(task.orders, task.limits)
    search = Search(task.layout, task.limits, engine, task.seed, clock, task.one_way)
    carts: list[list[Part]] = []
    cut_short = False
    left = len(parts)
    bands = [[parts[one] for one in band] for band in bands_of(parts, task.limits)]
    starts = [first_carts(band, task.limits) for band in bands]
    reserve = task.seconds * 0.02 + _ROUTE_S * sum(map(len, starts))
    promised = max(task.seconds - _START_S - reserve, task.seconds / 5)
    for band, start in zip(bands, starts, strict=True):
        seconds = max(0.0, end - reserve - clock()) * len(band) / left
        share = promised * len(band) / len(parts)
        left -= len(band)
        found, late = better_carts(search, band, start, Effort(share, seconds))
        cut_short = cut_short or late
        carts += [[band[one] for one in group] for group in found]
    return Plan(tuple(_walked(task, sorted(carts, key=_turn))), unplanned, cut_short)


def _turn(cart: Sequence[Part]) -> tuple[object, ...]:
    return min(exact_urgency(part.order) for part in cart)


def _walked(task: Task, carts: Iterable[Sequence[Part]]) -> Iterable[Cart]:
    for cart in carts:
        walk = route(task.layout, (stop for part in cart for stop in part.stops))
        yield Cart(tuple(part.order.id for part in cart), walk.stops, walk.metres)
