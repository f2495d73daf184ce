"""The first look at Odoo after a start: goods, places and transfers, beside the server, as often as it takes."""

from __future__ import annotations

import logging
import threading

from warehouse_app.domain.errors import Refused
from warehouse_app.service.ports.odoo import Odoo, OdooDenied, OdooRefused, OdooUnknown, OdooUnreachable
from warehouse_app.service.ports.store import Store, StoreClosed, StoreFull
from warehouse_app.service.pull import pull

_FIRST_PAUSE, _LONGEST_PAUSE = 5.0, 300.0
_GRACE = 35.0  # a call to Odoo ends within 30 s

log = logging.getLogger(__name__)


class FirstPull:
    """Pulls everything once. Until it has worked, the floor goes on with what it knew, and the board says so."""

    def __init__(self, odoo: Odoo, store: Store, pause: float = _FIRST_PAUSE) -> None:
        self._odoo, self._store, self._pause = odoo, store, pause
        self._over = threading.Event()
        self._told = ""
        self._thread = threading.Thread(target=self._run, name="first-pull", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """No further try; waits for the one at hand."""
        self._over.set()
        if self._thread.is_alive():
            self._thread.join(_GRACE)

    def _run(self) -> None:
        while not self._over.is_set():
            try:
                if self._try():
                    return
            except (StoreClosed, StoreFull) as problem:
                log.warning("what Odoo has could not be kept: %r", problem)
            except Exception:
                log.exception("what Odoo has could not be read; it is tried again")
            self._over.wait(self._pause)
            self._pause = min(self._pause * 2, _LONGEST_PAUSE)

    def _try(self) -> bool:
        try:
            pulled = pull(self._odoo, self._store)
        except (OdooUnreachable, OdooUnknown, OdooRefused, Refused) as trouble:
            self._say(trouble)
            return False
        self._store.write(lambda uow: uow.following.note_link("there", ""))
        log.info("Odoo has %d products, %d places, %d transfers", pulled.products, pulled.locations, pulled.transfers)
        return True

    def _say(self, trouble: Exception) -> None:
        """For the board, and once for the log."""
        words = str(trouble)
        state = "denied" if isinstance(trouble, OdooDenied | OdooRefused | Refused) else "away"
        self._store.write(lambda uow: uow.following.note_link(state, words))
        if words != self._told:
            log.warning("Odoo cannot be read (%s). The floor goes on with what it knows; it is tried again.", words)
        self._told = words
