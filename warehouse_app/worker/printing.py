"""The printing loop: a thread for each printer that has something to print, so that one that hangs holds up no other."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Lock

from warehouse_app.bootstrap import Services
from warehouse_app.printing.rendering import foreign, render
from warehouse_app.printing.spoolers import open_spooler
from warehouse_app.service.holding import Holding
from warehouse_app.service.ports.printing import Printer, Spooler
from warehouse_app.service.ports.store import StoreClosed, StoreFull
from warehouse_app.service.print_jobs import SERVER, left_behind
from warehouse_app.service.print_round import send_next

EVERY_S, IDLE_S = 0.1, 2.0
AGAIN_MS = 2_000  # a printer that is not ready is looked at so often
AT_ONCE = 16

log = logging.getLogger(__name__)


class Drawing:
    """Labels are drawn beside the server, for that takes the time of scans."""

    def __init__(self, services: Services) -> None:
        self._aside = services.aside

    def render(self, name: str, fields: object, form: str, dpi: int, copy: bool) -> bytes:
        return self._aside.run(render, name, fields, form, dpi, copy)  # type: ignore[arg-type]

    def foreign(self, body: bytes, made_as: str, form: str, dpi: int) -> bytes:
        return self._aside.run(foreign, body, made_as, form, dpi)


class Print:
    """Sends what is queued. `way` opens a printer."""

    def __init__(self, services: Services, way: Callable[[Printer], Spooler] | None = None) -> None:
        self._services, self._draw = services, Drawing(services)
        self._way = way or (lambda printer: open_spooler(printer.address, printer.format))
        self._pool = ThreadPoolExecutor(AT_ONCE, "printer")
        self._lock, self._busy, self._not_before = Lock(), set[int](), dict[int, int]()
        self._fence: int | None = None

    def step(self, holding: Holding) -> float:
        """Looks for printers with something to print; seconds to wait before the next look."""
        if holding.fence != self._fence:
            holding.write(lambda uow: left_behind(SERVER, uow))
            self._fence = holding.fence
        waiting = self._services.store.read(lambda views: views.printing.waiting())
        for printer in waiting:
            self._begin(printer)
        return EVERY_S if waiting or self._has_printers() else IDLE_S

    def _has_printers(self) -> bool:
        return self._services.store.read(
            lambda views: any(not one.agent and one.kind != "browser" for w, *_ in views.warehouses()
                              for one in views.printing.printers(w))
        )  # fmt: skip

    def _begin(self, printer: Printer) -> None:
        with self._lock:
            if printer.id in self._busy or self._services.clock() < self._not_before.get(printer.id, 0):
                return
            self._busy.add(printer.id)
        self._pool.submit(self._print, printer)

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
                self._busy.discard(printer.id)
