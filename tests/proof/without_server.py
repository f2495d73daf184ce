"""A wave of 300 lines walked with the server stopped and the browser killed twice; then Odoo holds what was scanned.

The test of `make test` with a larger cart, on a real Odoo. Prints one JSON object.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time

from tests.tools.report import ROOT

LINES = 300
TEST = "tests/browser/test_without_server.py"


def main() -> int:
    """Runs it; pytest says what did not hold."""
    begun = time.monotonic()
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-o", "timeout=900", TEST]
    held = subprocess.run(command, cwd=ROOT, env=os.environ | {"WAVE_LINES": str(LINES)}, check=False).returncode == 0
    seconds = round(time.monotonic() - begun)
    print(json.dumps({"proof": "without_server", "lines": LINES, "seconds": seconds, "same": held}), flush=True)
    return 0 if held else 1


if __name__ == "__main__":
    raise SystemExit(main())
