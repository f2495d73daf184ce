"""The clock loop: what becomes wrong merely because time goes by, and tidying up."""

from __future__ import annotations

from warehouse_app.bootstrap import Services
from warehouse_app.service.escalate import BATCH, climb_late
from warehouse_app.service.holding import Holding
from warehouse_app.service.watch import tidy, watch_delivery

EVERY_S = 15.0
TIDY_MS = 3_600_000


class Clock:
    """Looks at each warehouse."""

    def __init__(self, services: Services) -> None:
        self._services, self._tidied_at = services, 0

    def step(self, holding: Holding) -> float:
        """One look; seconds to wait before the next."""
        store = self._services.store
        standing = store.read(lambda views: {w: views.delivery(w) for w, *_ in views.warehouses()})
        for w, delivery in standing.items():
            holding.write(lambda uow, w=w, delivery=delivery: watch_delivery(uow, w, delivery))  # type: ignore[misc]
        climbed = [holding.write(lambda uow, w=w: climb_late(w, uow)) for w in standing]  # type: ignore[misc]
        if self._services.clock() - self._tidied_at > TIDY_MS:
            self._tidied_at = self._services.clock()
            holding.write(tidy)
        return 0.0 if max(climbed, default=0) >= BATCH else EVERY_S
