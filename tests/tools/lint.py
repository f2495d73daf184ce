"""`make lint`: style, types, layers and our own checks, each with its time; exit 1 when one of them objects.

They run beside each other, as many as there are processors, the longest first.
"""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

from tests.tools.report import ROOT

LONGEST = "types"
CHECKS = {
    "ruff": ["-m", "ruff", "check", "--quiet", "."],
    "format": ["-m", "ruff", "format", "--check", "--quiet", "."],
    "types": ["-m", "mypy", "--no-error-summary"],
    "layers": ["-c", "from importlinter.cli import lint_imports_command as lint; lint(['--no-logo'])"],
    "budgets": ["-m", "tests.tools.budgets"],
    "browsers": ["-m", "tests.tools.browsers"],
    "manners": ["-m", "tests.tools.manners"],
    "wording": ["-m", "tests.tools.wording"],
}


class Ran(NamedTuple):
    """How a check ended, what it said, and how long it took."""

    code: int
    said: str
    took: float


def main() -> int:
    """Run all of them, so that one run shows everything there is to mend."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        order = sorted(CHECKS, key=lambda name: name != LONGEST)
        running = {name: pool.submit(_run, CHECKS[name]) for name in order}
        failed = [name for name in CHECKS if not _passes(name, running[name].result())]
    if failed:
        print(f"lint: to mend: {', '.join(failed)}")
    return 1 if failed else 0


def _run(command: list[str]) -> Ran:
    begun = time.perf_counter()
    ran = subprocess.run([sys.executable, *command], cwd=ROOT, capture_output=True, text=True, check=False)
    return Ran(ran.returncode, (ran.stdout + ran.stderr).strip(), time.perf_counter() - begun)


def _passes(name: str, ran: Ran) -> bool:
    if ran.code == 0:
        own = ran.said.splitlines()[-1].partition(": ")[2] if CHECKS[name][1].startswith("tests.") else ""
        print(f"lint: {name:<9}ok, {ran.took:.1f} s  {own}".rstrip(), flush=True)
    else:
        print(f"lint: {name:<9}NOT ok, {ran.took:.1f} s\n{ran.said}", flush=True)
    return ran.code == 0


if __name__ == "__main__":
    raise SystemExit(main())
