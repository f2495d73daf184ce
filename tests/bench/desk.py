"""The office at work beside the scans: the release page planned again and again, labels drawn one after the other."""

from __future__ import annotations

import http.client
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tests.bench.floor import DeskWork

# Seconds between an answer and the next request: a bench may ask 50 times a second, an open page follows changes.
LABELS_ASK, PLANS_ASK = 0.02, 1.0


class Desk:
    """Counts what was drawn and planned, and how long each took."""

    def __init__(self, port: int, work: DeskWork) -> None:
        self._port, self._work = port, work
        self._drawn: list[float] = []
        self._planned: list[float] = []
        self.troubles: list[str] = []

    @property
    def labels(self) -> int:
        return len(self._drawn)

    @property
    def plans(self) -> int:
        return len(self._planned)

    @property
    def label_ms(self) -> float:
        return round(statistics.median(self._drawn), 1)

    @property
    def plan_ms(self) -> float:
        return round(statistics.median(self._planned), 1)

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Both go on until the block ends."""
        over = threading.Event()
        tasks = ((self._label, self._drawn, LABELS_ASK), (self._plan, self._planned, PLANS_ASK))
        threads = [threading.Thread(target=self._again, args=(over, *task)) for task in tasks]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            over.set()
            for thread in threads:
                thread.join()

    def _again(
        self, over: threading.Event, ask: Callable[[http.client.HTTPConnection], bytes], took: list[float], pause: float
    ) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=60)
        while not over.is_set():
            begun = time.perf_counter()
            ask(connection)
            took.append((time.perf_counter() - begun) * 1000)
            over.wait(pause)
        connection.close()

    def _label(self, connection: http.client.HTTPConnection) -> bytes:
        key = self._work.parcels[len(self._drawn) % len(self._work.parcels)]
        said = self._get(connection, f"/api/v1/pack/parcels/{key}/label", self._work.bench)
        if not said.startswith(b"%PDF"):
            self.troubles.append(said[:200].decode(errors="replace"))
        return said

    def _plan(self, connection: http.client.HTTPConnection) -> bytes:
        said = self._get(connection, "/release/live", self._work.office)
        if b"orders" not in said:
            self.troubles.append(said[:200].decode(errors="replace"))
        return said

    def _get(self, connection: http.client.HTTPConnection, path: str, headers: dict[str, str]) -> bytes:
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        said = answer.read()
        if answer.status != 200:
            self.troubles.append(f"{path} {answer.status}")
        return said
