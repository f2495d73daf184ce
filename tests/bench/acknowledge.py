"""How long a handheld waits for its acknowledgement, against an empty request of the same server.

Sixty handhelds upload 50 scans a second, one scan an upload, all together; the same clients then ask for an empty
page at the same pace. Five runs of each alternate, so that what else the machine does hits both. Latency counts from
the moment a request was due, so that a stalled server cannot hide behind requests that were never sent.
Prints one JSON object: p50, p95, p99 in ms of both, and the medians of the five ratios.
"""

from __future__ import annotations

import http.client
import itertools
import json
import statistics
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

from tests.bench.floor import Handheld, build
from tests.running import Server, headers

CLIENTS, RATE, SECONDS, RUNS = 60, 50.0, 8.0, 5
PERCENTILES = {"p50": 50, "p95": 95, "p99": 99}

Ask = Callable[[http.client.HTTPConnection, Handheld], None]


def main() -> int:
    """Measure and print; exit code 1 when a scan was not acknowledged as accepted."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        data.mkdir()
        handhelds = build(f"sqlite:///{data / 'floor.sqlite3'}", CLIENTS)
        with Server(Path(folder), "serve", WAREHOUSE_DATA_DIR=str(data), WAREHOUSE_LOG_LEVEL="warning") as server:
            runs = [(_run(server, handhelds, _scan), _run(server, handhelds, _ping)) for _ in range(RUNS)]
    print(json.dumps(_report(runs)), flush=True)
    return 0


_numbers = itertools.count(1)


def _scan(connection: http.client.HTTPConnection, handheld: Handheld) -> None:
    body = json.dumps({"events": [handheld.pick(next(_numbers))], "build": "bench", "waiting": 0})
    connection.request("POST", "/api/v1/events", body, headers(handheld.token))
    answer = json.loads(connection.getresponse().read())
    verdict = answer["answers"][0]["verdict"]
    assert verdict == "accepted", answer


def _ping(connection: http.client.HTTPConnection, handheld: Handheld) -> None:
    connection.request("GET", "/api/v1/ping", headers=headers(handheld.token))
    answer = connection.getresponse()
    answer.read()
    assert answer.status == 204, answer.status


def _run(server: Server, handhelds: list[Handheld], ask: Ask) -> list[float]:
    """Waiting times in ms of all clients."""
    waits: list[list[float]] = [[] for _ in handhelds]
    start = time.perf_counter() + 0.3
    clients = [
        threading.Thread(target=_client, args=(server, handheld, ask, start + at * 1 / RATE, waits[at]))
        for at, handheld in enumerate(handhelds)
    ]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    return [wait for one in waits for wait in one]


def _client(server: Server, handheld: Handheld, ask: Ask, first: float, waits: list[float]) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    every = CLIENTS / RATE
    for number in range(int(SECONDS / every)):
        due = first + number * every
        time.sleep(max(0.0, due - time.perf_counter()))
        ask(connection, handheld)
        waits.append((time.perf_counter() - due) * 1000)
    connection.close()


def _report(runs: list[tuple[list[float], list[float]]]) -> dict[str, object]:
    scans, pings = ([_percentiles(run[which]) for run in runs] for which in (0, 1))
    ratios = {
        name: round(statistics.median(s[name] / p[name] for s, p in zip(scans, pings, strict=True)), 2)
        for name in PERCENTILES
    }
    return {
        "bench": "acknowledge", "clients": CLIENTS, "scans_per_s": RATE, "runs": RUNS,
        "scans": sum(len(run[0]) for run in runs), "scan_ms": _middle(scans), "ping_ms": _middle(pings),
        "ratio": ratios,
    }  # fmt: skip


def _percentiles(waits: list[float]) -> dict[str, float]:
    cuts = statistics.quantiles(waits, n=100)
    return {name: cuts[at - 1] for name, at in PERCENTILES.items()}


def _middle(runs: list[dict[str, float]]) -> dict[str, float]:
    return {name: round(statistics.median(run[name] for run in runs), 2) for name in PERCENTILES}


if __name__ == "__main__":
    raise SystemExit(main())
