"""Twenty orders over the bench on a real Odoo, one step and three: `packed_wave.py`. Prints one JSON object."""

from __future__ import annotations

import json
import subprocess
import sys
import time

from tests.tools.report import ROOT

TEST = "tests/proof/packed_wave.py"


def main() -> int:
    """Runs it; pytest says what did not hold."""
    begun = time.monotonic()
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-o", "timeout=1800", TEST]
    held = subprocess.run(command, cwd=ROOT, check=False).returncode == 0
    seconds = round(time.monotonic() - begun)
    print(json.dumps({"proof": "packing", "orders": 20, "seconds": seconds, "same": held}), flush=True)
    return 0 if held else 1


if __name__ == "__main__":
    raise SystemExit(main())
