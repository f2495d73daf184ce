"""From the scan that closes a box to its label's bytes at the printer: a running server, a printer of ZPL that answers.

A bench sends the closing as the page does, and the printer notes when it has the whole label. Prints one JSON object:
`label_ms` from the request's first byte to the label's last, `answer_ms` of the request alone. A packer closes the next
box when the printer has said that the last label is out, `--pause S` after it. `--boxes N`. Exit code 1: p95 was not
below 150 ms, or not each label came out once.
"""

from __future__ import annotations

import argparse
import http.client
import json
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path

from tests.bench.floor import build, busy_desk
from tests.printing.zebra import Zebra
from tests.running import Server
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.printers import NewPrinter, add_printer, stand_at
from warehouse_app.store import open_store

BOXES, BOUND_MS, PATIENCE_S = 200, 150, 5.0


def main() -> int:
    """Measure and print."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--boxes", type=int, default=BOXES)
    ask.add_argument("--pause", type=float, default=0.6)
    asked = ask.parse_known_args()[0]
    boxes = asked.boxes
    zebra = Zebra()
    with tempfile.TemporaryDirectory() as folder, _server(Path(folder), zebra, boxes) as (port, events):
        took = [_close(port, event, zebra, asked.pause) for event in events]
        time.sleep(0.5)
    labels, answers = ([round(ms, 1) for ms in column] for column in zip(*took, strict=True))
    found = {"label_ms": _cuts(labels), "answer_ms": _cuts(answers), "boxes": boxes, "printed": len(zebra.printed)}
    held = _cuts(labels)["p95"] < BOUND_MS and len(set(zebra.printed)) == len(zebra.printed) == boxes
    print(json.dumps({"bench": "closing", **found, "bound_ms": BOUND_MS, "held": held}), flush=True)
    zebra.off()
    return int(not held)


def _close(port: int, event: dict[str, object], zebra: Zebra, pause: float) -> tuple[float, float]:
    """Milliseconds until the label is at the printer, and until the request was answered."""
    time.sleep(pause)
    before, begun = len(zebra.printed), time.perf_counter()
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=10)) as line:
        headers = busy_desk([]).bench | {"Content-Type": "application/json"}
        line.request("POST", "/api/v1/events", json.dumps({"events": [event]}), headers)
        said = json.loads(line.getresponse().read())
    answered = time.perf_counter() - begun
    assert [one["verdict"] for one in said["answers"]] == ["accepted"], said
    while len(zebra.printed) == before and time.perf_counter() - begun < PATIENCE_S:
        time.sleep(0.0005)
    return (time.perf_counter() - begun) * 1000, answered * 1000


@contextmanager
def _server(folder: Path, zebra: Zebra, boxes: int) -> Iterator[tuple[int, list[dict[str, object]]]]:
    """A floor whose bench has `boxes` filled, and the events that close them."""
    data = folder / "data"
    data.mkdir()
    url = f"sqlite:///{data / 'floor.sqlite3'}"
    build(url, 2, boxes, boxes)
    store = open_store(url, lambda: time.time_ns() // 1_000_000)
    store.write(lambda uow: _stand(uow, zebra))
    store.close()
    with closing(sqlite3.connect(data / "floor.sqlite3")) as disk, disk:
        disk.execute("UPDATE parcel SET state = 'open', closed_at = NULL")
        disk.execute("UPDATE op_type SET step = 'pick'")
        found = disk.execute("SELECT transfer, token FROM parcel ORDER BY id").fetchall()
        person, session = disk.execute(
            "SELECT person, id FROM session WHERE device IS NOT NULL ORDER BY id DESC"
        ).fetchone()
    events = [_event(n, transfer, token, person, session) for n, (transfer, token) in enumerate(found, 1)]
    with Server(folder, "serve", WAREHOUSE_DATA_DIR=str(data), WAREHOUSE_LOG_LEVEL="warning") as server:
        yield server.port, events


def _stand(uow: UnitOfWork, zebra: Zebra) -> None:
    w = uow.printing.warehouse()
    assert w is not None
    add_printer(NewPrinter("Zebra", zebra.address, "Bench 1"), w, uow)
    bench = uow.devices.by_token(sha256(b"token-bench").hexdigest())
    assert bench is not None
    stand_at(bench, "Bench 1", uow)


def _event(n: int, transfer: int, token: str, person: int, session: int) -> dict[str, object]:
    body = {"transfer": transfer, "parcel": token.rpartition("_")[2], "box": None, "weight_g": 900}
    return {"id": f"{n:032x}", "v": 1, "kind": "box_closed", "seq": n, "at": 0, "person": person, "wave": None,
            "session": session, "epoch": 1, "sheet": None, "body": body}  # fmt: skip


def _cuts(values: list[float]) -> dict[str, float]:
    cuts = statistics.quantiles(values, n=100, method="inclusive")
    return {f"p{cut}": round(cuts[cut - 1], 1) for cut in (50, 95, 99)}


if __name__ == "__main__":
    raise SystemExit(main())
