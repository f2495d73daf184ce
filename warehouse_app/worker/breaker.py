"""One breaker per Odoo: while it is away nobody knocks, but for one try at the end of each pause."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from warehouse_app.service.deliver import pause_ms

log = logging.getLogger(__name__)


class Breaker:
    """Shared by all who talk to one Odoo. `now` is ms, `spread` gives chances from 0 to 1."""

    def __init__(self, now: Callable[[], int], spread: Callable[[], float]) -> None:
        self._now, self._spread, self._lock = now, spread, threading.Lock()
        self._failures, self._until = 0, 0

    def wait_ms(self) -> int:
        """How long nobody may knock; 0: go ahead."""
        with self._lock:
            return max(self._until - self._now(), 0)

    def failed(self, words: str, retry_after_s: float | None = None) -> None:
        """Odoo was not there; logged the first time only."""
        with self._lock:
            pause = pause_ms(self._failures, self._spread())
            if retry_after_s is not None:
                pause = max(pause, int(retry_after_s * 1000))
            self._until = self._now() + pause
            self._failures += 1
            first = self._failures == 1
        if first:
            log.warning("Odoo cannot be reached (%s). The floor goes on; what it does waits and is told later.", words)

    def went_well(self) -> bool:
        """Odoo answered; True when it had been away."""
        with self._lock:
            was_away, self._failures, self._until = self._failures > 0, 0, 0
        if was_away:
            log.warning("Odoo is there again.")
        return was_away
