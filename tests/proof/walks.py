"""Random walks and hostile codes from many seeds: the tests of `make test` that draw them, again and again.

Prints one JSON object: seeds, orders walked by the engine against the intake, seeds that failed. `--seeds N`: so many.
"""

from __future__ import annotations

import argparse
import json
import os
import secrets
import subprocess
import sys

from tests.tools.report import ROOT

ORDERS = 300  # of each seed, walked twice on each database
TESTS = (
    "tests/service/test_random_walks.py",
    "tests/house/test_hostile_codes.py",
    "tests/house/test_js.py::test_the_tests_of_a_script_pass[tests/js/hostile-codes.test.js]",
)


def main() -> int:
    """Runs them; exit code 1 when one seed did not hold. The seed is printed, so that it can be tried again."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=20)
    seeds = [secrets.randbelow(10**6) for _ in range(parser.parse_known_args()[0].seeds)]
    failed = [seed for seed in seeds if not _holds(seed)]
    print(json.dumps({"proof": "walks", "seeds": len(seeds), "orders": ORDERS * len(seeds), "failed": failed}))
    return 1 if failed else 0


def _holds(seed: int) -> bool:
    drawn = {"WALK_SEED": str(seed), "WALK_ORDERS": str(ORDERS), "HOSTILE_SEED": str(seed)}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *TESTS]
    return subprocess.run(command, cwd=ROOT, env=os.environ | drawn, check=False).returncode == 0


if __name__ == "__main__":
    raise SystemExit(main())
