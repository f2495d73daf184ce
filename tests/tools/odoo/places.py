"""Where the real Odoo lies on this machine, the stamp that says what is ready, and the lock that guards both.

root/stamp.json   what is ready: per step the digest of its recipe, and what it found
root/lock         held while anything in here is made or changed
root/package      Debian's packages, unpacked; root/venv the Python packages they need; root/apt apt's own state
root/pg           the PostgreSQL cluster; root/data what Odoo keeps in files
root/run          one file per server or test run that is alive (lease.py), and the servers' logs
"""

import fcntl
import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = "WAREHOUSE_ODOO_FOLDER"  # names another place, for instance a disk with room
_FILES = "package/usr/lib/python3/dist-packages"


@dataclass(frozen=True, slots=True)
class Places:
    """The cache folder and what is in it."""

    root: Path

    @property
    def package(self) -> Path:
        return self.root / "package"

    @property
    def modules(self) -> Path:
        """The folder Odoo's Python package lies in."""
        return self.root / _FILES

    @property
    def program(self) -> Path:
        return self.root / "package/usr/bin/odoo"

    @property
    def python(self) -> Path:
        return self.root / "venv/bin/python"

    @property
    def cluster(self) -> Path:
        return self.root / "pg"

    @property
    def run(self) -> Path:
        return self.root / "run"

    def stamp(self) -> dict[str, Any]:
        """What is ready, by step; empty where nothing is, or where the file is damaged."""
        try:
            found = json.loads((self.root / "stamp.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def note(self, step: str, facts: dict[str, Any] | None) -> None:
        """Writes down that a step is done, or (None) that it no longer is. Call it under the lock."""
        stamp = self.stamp()
        stamp.pop(step, None)
        if facts is not None:
            stamp[step] = facts
        new = self.root / "stamp.new"
        new.write_text(json.dumps(stamp, indent=2) + "\n", encoding="utf-8")
        new.replace(self.root / "stamp.json")

    @contextmanager
    def lock(self) -> Iterator[None]:
        """One process at a time; freed by the system when the process dies. Not to be taken twice by one process."""
        self.root.mkdir(parents=True, exist_ok=True)
        with (self.root / "lock").open("w") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield


def places() -> Places:
    """The cache folder of this user. Root's home is closed to `postgres`, so root's is under /var/cache."""
    named = os.environ.get(FOLDER)
    if named:
        return Places(Path(named).resolve())
    caches = Path("/var/cache") if os.geteuid() == 0 else Path.home() / ".cache"
    return Places(caches / "warehouse-app" / "odoo")


def digest(*parts: object) -> str:
    """A short name for a recipe: other parts, other name."""
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:10]
