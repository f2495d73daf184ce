"""What goes on while a pool is worked: twenty people walk waves and upload what they pick, in real time.

`Steps` measures what each step of the pool takes meanwhile: calls, the longest unit of work of anybody (and how much of
it the processor worked for it: on a busy machine it waits), the slowest acknowledgement of a pick.
"""

from __future__ import annotations

import heapq
import statistics
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from tests.proof.odoo_drain import Floor, _lags
from tests.worker.yard import Picker
from warehouse_app.odoo.session import Session
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.store import OpenStore

HANDHELDS, EVERY_S = 20, 20.0
T = TypeVar("T")


class Counted(Session):
    """A session that counts its own calls, whoever else shares its budget."""

    calls = 0

    def call(self, model: str, method: str, *args: Any, write: bool = False, **named: Any) -> Any:
        self.calls += 1
        return super().call(model, method, *args, write=write, **named)


class Steps:
    """How long each step took, its calls, the longest unit of work in it, and how long a pick waited at most."""

    def __init__(self, opened: OpenStore, session: Counted) -> None:
        self._write, self._session, self.found = opened.write, session, dict[str, Any]()
        self._longest, self._most, self._waited = (0.0, 0.0), 0.0, 0.0
        opened.write = self._timed  # type: ignore[method-assign]

    def _timed(self, use_case: Callable[[UnitOfWork], T]) -> T:
        def timed(uow: UnitOfWork) -> T:
            begun, worked = time.monotonic(), time.thread_time()
            try:
                return use_case(uow)
            finally:
                self._longest = max(self._longest, (time.monotonic() - begun, time.thread_time() - worked))
                self._most = max(self._most, time.thread_time() - worked)

        return self._write(timed)

    def acknowledged(self, after_s: float) -> None:
        """A pick was."""
        self._waited = max(self._waited, after_s)

    def take(self, name: str, work: Callable[[], T]) -> T:
        self._longest, self._most, self._waited = (0.0, 0.0), 0.0, 0.0
        before, begun = self._session.calls, time.monotonic()
        done = work()
        self.found[name] = {
            "s": round(time.monotonic() - begun, 2),
            "calls": self._session.calls - before,
            "longest_unit_s": round(self._longest[0], 3),
            "its_processor_s": round(self._longest[1], 3),
            "most_processor_s": round(self._most, 3),
            "slowest_ack_s": round(self._waited, 3),
        }
        print(name, self.found[name], file=sys.stderr, flush=True)
        return done


class Walks:
    """Waves that are picked, a line every 20 s by each of twenty; a wave that is walked is followed by another."""

    def __init__(self, floor: Floor, steps: Steps, waves: Sequence[int]) -> None:
        self._floor, self._steps, self.waves = floor, steps, list(waves)
        self._over, self._thread = threading.Event(), threading.Thread(target=self._run, name="walks")
        self._trouble: list[BaseException] = []
        self.acks: list[float] = []
        self.lines_at: list[tuple[float, int]] = []
        self.walked, self.lasted, self._begun = 0, 0.0, time.monotonic()

    @contextmanager
    def going_on(self) -> Iterator[None]:
        """Raises what went wrong in them, at the end."""
        self._begun = time.monotonic()
        self._thread.start()
        try:
            yield
        finally:
            self._over.set()
            self._thread.join()
        self.lasted = time.monotonic() - self._begun
        if self._trouble:
            raise self._trouble[0]

    def told(self) -> dict[str, Any]:
        """What was walked; once all of it is told, how long after its acknowledgement Odoo held each pick."""
        lags, acks, lines = sorted(_lags(self._floor, self.lines_at)), sorted(self.acks), len(self.lines_at)
        return {
            "handhelds": HANDHELDS, "s": round(self.lasted, 1), "lines": lines, "waves_walked": self.walked,
            "lines_per_h": round(lines / self.lasted * 3600),
            "ack_s": _spread(acks, 3), "lag_s": _spread(lags, 1),
        }  # fmt: skip

    def _run(self) -> None:
        try:
            self._walk()
        except BaseException as trouble:
            self._trouble.append(trouble)

    def _walk(self) -> None:
        due = [(self._begun + n * EVERY_S / HANDHELDS, n) for n in range(HANDHELDS)]
        hands: dict[int, tuple[Picker, Iterator[dict[str, Any]]]] = {}
        while not self._over.wait(max(0.0, due[0][0] - time.monotonic())):
            at, n = heapq.heappop(due)
            if n in hands or self.waves:
                self._pick(n, hands)
            heapq.heappush(due, (at + EVERY_S, n))

    def _pick(self, n: int, hands: dict[int, tuple[Picker, Iterator[dict[str, Any]]]]) -> None:
        if n not in hands:
            picker = self._floor.picker(self.waves.pop(0))
            hands[n] = picker, iter(picker.lines)
        picker, left = hands[n]
        line = next(left)
        picker.pick(line, line["demand_m"])
        if line is picker.lines[-1]:
            picker.walked()
            del hands[n]
            self.walked += 1
        begun = time.monotonic()
        assert set(picker.send()) == {"accepted"}
        at = time.monotonic()
        self.acks.append(at - begun)
        self._steps.acknowledged(at - begun)
        self.lines_at.append((at, line["id"]))


def _spread(ordered: Sequence[float], digits: int) -> dict[str, float]:
    """Half of them, all but one in a hundred, and all are as much or less."""
    if not ordered:
        return {}
    found = {"p50": statistics.median(ordered), "p99": ordered[int(len(ordered) * 0.99)], "max": ordered[-1]}
    return {name: round(value, digits) for name, value in found.items()}
