"""Twenty thousand hostile codes: the server reads each as the device does. (That none is taken: tests/js/.)"""

from __future__ import annotations

import json
import os
import subprocess

from tests.house.test_js import NODE_ARGS
from tests.tools.report import ROOT
from warehouse_app.domain.barcodes import Unreadable, key, normalise

SEED = os.environ.get("HOSTILE_SEED", "5")
COUNT = 20_000


def test_the_server_reads_whatever_comes_as_the_device_does(node: str) -> None:
    command = [node, *NODE_ARGS[:2], "tests/js/hostile.js", SEED, str(COUNT)]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, timeout=120)
    known = set(json.loads((ROOT / "tests/vectors/sheets/small.json").read_text(encoding="utf-8"))["codes"])
    codes = json.loads(ran.stdout)
    assert len(codes) == COUNT
    other = [(raw, device, server) for raw, device in codes if (server := _read(raw, known)) != device]
    assert other == []


def _read(raw: str, known: set[str]) -> dict[str, object]:
    scan = normalise(raw, lambda text: text in known)
    if isinstance(scan, Unreadable):
        return {"problem": scan.problem}
    return {"text": scan.text, "key": key(scan.text)} | ({"gs1": list(scan.gs1)} if scan.gs1 else {})
