"""How fast one device may ask. By device and never by address: a hundred of them share one behind a router."""

from __future__ import annotations

import threading
from collections.abc import Callable

BURST = 200  # a device that comes back from a long walk sends and asks a lot at once
PER_SECOND = 50


class Pace:
    """A bucket of requests for each device, refilled all the time."""

    def __init__(self, clock: Callable[[], int], burst: int = BURST, per_second: int = PER_SECOND) -> None:
        self._clock = clock
        self._burst = burst
        self._per_ms = per_second / 1000
        self._left: dict[int, tuple[float, int]] = {}
        self._lock = threading.Lock()

    def allows(self, device: int) -> bool:
        """Whether this device may ask once more now."""
        now = self._clock()
        with self._lock:
            left, since = self._left.get(device, (self._burst, now))
            left = min(left + max(now - since, 0) * self._per_ms, self._burst)
            self._left[device] = (left - 1 if left >= 1 else left, now)
        return left >= 1
