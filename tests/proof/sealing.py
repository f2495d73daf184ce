"""What sealing costs: a store with a million unsealed events is sealed, beside scans and alone, then verified.

Prints one JSON object: events a second and microseconds of processor an event, for sealing and for verifying, and how
long handhelds wait for an acknowledgement at 50 scans a second while the sealer catches up, against the same
afterwards (medians of three runs, ms). In ordinary work the sealer has 25 events to seal each half second, not
thousands. `--events N`.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.bench.crowd import Crowd, Cuts, middle, ratio
from tests.bench.floor import Handheld, build, now
from tests.running import Server
from warehouse_app.bootstrap.audit import journal_of, seal_of
from warehouse_app.config import Settings
from warehouse_app.service.audit import verify
from warehouse_app.service.holding import take
from warehouse_app.service.seal import seal_next
from warehouse_app.store import open_store
from warehouse_app.store.sqlite import driver

EVENTS, CLIENTS, RATE, SECONDS, RUNS = 1_000_000, 60, 50.0, 8.0, 3
_INSERT = """INSERT INTO event (seq, id, v, kind, device, device_seq, person, session, epoch, wave, transfer, line, raw,
content_sha, device_at, received_at, verdict, flags) VALUES (?, ?, 1, 'pick', 1, NULL, 1, 1, 1, 1, 1, 1, ?, ?, ?, ?,
'accepted', '[]')"""


def main() -> int:
    """Measures and prints; exit code 1 when the journal does not verify."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=EVENTS)
    events = parser.parse_known_args()[0].events
    with tempfile.TemporaryDirectory() as folder:
        found = _measure(Path(folder), events)
    print(json.dumps({"proof": "sealing", "events": events} | found), flush=True)
    return 0 if found["held"] else 1


def _measure(folder: Path, events: int) -> dict[str, Any]:
    (data := folder / "data").mkdir()
    url = f"sqlite:///{data / 'floor.sqlite3'}"
    handhelds = build(url, CLIENTS)
    _fill(data / "floor.sqlite3", handhelds[0], events)
    with _serving(folder, data) as server:
        busy = _scans(server, handhelds, 0)
        left = _unsealed(data)
    settings = Settings(data_dir=data)
    sealed = _timed(lambda: _seal_all(url, settings))
    with journal_of(settings) as read:
        checked = _timed(lambda: _verify(read, settings))
    with _serving(folder, data) as server:
        calm = _scans(server, handhelds, RUNS)
    return {
        "left_after_busy_runs": left, "seal": sealed, "verify": checked, "catching_up_ms": middle(busy),
        "calm_ms": middle(calm), "ratio": ratio(busy, calm), "held": checked["events"] >= events,
    }  # fmt: skip


def _fill(path: Path, handheld: Handheld, events: int) -> None:
    store = driver.connect(str(path), isolation_level=None)
    at, body = now(), json.dumps(handheld.pick(1))
    store.execute("BEGIN")
    rows = ((n, f"{n:032x}", body, f"{n:064x}", at, at) for n in range(1, events + 1))
    store.executemany(_INSERT, rows)
    store.execute("COMMIT")
    store.close()


@contextmanager
def _serving(folder: Path, data: Path) -> Iterator[Server]:
    with Server(folder, "serve", WAREHOUSE_DATA_DIR=str(data), WAREHOUSE_LOG_LEVEL="warning") as server:
        yield server
        server.stop()


def _scans(server: Server, handhelds: list[Handheld], after: int) -> list[Cuts]:
    crowd = Crowd(server.port, handhelds, after=after * 1_000_000)
    found = [crowd.cuts(crowd.scan, RATE, SECONDS) for _ in range(RUNS)]
    assert set(crowd.said) == {"accepted"}, crowd.said
    return found


def _unsealed(data: Path) -> int:
    with journal_of(Settings(data_dir=data)) as read:
        return int(read(lambda views: views.unsealed().count))


def _seal_all(url: str, settings: Settings) -> int:
    store, seal, total = open_store(url, now), seal_of(settings), 0
    holding = take(store, "seal", "the server")
    assert holding is not None
    while sealed := seal_next(holding, seal):
        total += sealed
    store.close()
    return total


def _verify(read: Any, settings: Settings) -> int:
    report = verify(read, seal_of(settings))
    assert report.bad is None, report
    return report.checked


def _timed(task: Callable[[], int]) -> dict[str, float]:
    wall, processor = time.perf_counter(), time.process_time()
    events = task()
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    return {"events": events, "per_s": round(events / wall), "cpu_us": round(processor / max(events, 1) * 1e6, 1)}


if __name__ == "__main__":
    raise SystemExit(main())
