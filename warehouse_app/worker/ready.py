"""The loop that looks at Odoo's data: once a night, and when somebody asks; and reads the zero line, gently."""

from __future__ import annotations

import logging
from zoneinfo import ZoneInfo

from warehouse_app.bootstrap import Services
from warehouse_app.service.holding import Holding
from warehouse_app.service.ports.odoo import Odoo, OdooRefused, OdooUnknown, OdooUnreachable
from warehouse_app.service.read_baseline import PAUSE_S, read_page
from warehouse_app.service.read_data import Reader, is_due, read_data
from warehouse_app.worker.breaker import Breaker

EVERY_S = 10.0
AGAIN_MS = 3_600_000  # after Odoo has refused

log = logging.getLogger(__name__)


class Ready:
    """Reads; nothing of the floor hangs on it."""

    def __init__(self, services: Services, breaker: Breaker) -> None:
        self._services, self._breaker = services, breaker
        self._refused: dict[int, int] = {}

    def step(self, holding: Holding) -> float:
        """A look at each warehouse whose time has come; seconds to wait before the next."""
        odoo = self._services.odoo
        if odoo is None or self._breaker.wait_ms():
            return EVERY_S
        try:
            return PAUSE_S if self._look(holding, odoo) else EVERY_S
        except OdooUnreachable as away:
            self._breaker.failed(str(away), away.retry_after_s)
        except OdooUnknown as lost:
            log.info("the data is looked at again: %s", lost)
        return EVERY_S

    def _look(self, holding: Holding, odoo: Odoo) -> bool:
        """Whether a page of the zero line was read: then the next may follow soon."""
        store, now = self._services.store, self._services.clock()
        reader = Reader(odoo, store, holding.write, self._services.settings.phone_carriers_named)
        for w, _code, _name, zone in store.read(lambda views: views.warehouses()):
            if is_due(store.read(lambda views, w=w: views.readiness.look(w)), now, ZoneInfo(zone)):  # type: ignore[misc]
                self._read(reader, w, now)
        return self._one_page(reader)

    def _one_page(self, reader: Reader) -> bool:
        """Of the first zero line that is still to be read; whether there was one."""
        for w, *_ in reader.store.read(lambda views: views.warehouses()):
            known = reader.store.read(lambda views, w=w: views.baseline.get(w))  # type: ignore[misc]
            if known is not None and known.done_at is None:
                read_page(reader, w)
                return True
        return False

    def _read(self, reader: Reader, w: int, now: int) -> None:
        """What Odoo refuses it would refuse again: somebody has to change something there first."""
        if 0 <= now - self._refused.get(w, -AGAIN_MS) < AGAIN_MS:
            return
        try:
            read_data(reader, w)
        except OdooRefused as no:
            self._refused[w] = now
            log.warning("Odoo does not let its data be read: %s", no)
