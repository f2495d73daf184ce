"""Acknowledgements with Odoo away for half an hour, under load all the time: unchanged, and no scan refused.

The bench `acknowledge --only odoo` at length. `--minutes M`: so long.
"""

from __future__ import annotations

import argparse

from tests.bench.acknowledge import Plan, measure


def main() -> int:
    """Measures and prints; exit code 1 when it did not hold."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=30.0)
    return 0 if measure("odoo", Plan(5, 8.0, parser.parse_known_args()[0].minutes)) else 1


if __name__ == "__main__":
    raise SystemExit(main())
