"""Threads that do a piece of work again and again, each on its own, until they are told to stop.

Started after the fork: threads do not survive one. Stopping waits for the piece at hand; what it leaves is told by
the next start. One that is busy holds no other up.
"""

from __future__ import annotations

import logging
import os
import random
import socket
import threading
import time
from collections.abc import Callable, Sequence
from functools import partial

from warehouse_app.bootstrap import Services
from warehouse_app.service.holding import Holding, let_go, take
from warehouse_app.service.messages import FALLBACK
from warehouse_app.service.ports.outbox import LeaseLost
from warehouse_app.service.ports.store import StoreClosed, StoreFull
from warehouse_app.worker.breaker import Breaker
from warehouse_app.worker.carrier_labels import CarrierLabels
from warehouse_app.worker.clock import Clock
from warehouse_app.worker.deliver import Deliver
from warehouse_app.worker.notify import Notify
from warehouse_app.worker.plan import Plan
from warehouse_app.worker.printing import Print
from warehouse_app.worker.pull import Pull
from warehouse_app.worker.ready import Ready
from warehouse_app.worker.retain import Retain
from warehouse_app.worker.seal import Sealer

STANDBY_S = 5.0  # how often a process that does not hold the work looks whether it may
AFTER_FAULT_S = 5.0
BREATH_S = 0.02  # fifty commits a second are not fifty looks more
WITHOUT_ODOO = ("print", "plan", "seal", "retain")
GRACE_S = 8.0  # the server is given 10 s; what is cut off by then is a question for the next start

Step = Callable[[Holding], float]

log = logging.getLogger(__name__)


class Loop:
    """Does `step` while it holds the work `name`; a step says how many seconds to wait before the next.

    One with `news` does not wait longer than a breath when there is any.
    """

    def __init__(
        self, name: str, services: Services, holder: str, step: Step, news: threading.Event | None = None
    ) -> None:
        self.name, self._services, self._holder, self._step, self._news = name, services, holder, step, news
        self._over, self._holding = threading.Event(), None
        self._told: str | None = None
        self._thread = threading.Thread(target=self._run, name=f"worker-{name}", daemon=True)

    _holding: Holding | None

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """No further step; does not wait for the one at hand."""
        self._over.set()
        if self._news is not None:
            self._news.set()

    def join(self, seconds: float) -> None:
        """Waits for the step at hand."""
        self._thread.join(seconds)

    def turn(self) -> float:
        """One step, whatever befalls it; how long to wait."""
        try:
            self._holding = self._holding or take(self._services.store, self.name, self._holder)
            wait = self._step(self._holding) if self._holding is not None else STANDBY_S
            self._told = None
            if self._holding is not None:
                self._services.beats[self.name] = self._services.clock()
            return wait
        except LeaseLost:
            self._holding = None
            return STANDBY_S
        except StoreClosed:
            return STANDBY_S
        except StoreFull as full:
            self._say(f"the store is full: {full}")
        except Exception as fault:
            self._say(repr(fault), fault)
        return AFTER_FAULT_S

    def _say(self, words: str, fault: Exception | None = None) -> None:
        """A fault that repeats is said once."""
        if words != self._told:
            log.error("%s: %s", self.name, words, exc_info=fault)
        self._told = words

    def _run(self) -> None:
        while not self._over.is_set():
            self._rest(self.turn())
        if self._holding is not None:
            try:
                let_go(self._holding)
            except (StoreClosed, StoreFull, LeaseLost):
                log.info("%s: the work is let go when its time is over", self.name)

    def _rest(self, seconds: float) -> None:
        """What is said during the breath is heard after it."""
        self._over.wait(seconds if self._news is None else min(seconds, BREATH_S))
        if self._news is not None and seconds > BREATH_S:
            self._news.wait(seconds - BREATH_S)
            self._news.clear()


class Worker:
    """All loops of this process."""

    def __init__(self, loops: Sequence[Loop]) -> None:
        self._loops = loops

    def start(self) -> None:
        for loop in self._loops:
            loop.start()

    def more(self, loops: Sequence[Loop]) -> None:
        """Starts these too."""
        self._loops = [*self._loops, *loops]
        for loop in loops:
            loop.start()

    def tell(self) -> None:
        """No loop begins another step."""
        for loop in self._loops:
            loop.stop()

    def stop(self, grace_s: float = GRACE_S) -> None:
        """Ends every loop after the step at hand, waiting for each at most so long."""
        self.tell()
        for loop in self._loops:
            loop.join(grace_s)


def start(services: Services) -> Worker:
    """Starts the loops of this process; without an Odoo to talk to only what needs none, the rest when there is one."""
    running = loops(services, Breaker(_since_boot_ms, random.random))
    begun = [loop for loop in running if services.odoo is not None or loop.name in WITHOUT_ODOO]
    worker = Worker(begun)
    worker.start()
    services.connected.append(partial(worker.more, [loop for loop in running if loop not in begun]))
    return worker


def _since_boot_ms() -> int:
    """Pauses are not to grow because somebody put the clock back."""
    return time.monotonic_ns() // 1_000_000


def loops(services: Services, breaker: Breaker) -> list[Loop]:
    """The loops, not started."""
    holder = holder_of(services)
    say = partial(services.words.say, FALLBACK)
    steps: dict[str, Step] = {
        "deliver": Deliver(services, breaker, say).step,
        "pull": Pull(services, breaker).step,
        "clock": Clock(services).step,
        "notify": Notify(services).step,
        "carrier": CarrierLabels(services, breaker).step,
        "print": Print(services).step,
        "plan": Plan(services).step,
        "ready": Ready(services, breaker).step,
        "seal": Sealer(services).step,
        "retain": Retain(services).step,
    }
    news = {"print": services.live.listen()}
    return [Loop(name, services, holder, step, news.get(name)) for name, step in steps.items()]


def holder_of(services: Services) -> str:
    """Who this is. A SQLite store has one server: the next start need not wait until the last one's time is over."""
    if services.settings.store.startswith("sqlite"):
        return "the server"
    return f"{socket.gethostname()}:{os.getpid()}:{random.getrandbits(32):08x}"
