"""The deliver loop: one job of each warehouse's lane in turn, at once while there are any."""

from __future__ import annotations

import random
from collections.abc import Callable

from warehouse_app.bootstrap import Services
from warehouse_app.service.deliver import LINES, Post, deliver
from warehouse_app.service.errands import plan
from warehouse_app.service.holding import Holding
from warehouse_app.service.ports.odoo import Odoo, OdooDenied, OdooUnreachable
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.worker.breaker import Breaker
from warehouse_app.worker.letters import Letters

IDLE_S = 0.5


class Deliver:
    """Tells Odoo what waits. `say` words the notes written there."""

    def __init__(self, services: Services, breaker: Breaker, say: Callable[..., str]) -> None:
        self._services, self._breaker, self._say = services, breaker, say
        self._letters = Letters(services)

    def step(self, holding: Holding) -> float:
        """One job per warehouse; seconds to wait before the next."""
        if wait_ms := self._breaker.wait_ms():
            return min(wait_ms / 1000, IDLE_S * 4)
        store = self._services.store
        due = store.read(lambda views: [w for w, *_ in views.warehouses() if views.is_due(w, LINES)])
        busy = [w for w in due if self._one(holding, w)]
        return 0.0 if busy else IDLE_S

    def _one(self, holding: Holding, w: int) -> bool:
        odoo = self._services.odoo
        if odoo is None or self._breaker.wait_ms():
            return False
        try:
            turn = deliver(self._post(holding, odoo), w, plan)
        except OdooUnreachable as away:
            self._breaker.failed(str(away), away.retry_after_s)
            state = "denied" if isinstance(away, OdooDenied) else "away"
            holding.write(lambda uow, words=str(away): uow.following.note_link(state, words))  # type: ignore[misc]
            return False
        if turn == "told" and self._breaker.went_well():
            holding.write(lambda uow: _back(uow, w))
        return turn != "idle"

    def _post(self, holding: Holding, odoo: Odoo) -> Post:
        services = self._services
        shows = services.settings.odoo_cases
        more = (shows, self._letters, services.office)
        return Post(holding, odoo, services.carriers, self._say, random.random, *more)


def _back(uow: UnitOfWork, w: int) -> None:
    """Odoo is there again: nobody waits for the rest of a pause."""
    uow.outbox.wake(w)
    uow.following.note_link("there", "")
