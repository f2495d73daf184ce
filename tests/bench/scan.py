"""How soon the answer to a scan is on the screen: Chromium, a wave of 300 lines, the server stopped.

Prints one JSON object for the processor as it is and one for a processor four times slower. `painted_ms`: from the
Enter to the paint of the answer. `empty_ms`: the same on an empty page that changes one word, in the same run, block
by block between the scans; `empty_kept_ms`: on an empty page that first writes one small record through to the disk,
as every scan must before it says green. `own_ms` and `own_without_disk_ms` are the scans less either. `handler_ms` is
what the page does from the key to the first change on the screen, less the disk; `script_ms` all script of a scan, what
follows the answer too, as CPU time of the page's thread. `--scans N` makes it shorter.
"""

from __future__ import annotations

import argparse
import json
import math
import tempfile
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Playwright, sync_playwright

from tests.browser.big_wave import scans
from tests.browser.handheld import SIZE, Scanner
from tests.browser.speed import Answer, Timed, begin_big, empty
from tests.running import Server
from tests.services import CHROMIUM_ARGS
from tests.tools.needs import NEEDS

LINES, SCANS, BLOCK = 300, 1000, 50
IDLE_S = 0.06  # nobody scans faster, and what the scan before left to draw would take the frame of the next one
BOUNDS = {"p50": 4.0, "p99": 12.0}


def main() -> int:
    """Measure and print; exit code 1 when a scan was not answered."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scans", type=int, default=SCANS)
    asked = parser.parse_args()
    program = NEEDS["chromium"].find()
    if not program:
        print(json.dumps({"bench": "scan", "left_out": "no Chromium on this machine"}), flush=True)
        return 0
    with sync_playwright() as driver:
        for slower in (1, 4):
            print(json.dumps({"bench": "scan", "slower": slower, **_measured(driver, program, slower, asked.scans)}))
    return 0


def _measured(driver: Playwright, program: str, slower: int, count: int) -> dict[str, Any]:
    browser = driver.chromium.launch(executable_path=program, args=CHROMIUM_ARGS.split())
    try:
        with tempfile.TemporaryDirectory() as folder, Server(Path(folder) / "shop") as server:
            context = browser.new_context(viewport=SIZE, service_workers="block")  # type: ignore[arg-type]
            return _report(*_answers(context, server, slower, count))
    finally:
        browser.close()


def _answers(
    context: BrowserContext, server: Server, slower: int, count: int
) -> tuple[list[Answer], list[Answer], list[Answer]]:
    scanner = Scanner(context.new_page())
    codes = list(islice(scans(begin_big(scanner, server, LINES)), count))
    bare, kept = (empty(context.new_page(), server, kept=kept, idle_s=IDLE_S) for kept in (False, True))
    walk = Timed(scanner.page, idle_s=IDLE_S)
    server.kill()
    found: tuple[list[Answer], ...] = ([], [], [])
    for timed in (walk, bare, kept):
        timed.slow_down(slower)
    for at in range(0, len(codes), BLOCK):
        blocks = (codes[at : at + BLOCK], [""] * BLOCK, [""] * BLOCK)
        for timed, block, answers in zip((walk, bare, kept), blocks, found, strict=True):
            timed.page.bring_to_front()
            answers += timed.answers(block)
    done = scanner.page.inner_text(".bar .quiet")
    assert done != f"0/{LINES}", "the walk did not go on"
    return found  # type: ignore[return-value]


def _report(walk: list[Answer], bare: list[Answer], kept: list[Answer]) -> dict[str, Any]:
    painted, nothing, disk = (_cuts([one.painted for one in answers]) for answers in (walk, bare, kept))
    own = {name: round(painted[name] - nothing[name], 1) for name in painted}
    return {
        "scans": len(walk), "lines": LINES, "painted_ms": painted, "empty_ms": nothing, "empty_kept_ms": disk,
        "own_ms": own, "own_without_disk_ms": {name: round(painted[name] - disk[name], 1) for name in painted},
        "disk_ms": _cuts([one.disk for one in walk if one.disk]),
        "handler_ms": _cuts([one.handler for one in walk]), "script_ms": _cuts([one.script for one in walk]),
        "layout_ms": _cuts([one.layout for one in walk]),
        "holds": all(own[name] <= bound for name, bound in BOUNDS.items()),
    }  # fmt: skip


def _cuts(values: Sequence[float]) -> dict[str, float]:
    ordered = sorted(values)
    return {f"p{cut}": round(ordered[math.ceil(len(ordered) * cut / 100) - 1], 1) for cut in (50, 95, 99)}


if __name__ == "__main__":
    raise SystemExit(main())
