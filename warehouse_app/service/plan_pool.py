"""The carts of the pool are planned beside the scans: anew when much has changed, mended in between.

What stands on the release page never waits for it. Orders that came since the last plan are proposed by count, those
that went are left out, until the next plan has them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from warehouse_app.domain.carts import Cart
from warehouse_app.domain.layout import Hall
from warehouse_app.domain.pool_plan import Job, PlannedCart, PoolOrder, kinds_of, mended, rules_of
from warehouse_app.domain.wave_templates import Templates, templates_of
from warehouse_app.service.ports.aside import Aside
from warehouse_app.service.ports.layouts import LayoutReads, PoolPlan
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.ports.views import Views

KIND = "wave"  # of the rules by which waves are made
SETTLED_MS = 20_000  # a plan that was mended is made anew when nothing was planned for so long
_MANY = 10  # per cent of the pool that may be mended before it is planned anew; a few orders always may
_FEW = 5
_TOLD = 500  # orders that are told to the process beside in the time that one of them is put on a cart
_PER_S = 100  # orders that are well planned in a second

Plan = Callable[[Job], list[PlannedCart]]


@dataclass(frozen=True, slots=True)
class Pool:
    """What there is to plan, and what was planned last."""

    hall: Hall
    made: Templates
    orders: tuple[PoolOrder, ...]
    last: PoolPlan | None


def carts_of(w: int, layouts: LayoutReads) -> Sequence[PlannedCart]:
    """As they were planned last; none without a map."""
    last = layouts.plan(w) if layouts.hall(w) is not None else None
    return last.carts if last else ()


def pool_of(w: int, now: int, cart: Cart, views: Views) -> Pool | None:
    """None where there is no map to plan by, or no cart takes two orders."""
    hall = views.layouts.hall(w)
    made = templates_of(views.rules(KIND, w), cart)
    if hall is None or cart.totes < 2:
        return None
    trucks, stops = views.timetable(w).departures(now), views.layouts.stops(w)
    orders = tuple(
        PoolOrder(one, trucks.get(one.carrier), stops.get(one.id, ()), made.group(one)) for one in views.pool(w)
    )
    return Pool(hall, made, orders, views.layouts.plan(w))


def next_plan(pool: Pool, now: int, most_s: float, beside: Aside, plan: Plan) -> PoolPlan | None:
    """The plan that follows; None when the last one still is the best to be had. Computed in the process beside."""
    kinds, rules, last = kinds_of(pool.orders), rules_of(pool.made, pool.hall), pool.last
    if last is not None and last.rules == rules:
        changes = len({id_ for id_, _ in kinds.items() ^ last.kinds.items()})
        if not changes and not (last.patched and now - last.whole_at > SETTLED_MS):
            return None
        if changes and last.patched + changes <= max(_FEW, len(pool.orders) * _MANY // 100):
            carts = _mended(pool, last, changes, beside)
            return PoolPlan(rules, tuple(carts), kinds, last.whole_at, last.patched + changes)
    seconds = min(most_s, 0.5 + len(pool.orders) / _PER_S)
    carts = beside.run(plan, Job(pool.hall, pool.made, pool.orders, now, seconds))
    return PoolPlan(rules, tuple(carts), kinds, now)


def _mended(pool: Pool, last: PoolPlan, changes: int, beside: Aside) -> list[PlannedCart]:
    """Where little has changed in a large pool, telling another process of all of it takes longer than mending does."""
    asked = pool.hall, pool.made, last.carts, pool.orders, last.kinds
    return mended(*asked) if changes * _TOLD <= len(pool.orders) else beside.run(mended, *asked)


def keep_plan(w: int, plan: PoolPlan, uow: UnitOfWork) -> None:
    """From now on it is proposed so."""
    uow.catalogue.layouts.keep_plan(w, plan)
    uow.changed("board", "plan", w)
