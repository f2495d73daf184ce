"""The retention loop: once an hour what is over goes, a few rows at a time, with a pause for the scans between.

People whose last day is over go with it; they are let in no more from that moment on, whenever this looks.
"""

from __future__ import annotations

import logging
from collections import Counter

from warehouse_app.bootstrap import Services
from warehouse_app.service.hiring import end_people
from warehouse_app.service.holding import Holding
from warehouse_app.service.retention import sweep

EVERY_S = 3600.0
BETWEEN_S = 0.5

log = logging.getLogger(__name__)


class Retain:
    """Logs how many rows of each rule went, and nothing of what was in them."""

    def __init__(self, services: Services) -> None:
        self._services, self._gone = services, Counter[str]()

    def step(self, holding: Holding) -> float:
        """One piece; seconds to wait before the next."""
        if ended := holding.write(end_people):
            log.info("people whose last day is over: %d", len(ended))
        store, cuts = self._services.store, self._services.keep.cuts(self._services.clock())
        gone = sweep(store, holding.write, cuts)
        self._gone.update(gone)
        if gone:
            return BETWEEN_S
        if self._gone:
            log.info("retention: %s", ", ".join(f"{rule} {rows}" for rule, rows in sorted(self._gone.items())))
            self._gone.clear()
        return EVERY_S
