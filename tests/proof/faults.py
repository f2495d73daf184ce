"""The fault suite at length: 10,000 scans from three seeds on SQLite and one on PostgreSQL, new seeds each time.

Prints the line of each run. `--scans N`: so many.
"""

from __future__ import annotations

import argparse
import secrets
import subprocess
import sys

from tests.tools.report import ROOT

SCANS = 10_000
RUNS = (("sqlite", 1), ("sqlite", 3), ("sqlite", 1), ("postgresql", 3))  # the store, and the warehouse's steps


def main() -> int:
    """Runs them; exit code 1 when in one anything was lost, doubled or is unknown."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scans", type=int, default=SCANS)
    scans = parser.parse_known_args()[0].scans
    failed = [store for store, steps in RUNS if not _holds(scans, store, steps)]
    return 1 if failed else 0


def _holds(scans: int, store: str, steps: int) -> bool:
    seed = secrets.randbelow(10**6)
    print(f"{store}, {steps} step(s)", flush=True)
    command = [sys.executable, "-m", "tests.faults.run", "--scans", str(scans), "--seed", str(seed)]
    return subprocess.run([*command, "--store", store, "--steps", str(steps)], cwd=ROOT, check=False).returncode == 0


if __name__ == "__main__":
    raise SystemExit(main())
