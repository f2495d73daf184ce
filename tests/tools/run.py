"""`make bench` and `make proof`: run every program of tests/bench/ or tests/proof/, one after the other.

A program there is a module with a `main()` whose exit code says whether it held; what it measures it prints.
`python -m tests.tools.run bench proof -- --quick` hands on what stands after the dashes. With `proof`, the tests that
draw examples are run too, on new and many more of them.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

from tests.tools.report import ROOT

LONG = {"WAREHOUSE_TEST_PROFILE": "proof"}


def main(arguments: list[str]) -> int:
    """Run what was asked for; 1 when anything failed."""
    folders, _, handed_on = " ".join(arguments).partition(" -- ")
    failed: list[str] = []
    for folder in folders.split():
        failed += [name for name in _programs(folder) if not _runs(["-m", name, *handed_on.split()])]
    if "proof" in folders.split() and not _runs(
        ["-m", "pytest", "-q", "-n", "auto", "tests/unit", "tests/store"], LONG
    ):
        failed.append("the tests with many examples")
    print(f"failed: {', '.join(failed)}" if failed else "all of it held")
    return 1 if failed else 0


def _programs(folder: str) -> list[str]:
    """Module names of the programs of a folder, in the order of their names."""
    paths = sorted((ROOT / "tests" / folder).glob("*.py"))
    return [f"tests.{folder}.{path.stem}" for path in paths if _is_program(path)]


def _is_program(path: Path) -> bool:
    return not path.name.startswith(("_", "test_", "conftest")) and '__name__ == "__main__"' in path.read_text("utf-8")


def _runs(command: list[str], more: dict[str, str] | None = None) -> bool:
    print(f"--- {' '.join(command[1:])}", flush=True)
    begun = time.perf_counter()
    code = subprocess.run([sys.executable, *command], cwd=ROOT, env=os.environ | (more or {}), check=False).returncode
    print(f"--- {time.perf_counter() - begun:.0f} s, {'held' if code == 0 else f'exit code {code}'}", flush=True)
    return code == 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
