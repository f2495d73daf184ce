"""Many handhelds that ask a server at a steady pace, all together, and how long each waited.

Waiting counts from the moment a request was due, so that a stalled server cannot hide behind requests that were
never sent.
"""

from __future__ import annotations

import http.client
import itertools
import json
import statistics
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from tests.bench.floor import Handheld
from tests.running import headers

PERCENTILES = {"p50": 50, "p95": 95, "p99": 99}

Ask = Callable[[http.client.HTTPConnection, Handheld], None]
Cuts = dict[str, float]


@dataclass
class Crowd:
    """The handhelds of one server. `said` counts the verdicts and statuses of what they sent, numbered from `after`."""

    port: int
    handhelds: Sequence[Handheld]
    said: Counter[str] = field(default_factory=Counter)
    after: int = 0
    _numbers: dict[int, Iterator[int]] = field(default_factory=dict)

    def scan(self, connection: http.client.HTTPConnection, handheld: Handheld) -> None:
        """Uploads one pick."""
        number = next(self._numbers.setdefault(handheld.wave, itertools.count(self.after + 1)))
        body = json.dumps({"events": [handheld.pick(number)], "build": "bench", "waiting": 0})
        connection.request("POST", "/api/v1/events", body, headers(handheld.token))
        answer = connection.getresponse()
        said = json.loads(answer.read())
        self.said[said["answers"][0]["verdict"] if answer.status == 200 else str(answer.status)] += 1

    def ping(self, connection: http.client.HTTPConnection, handheld: Handheld) -> None:
        """Asks for nothing."""
        connection.request("GET", "/api/v1/ping", headers=headers(handheld.token))
        answer = connection.getresponse()
        answer.read()
        self.said[str(answer.status)] += 1

    def waits(self, ask: Ask, rate: float, seconds: float) -> list[float]:
        """Waiting times in ms when all of them together ask `rate` times a second."""
        waits: list[list[float]] = [[] for _ in self.handhelds]
        start, every = time.perf_counter() + 0.3, len(self.handhelds) / rate
        clients = [
            threading.Thread(target=self._client, args=(ask, one, start + at / rate, every, seconds, waits[at]))
            for at, one in enumerate(self.handhelds)
        ]
        for client in clients:
            client.start()
        for client in clients:
            client.join()
        return [wait for one in waits for wait in one]

    def cuts(self, ask: Ask, rate: float, seconds: float) -> Cuts:
        """Their percentiles."""
        cuts = statistics.quantiles(self.waits(ask, rate, seconds), n=100)
        return {name: cuts[at - 1] for name, at in PERCENTILES.items()}

    def _client(
        self, ask: Ask, handheld: Handheld, first: float, every: float, seconds: float, waits: list[float]
    ) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        for number in range(max(int(seconds / every), 1)):
            due = first + number * every
            time.sleep(max(0.0, due - time.perf_counter()))
            ask(connection, handheld)
            waits.append((time.perf_counter() - due) * 1000)
        connection.close()


def middle(runs: Sequence[Cuts]) -> Cuts:
    """The median of each percentile."""
    return {name: round(statistics.median(run[name] for run in runs), 2) for name in PERCENTILES}


def ratio(above: Sequence[Cuts], below: Sequence[Cuts]) -> Cuts:
    """The median of the ratios of runs that followed each other."""
    pairs = list(zip(above, below, strict=True))
    return {name: round(statistics.median(a[name] / b[name] for a, b in pairs), 2) for name in PERCENTILES}


def within(found: Cuts, **bounds: float) -> bool:
    """Whether each of the named percentiles is at most its bound."""
    return all(found[name] <= bound for name, bound in bounds.items())
