"""The clock loop: what becomes wrong merely because time goes by, and tidying up."""

from __future__ import annotations

from warehouse_app.bootstrap import Services
from warehouse_app.service.detect import Detecting
from warehouse_app.service.holding import Holding
from warehouse_app.service.watch import tidy

EVERY_S = 15.0
TIDY_MS = 3_600_000


class Clock:
    """Looks at each warehouse."""

    def __init__(self, services: Services) -> None:
        self._services, self._tidied_at = services, 0
        self._detecting = Detecting(services.store, services.clock)

    def step(self, holding: Holding) -> float:
        """One look; seconds to wait before the next."""
        holding.write(lambda _uow: None)  # keeps the lease, also where nothing is found
        self._detecting.step(holding)
        if self._services.clock() - self._tidied_at > TIDY_MS:
            self._tidied_at = self._services.clock()
            holding.write(tidy)
        return EVERY_S
