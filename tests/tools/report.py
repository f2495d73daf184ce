"""How every check of `make lint` answers: one line per breach, one summary line, exit code 1 on a breach."""

import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

Check = Callable[[Path], tuple[list[str], str]]


def run(name: str, check: Check, root: Path | None = None) -> int:
    """Run a check over a checkout (the one given on the command line, else ours), print what it says; 0 or 1."""
    if root is None:
        root = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT
    breaches, summary = check(root)
    for breach in breaches:
        print(breach)
    print(f"{name}: {len(breaches)} to mend; {summary}" if breaches else f"{name}: {summary}")
    return 1 if breaches else 0


def sources(root: Path, folder: str, *suffixes: str) -> list[Path]:
    """Our own files of these suffixes under a folder: nothing vendored, migrated or copied there by a build."""
    theirs = {"vendor", "migrations", "_assets", "__pycache__"}
    found = (path for path in (root / folder).rglob("*") if path.suffix in suffixes and path.is_file())
    return sorted(path for path in found if not theirs.intersection(path.relative_to(root).parts))


def text(path: Path) -> str:
    """A source file as text, whatever the machine's own encoding is."""
    return path.read_text(encoding="utf-8")
