"""Three hundred scans while server and Odoo are killed and every line is bad: nothing lost, nothing doubled."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.gaps import need
from tests.tools.report import ROOT

pytestmark = [pytest.mark.xdist_group("storm"), pytest.mark.slow, pytest.mark.timeout(600)]
STEPS = (1, 3)


@pytest.fixture(scope="module")
def storms() -> Iterator[dict[int, subprocess.Popen[str]]]:
    """`make faults` for each number of steps, both at once: half of a storm is waiting for what nobody knows yet."""
    need("odoo")
    blowing = {steps: _begin(steps) for steps in STEPS}
    yield blowing
    for one in blowing.values():
        one.send_signal(signal.SIGINT)  # no more than a courtesy to one that is over
        one.communicate(timeout=60)


def _begin(steps: int) -> subprocess.Popen[str]:
    asked = ["--scans", "150", "--seed", str(steps), "--steps", str(steps)]
    return subprocess.Popen(
        [sys.executable, "-m", "tests.faults.run", *asked],
        cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


@pytest.mark.parametrize("steps", STEPS)
def test_nothing_scanned_is_lost_and_nothing_counts_twice(storms: dict[int, subprocess.Popen[str]], steps: int) -> None:
    said, wrong = storms[steps].communicate()
    assert storms[steps].returncode == 0, said + wrong
    words = said.splitlines()[-1].split()
    told = dict(zip(words[::2], words[1::2], strict=False))
    assert [told[name] for name in ("lost", "doubled", "unknown")] == ["0", "0", "0"], said + wrong
    assert int(told["kills"]) >= 3, "the server was not killed often enough to prove anything"
    assert told["counts"] != "0", "no count was applied"
