"""The pull loop: what changed (every 10 s as delivered), and the sets of ids, bins and pictures (every 60 s).

Master data is read again when something unknown turns up.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence

from warehouse_app.bootstrap import Services
from warehouse_app.service.adopt_batches import adopt_batches
from warehouse_app.service.bin_stock import pull_bins
from warehouse_app.service.gate import look_at_orders
from warehouse_app.service.holding import Holding
from warehouse_app.service.look_at_addresses import look_at_addresses
from warehouse_app.service.look_at_mended import look_at_mended
from warehouse_app.service.look_at_todos import look_at_todos
from warehouse_app.service.ports.odoo import Odoo, OdooDenied, OdooRefused, OdooUnknown, OdooUnreachable
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.pull import pull
from warehouse_app.service.pull_changes import Puller
from warehouse_app.service.pull_pictures import pull_pictures
from warehouse_app.service.reckon_refunds import Books, follow_credits, reckon_refunds
from warehouse_app.service.refunds import release_held
from warehouse_app.worker.breaker import Breaker

EVERY_S = 10.0  # without an Odoo
MASTER_MS = 300_000

log = logging.getLogger(__name__)


class Pull:
    """Follows Odoo."""

    def __init__(self, services: Services, breaker: Breaker) -> None:
        self._services, self._breaker = services, breaker
        self._puller: Puller | None = None
        self._ids_at = self._master_at = 0
        self._refused = ""

    def step(self, holding: Holding) -> float:
        """One pull of every warehouse; seconds to wait before the next."""
        odoo = self._services.odoo
        if odoo is None:
            return EVERY_S
        if wait_ms := self._breaker.wait_ms():
            return min(wait_ms / 1000, self._services.settings.odoo_pull_s)
        if self._puller is None or self._puller.holding is not holding:
            self._puller = Puller(holding, odoo)
        try:
            self._pull(holding, self._puller)
        except OdooUnreachable as away:
            self._breaker.failed(str(away), away.retry_after_s)
            self._note(holding, "denied" if isinstance(away, OdooDenied) else "away", str(away))
        except OdooUnknown as lost:
            log.info("a pull's answer was lost, it is made again: %s", lost)
        except OdooRefused as no:
            if str(no) != self._refused:
                log.error("Odoo refuses to be read: %s", no)
            self._refused = str(no)
        return self._services.settings.odoo_pull_s

    def _pull(self, holding: Holding, puller: Puller) -> None:
        now = self._services.clock()
        with_ids = _is_over(self._ids_at, self._services.settings.odoo_sweep_s * 1000, now)
        known = [w for w, *_ in self._services.store.read(lambda views: views.warehouses())]
        for w in known:
            puller.pull(w, with_ids)
        self._ids_at, self._refused = now if with_ids else self._ids_at, ""
        if puller.blind and _is_over(self._master_at, MASTER_MS, now):
            self._master_at = now
            pull(puller.odoo, self._services.store)
        back = self._breaker.went_well()
        holding.write(lambda uow: _there(uow, known if back else []))
        for w in known:
            look_at_orders(holding, puller.odoo, w)
            adopt_batches(holding, puller.odoo, w, self._services.cart)
        for w in known if with_ids else ():
            pull_bins(holding, puller.odoo, w)
        for w in known:
            self._refunds(holding, puller.odoo, w, with_ids)
        if with_ids:
            pull_pictures(holding, puller.odoo)
            look_at_todos(holding, puller.odoo)
            look_at_mended(holding, puller.odoo)
        for w in known if with_ids else ():
            look_at_addresses(holding, puller.odoo, w)

    def _refunds(self, holding: Holding, odoo: Odoo, w: int, with_notes: bool) -> None:
        books = Books(odoo, self._services.office)
        reckon_refunds(holding, books, w)
        release_held(holding, w)
        if with_notes:
            follow_credits(holding, books, w)

    def _note(self, holding: Holding, state: str, words: str) -> None:
        holding.write(lambda uow: uow.following.note_link(state, words))


def _is_over(since: int, ms: int, now: int) -> bool:
    """Also when the clock was put back meanwhile."""
    return not 0 <= now - since < ms


def _there(uow: UnitOfWork, back: Sequence[int]) -> None:
    """Odoo answers; where it had been away, nobody waits for the rest of a pause."""
    uow.following.note_link("there", "")
    for w in back:
        uow.outbox.wake(w)
