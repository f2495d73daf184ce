"""The printing loop: a thread for each printer with something to print, so that one that hangs holds up no other."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from threading import Lock, Thread

from warehouse_app.bootstrap import Services
from warehouse_app.printing.drawing import Drawing
from warehouse_app.printing.spoolers import open_spooler
from warehouse_app.service.agent_jobs import miss_agents
from warehouse_app.service.holding import Holding
from warehouse_app.service.ports.printing import Printer, Spooler
from warehouse_app.service.ports.store import StoreClosed, StoreFull
from warehouse_app.service.print_jobs import SERVER, left_behind
from warehouse_app.service.print_round import send_next

EVERY_S, IDLE_S = 0.1, 2.0  # where a commit of this process does not wake it
AGAIN_MS = 2_000  # a printer that is not ready is looked at so often

log = logging.getLogger(__name__)


class Print:
    """Sends what is queued. `way` opens a printer."""

    def __init__(self, services: Services, way: Callable[[Printer], Spooler] | None = None) -> None:
        self._services, self._draw = services, Drawing(services.aside, services.parcels)
        self._way = way or (lambda printer: open_spooler(printer.address, printer.format))
        self._lock, self._busy, self._not_before = Lock(), dict[int, Thread](), dict[int, int]()
        self._fence: int | None = None
        self._looks_round_at, self._needed = 0.0, True

    def step(self, holding: Holding) -> float:
        """Looks for printers with something to print; seconds to wait before the next look.

        It may come sooner, for each commit wakes it: what can wait is looked at once in a while.
        """
        if holding.fence != self._fence:
            holding.write(lambda uow: left_behind(SERVER, uow))
            self._fence = holding.fence
        if time.monotonic() >= self._looks_round_at:
            miss_agents(holding, self._services.store, self._services.clock())
            self._needed = self._services.store.read(lambda views: views.printing.is_needed())
            self._looks_round_at = time.monotonic() + IDLE_S
        if not self._needed:
            return IDLE_S
        for printer in self._services.store.read(lambda views: views.printing.waiting()):
            self._begin(printer)
        return EVERY_S

    def finish(self) -> None:
        """Waits for the labels at hand."""
        for thread in list(self._busy.values()):
            thread.join()

    def _begin(self, printer: Printer) -> None:
        with self._lock:
            if printer.id in self._busy or self._services.clock() < self._not_before.get(printer.id, 0):
                return
            thread = Thread(target=self._print, args=(printer,), name=f"printer-{printer.id}", daemon=True)
            self._busy[printer.id] = thread
        thread.start()

    def _print(self, printer: Printer) -> None:
        try:
            while (sent := send_next(printer, self._draw, self._way, self._services.store)) is not None:
                if sent.state != "confirmed":
                    self._not_before[printer.id] = self._services.clock() + AGAIN_MS
                    return
        except (StoreClosed, StoreFull) as away:
            log.info("printer %s: %s", printer.name, away)
        except Exception:
            log.exception("printer %s", printer.name)
            self._not_before[printer.id] = self._services.clock() + AGAIN_MS
        finally:
            with self._lock:
                self._busy.pop(printer.id, None)
