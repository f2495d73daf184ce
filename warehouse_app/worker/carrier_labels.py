"""The loop that looks for carriers' labels in Odoo, where there are carriers whose labels come from there."""

from __future__ import annotations

import logging

from warehouse_app.bootstrap import Services
from warehouse_app.service.carrier_labels import Pace, look_for_labels
from warehouse_app.service.holding import Holding
from warehouse_app.service.ports.odoo import OdooRefused, OdooUnknown, OdooUnreachable
from warehouse_app.worker.breaker import Breaker

EVERY_S, IDLE_S = 2.0, 10.0

log = logging.getLogger(__name__)


class CarrierLabels:
    """Asks only while somebody waits."""

    def __init__(self, services: Services, breaker: Breaker) -> None:
        self._services, self._breaker, self._pace = services, breaker, Pace(services.clock)

    def step(self, holding: Holding) -> float:
        """One look; seconds to wait before the next."""
        services, odoo = self._services, self._services.odoo
        if odoo is None or self._breaker.wait_ms():
            return IDLE_S
        carriers = services.settings.label_carriers
        try:
            return EVERY_S if look_for_labels(holding, services.store, odoo, carriers, self._pace) else IDLE_S
        except OdooUnreachable as away:
            self._breaker.failed(str(away), away.retry_after_s)
        except (OdooUnknown, OdooRefused) as lost:
            log.info("labels are looked for again: %s", lost)
        return IDLE_S
