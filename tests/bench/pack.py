"""How soon the answer to a scan is on the bench's screen, beside a ping of the server from the same page.

Prints one JSON object. `painted_ms`: from the Enter of a scan to the paint of its answer: an item into the box, and out
again. `ping_ms`: a GET of the smallest answer there is, asked by the same page in between. `times`: the 95th percentile
of the one over that of the other. `--scans N` makes it shorter.
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from tests.browser.bench import Packing, Station, at_work, open_order, picked_wave
from tests.browser.conftest import DESK
from tests.browser.handheld import SIZE, Scanner
from tests.browser.speed import Timed
from tests.running import Server
from tests.services import CHROMIUM_ARGS
from tests.tools.needs import NEEDS

SCANS, BOUND = 200, 3.0
_PING = """async () => {
  const begun = performance.now();
  await (await fetch('/livez', { cache: 'no-store' })).text();
  return performance.now() - begun;
}"""


def main() -> int:
    """Measure and print; exit code 1 when a scan was not answered."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scans", type=int, default=SCANS)
    asked = parser.parse_args()
    program = NEEDS["chromium"].find()
    if not program:
        print(json.dumps({"bench": "pack", "left_out": "no Chromium on this machine"}), flush=True)
        return 0
    with sync_playwright() as driver, tempfile.TemporaryDirectory() as folder:
        browser = driver.chromium.launch(executable_path=program, args=CHROMIUM_ARGS.split())
        try:
            with Server(Path(folder) / "shop") as server:
                print(json.dumps({"bench": "pack", **_measured(browser, server, asked.scans)}), flush=True)
        finally:
            browser.close()
    return 0


def _measured(browser: Browser, server: Server, count: int) -> dict[str, Any]:
    handheld = Scanner(browser.new_context(viewport=SIZE).new_page())  # type: ignore[arg-type]
    handheld.arrive(server.base)
    walk = picked_wave(handheld, server)
    station = Station(browser.new_context(viewport=DESK).new_page())  # type: ignore[arg-type]
    station.arrive(server.base)
    at_work(station, server)
    totes = [str(line["tote"]) for line in walk.sheet["lines"]]
    packing = open_order(station, max(totes, key=totes.count))
    painted, pings = _alternating(packing, Timed(station.page), count)
    times = round(_p95(painted) / _p95(pings), 2)
    return {"scans": len(painted), "painted_ms": _figures(painted), "ping_ms": _figures(pings), "times": times,
            "bound": BOUND}  # fmt: skip


def _alternating(packing: Packing, page: Timed, count: int) -> tuple[list[float], list[float]]:
    """The first item in, a ping, and the item out again."""
    code, painted, pings = packing.scans()[0], list[float](), list[float]()
    while len(painted) < count:
        painted.append(page.answer(code).painted)
        pings.append(page.page.evaluate(_PING))
        packing.bench.press("Backspace")
    return painted, pings


def _figures(values: list[float]) -> dict[str, float]:
    return {"p50": round(statistics.median(values), 1), "p95": round(_p95(values), 1)}


def _p95(values: list[float]) -> float:
    return sorted(values)[int(len(values) * 0.95) - 1]


if __name__ == "__main__":
    raise SystemExit(main())
