"""`make lint`: style, types, layers and our own checks, each with its time; exit 1 when one of them objects."""

import subprocess
import sys
import time

from tests.tools.report import ROOT

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


def main() -> int:
    """Run all of them, so that one run shows everything there is to mend."""
    failed = [name for name, command in CHECKS.items() if not _passes(name, command)]
    if failed:
        print(f"lint: to mend: {', '.join(failed)}")
    return 1 if failed else 0


def _passes(name: str, command: list[str]) -> bool:
    begun = time.perf_counter()
    ran = subprocess.run([sys.executable, *command], cwd=ROOT, capture_output=True, text=True, check=False)
    took = time.perf_counter() - begun
    said = (ran.stdout + ran.stderr).strip()
    if ran.returncode == 0:
        own = said.splitlines()[-1].partition(": ")[2] if command[1].startswith("tests.") else ""
        print(f"lint: {name:<9}ok, {took:.1f} s  {own}".rstrip())
    else:
        print(f"lint: {name:<9}NOT ok, {took:.1f} s\n{said}")
    return ran.returncode == 0


if __name__ == "__main__":
    raise SystemExit(main())
