"""The clock loop: what becomes wrong merely because time goes by, and tidying up."""

from __future__ import annotations

from warehouse_app.bootstrap import Services
from warehouse_app.service.detect import Detecting
from warehouse_app.service.escalate import BATCH, climb_late
from warehouse_app.service.holding import Holding
from warehouse_app.service.profiles import end_profile
from warehouse_app.service.tasks import tasks_late
from warehouse_app.service.tell_after import tell_who_waited
from warehouse_app.service.unanswered import at_packing_time
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
        warehouses = self._services.store.read(lambda views: [w for w, *_ in views.warehouses()])
        climbed = [holding.write(lambda uow, w=w: climb_late(w, uow)) for w in warehouses]  # type: ignore[misc]
        settled = [holding.write(lambda uow, w=w: at_packing_time(w, uow)) for w in warehouses]  # type: ignore[misc]
        settled += [holding.write(lambda uow, w=w: tell_who_waited(w, uow)) for w in warehouses]  # type: ignore[misc]
        for w in warehouses:
            holding.write(lambda uow, w=w: end_profile(w, uow))  # type: ignore[misc]
        climbed += [holding.write(lambda uow, w=w: tasks_late(w, uow)) for w in warehouses]  # type: ignore[misc]
        if self._services.clock() - self._tidied_at > TIDY_MS:
            self._tidied_at = self._services.clock()
            holding.write(tidy)
        return 0.0 if max(*climbed, *settled, 0, 0) >= BATCH else EVERY_S
