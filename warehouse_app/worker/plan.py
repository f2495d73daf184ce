"""The planning loop: looks whether the pool has changed, and has its carts planned in a process beside."""

from __future__ import annotations

from warehouse_app.bootstrap import Services
from warehouse_app.fast import of_pool
from warehouse_app.service.holding import Holding
from warehouse_app.service.plan_pool import keep_plan, next_plan, pool_of
from warehouse_app.service.profiles import cart_now

EVERY_S = 2.0
PART = 10  # of the time: reading a pool of ten thousand for each scan would take the interpreter from those who scan
LOOK_MS = 15_000  # time alone moves departures


class Plan:
    """Looks at each warehouse when anything has changed. The planning itself is no work of this process."""

    def __init__(self, services: Services) -> None:
        self._services, self._looked_at = services, 0
        self._mark: tuple[int, ...] | None = None

    def step(self, holding: Holding) -> float:
        """One look; seconds to wait before the next."""
        services, now = self._services, self._services.clock()
        mark = services.store.read(lambda views: (views.head(), *views.layouts.waiting()))
        if services.cart.totes < 2 or (mark == self._mark and 0 <= now - self._looked_at < LOOK_MS):
            return EVERY_S
        self._mark, self._looked_at = mark, now
        holding.write(lambda _uow: None)  # keeps the lease, also where nothing is planned
        sites = services.store.read(lambda views: views.warehouses())
        read_ms = sum(self._plan(site[0], now, holding) for site in sites)
        return min(max(EVERY_S, PART * read_ms / 1000), LOOK_MS / 1000)

    def _plan(self, w: int, now: int, holding: Holding) -> int:
        """How long the pool took to be read, in ms."""
        services, begun = self._services, self._services.clock()
        cart = services.store.read(lambda views: cart_now(services.cart, views.rules, w, now))
        pool = services.store.read(lambda views: pool_of(w, now, cart, views))
        read_ms = max(services.clock() - begun, 0)
        if pool is None:
            return read_ms
        most_s = services.settings.plan_seconds
        made = next_plan(pool, now, most_s, services.planner, of_pool.carts)
        if made is not None:
            holding.write(lambda uow: keep_plan(w, made, uow))
            self._mark = None  # what came meanwhile is looked at at once
        return read_ms
