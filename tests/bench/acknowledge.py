"""How long a handheld waits for its acknowledgement: alone, against an empty request of the same server, and busy.

Sixty handhelds upload one scan an upload. Runs alternate with those they are compared with, so that what else the
machine does hits both; the figures are medians over the runs. Prints a JSON object a line:

- `rates`: 50 and 150 scans a second, each against an empty page at the same pace, and 150 against 50.
- `odoo`: a server whose Odoo refuses connections and one whose Odoo takes them and says nothing, against one without.
- `busy`: a server that plans waves again and again and draws labels, at least 500, against itself when it does not.

`--only NAME`, `--runs N`, `--seconds S` (of a run), `--minutes M` (Odoo is away so long, under load, before it is
measured). Exit code 1: a bound did not hold, or a scan was refused.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import Any

from tests.bench.away import refusing, silent
from tests.bench.crowd import Crowd, middle, ratio, within
from tests.bench.desk import Desk
from tests.bench.floor import build, busy_desk
from tests.running import Server

CLIENTS, RATE, FAST = 60, 50.0, 150.0
POOL, PARCELS = 1000, 500


@dataclass(frozen=True)
class Plan:
    """How much is measured."""

    runs: int
    seconds: float
    minutes: float


Report = dict[str, Any]


def main() -> int:
    """Measure and print; exit code 1 when something did not hold."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", choices=sorted(BENCHES))
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=8.0)
    parser.add_argument("--minutes", type=float, default=1.0)
    asked = parser.parse_known_args()[0]
    plan = Plan(asked.runs, asked.seconds, asked.minutes)
    held = [measure(name, plan) for name in BENCHES if asked.only in (None, name)]
    return 0 if all(held) else 1


def measure(name: str, plan: Plan) -> bool:
    """Measures one of them and prints what it found; whether it held."""
    held = True
    for found in BENCHES[name](plan):
        print(json.dumps({"bench": f"acknowledge_{name}", "clients": CLIENTS, "runs": plan.runs} | found), flush=True)
        held &= found["held"]
    return held


def rates(plan: Plan) -> Iterator[Report]:
    """Both paces against the empty page."""
    with _server() as crowd:
        scans: dict[float, list[Any]] = {RATE: [], FAST: []}
        pings: dict[float, list[Any]] = {RATE: [], FAST: []}
        for _ in range(plan.runs):
            for rate in (RATE, FAST):
                scans[rate].append(crowd.cuts(crowd.scan, rate, plan.seconds))
                pings[rate].append(crowd.cuts(crowd.ping, rate, plan.seconds))
        sound = set(crowd.said) == {"accepted", "204"}
    to_ping, to_slow = ratio(scans[RATE], pings[RATE]), ratio(scans[FAST], scans[RATE])
    slow: Report = {"scans_per_s": RATE, "scan_ms": middle(scans[RATE]), "ping_ms": middle(pings[RATE])}
    yield slow | {"ratio_to_ping": to_ping, "held": sound and within(to_ping, p95=3, p99=5)}
    fast: Report = {"scans_per_s": FAST, "scan_ms": middle(scans[FAST]), "ping_ms": middle(pings[FAST])}
    fast |= {"ratio_to_ping": ratio(scans[FAST], pings[FAST]), "ratio_to_50": to_slow}
    yield fast | {"scans": crowd.said["accepted"], "held": sound and within(to_slow, p95=1.5)}


def odoo(plan: Plan) -> Iterator[Report]:
    """Odoo away in two ways."""
    with ExitStack() as stack:
        crowds = {"none": stack.enter_context(_server())}
        for name, address in (("refuses", refusing), ("silent", silent)):
            url = stack.enter_context(address())
            crowds[name] = stack.enter_context(_server(ODOO_URL=url, ODOO_DB="x", ODOO_USER="x", ODOO_KEY="x"))
        begun = time.monotonic()
        _all_at_once([lambda c=c: c.waits(c.scan, RATE, plan.minutes * 60) for c in crowds.values()])  # type: ignore[misc]
        runs: dict[str, list[Any]] = {name: [] for name in crowds}
        for _ in range(plan.runs):
            for name, crowd in crowds.items():
                runs[name].append(crowd.cuts(crowd.scan, RATE, plan.seconds))
        away_s = round(time.monotonic() - begun)
    for name in ("refuses", "silent"):
        found, said = ratio(runs[name], runs["none"]), crowds[name].said
        yield {
            "odoo": name, "away_s": away_s, "scans": said.total(), "refused": said.total() - said["accepted"],
            "scan_ms": middle(runs[name]), "without_odoo_ms": middle(runs["none"]), "ratio": found,
            "held": set(said) == {"accepted"} and within(found, p95=1.5, p99=1.5),
        }  # fmt: skip


def busy(plan: Plan) -> Iterator[Report]:
    """Planning and labels beside the scans."""
    with _server(pool=POOL, parcels=PARCELS) as crowd:
        desk = Desk(crowd.port, busy_desk(crowd.handhelds))
        calm, loud = [], []
        for _ in range(plan.runs):
            calm.append(crowd.cuts(crowd.scan, RATE, plan.seconds))
            with desk.at_work():
                loud.append(crowd.cuts(crowd.scan, RATE, plan.seconds))
    found, said = ratio(loud, calm), crowd.said
    enough = desk.labels >= PARCELS and desk.plans > 0 and not desk.troubles
    yield {
        "scans_per_s": RATE, "pool": POOL, "plans": desk.plans, "labels": desk.labels, "label_ms": desk.label_ms,
        "plan_ms": desk.plan_ms, "troubles": desk.troubles[:3], "scan_ms": middle(loud), "calm_ms": middle(calm),
        "ratio": found, "held": enough and set(said) == {"accepted"} and within(found, p95=1.5, p99=1.5),
    }  # fmt: skip


BENCHES: dict[str, Callable[[Plan], Iterator[Report]]] = {"rates": rates, "odoo": odoo, "busy": busy}


@contextmanager
def _server(pool: int = 0, parcels: int = 0, **settings: str) -> Iterator[Crowd]:
    """A running `serve` on a floor of its own."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        data.mkdir()
        handhelds = build(f"sqlite:///{data / 'floor.sqlite3'}", CLIENTS, pool, parcels)
        environ = {"DATA_DIR": str(data), "LOG_LEVEL": "warning"} | settings
        with Server(Path(folder), "serve", **{f"WAREHOUSE_{name}": value for name, value in environ.items()}) as server:
            yield Crowd(server.port, handhelds)


def _all_at_once(tasks: list[Callable[[], object]]) -> None:
    threads = [Thread(target=task) for task in tasks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


if __name__ == "__main__":
    raise SystemExit(main())
