"""How much Odoo is asked at a time: so many calls at once, so many a second, writes before reads, pauses kept."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass

from warehouse_app.service.ports.odoo import OdooUnreachable

_LONGEST_PAUSE = 60.0
_FIRST_PAUSE = 1.0


@dataclass(frozen=True, slots=True)
class Use:
    """The budget's figures: calls made, at work, waiting; calls in the last minute; seconds of pause left."""

    calls: int
    running: int
    waiting: int
    last_minute: int
    pause_s: float


class Budget:
    """Shared by all threads that talk to one Odoo. Seconds by `now`, a clock that only goes forward."""

    def __init__(self, at_once: int = 4, per_second: float = 20.0, now: Callable[[], float] = time.monotonic) -> None:
        self._at_once, self._per_second, self._now = at_once, per_second, now
        self._free = threading.Condition()
        self._running = self._calls = self._waiting_reads = self._waiting_writes = 0
        self._recent: deque[float] = deque()
        self._paused_until = self._pause = 0.0
        self._tokens, self._filled = per_second, now()

    def turn(self, write: bool, seconds: float) -> AbstractContextManager[None]:
        """Waits for a turn, at most so long, and holds it.

        Raises:
            OdooUnreachable: no turn in time; the call was not sent.
        """
        return self._turn(write, seconds)

    @contextmanager
    def _turn(self, write: bool, seconds: float) -> Iterator[None]:
        self._enter(write, self._now() + seconds)
        try:
            yield
        finally:
            with self._free:
                self._running -= 1
                self._free.notify_all()

    def back_off(self, seconds: float | None = None) -> None:
        """Odoo asked for a pause: of so many seconds, else of twice the last one. Nothing is sent in it."""
        with self._free:
            self._pause = min(max(self._pause * 2, _FIRST_PAUSE), _LONGEST_PAUSE)
            pause = min(seconds, _LONGEST_PAUSE) if seconds is not None else self._pause
            self._paused_until = max(self._paused_until, self._now() + pause)

    def went_well(self) -> None:
        """A call was answered: the next pause starts small again."""
        with self._free:
            self._pause = 0.0

    def use(self) -> Use:
        with self._free:
            now = self._now()
            self._forget(now)
            waiting = self._waiting_reads + self._waiting_writes
            return Use(self._calls, self._running, waiting, len(self._recent), max(0.0, self._paused_until - now))

    def _enter(self, write: bool, until: float) -> None:
        with self._free:
            self._wait_for(write, 1)
            try:
                while (wait := self._to_wait(write)) > 0:
                    left = until - self._now()
                    if left <= 0:
                        raise OdooUnreachable("too many calls to Odoo are waiting")
                    self._free.wait(min(wait, left))
                self._take()
            finally:
                self._wait_for(write, -1)
                self._free.notify_all()

    def _to_wait(self, write: bool) -> float:
        """Seconds until it is worth looking again; 0 when the turn is ours."""
        now = self._now()
        self._tokens = min(self._per_second, self._tokens + (now - self._filled) * self._per_second)
        self._filled = now
        if now < self._paused_until:
            return self._paused_until - now
        if self._running >= self._at_once or (self._waiting_writes and not write):
            return 1.0
        return 0.0 if self._tokens >= 1 else (1 - self._tokens) / self._per_second

    def _take(self) -> None:
        now = self._now()
        self._running += 1
        self._calls += 1
        self._tokens -= 1
        self._recent.append(now)
        self._forget(now)

    def _forget(self, now: float) -> None:
        while self._recent and self._recent[0] < now - 60:
            self._recent.popleft()

    def _wait_for(self, write: bool, by: int) -> None:
        if write:
            self._waiting_writes += by
        else:
            self._waiting_reads += by
