"""The seal loop: what came into the journal is sealed within a second."""

from __future__ import annotations

import logging

from warehouse_app.bootstrap import Services
from warehouse_app.service.holding import Holding
from warehouse_app.service.seal import AT_ONCE, seal_next

EVERY_S = 0.5
CATCHING_UP_S = 0.02
TOLD_MS = 3_600_000

log = logging.getLogger(__name__)


class Sealer:
    """Seals, and writes the head into the log once an hour: a copy outside the store to compare with."""

    def __init__(self, services: Services) -> None:
        self._services, self._told_at = services, services.clock()

    def step(self, holding: Holding) -> float:
        """One piece; seconds to wait before the next."""
        sealed = seal_next(holding, self._services.hasher.seal)
        if self._services.clock() - self._told_at > TOLD_MS:
            self._told_at = self._services.clock()
            head = self._services.store.read(lambda views: views.chain_head())
            log.info("journal sealed up to %d:%s", head.seq, head.mac)
        return CATCHING_UP_S if sealed == AT_ONCE else EVERY_S
