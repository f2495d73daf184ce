"""Where the files of a test run lie: in memory where the machine has room, for no test waits for a disk then.

What must outlive a loss of power is proved by the system calls (`store/test_durability.py`), not by where files lie.
"""

import os
from collections.abc import Iterator
from pathlib import Path

SHARED = Path("/dev/shm")
ROOM = 4 << 30  # bytes; a run has needed less than one of the four
_GROUP = Path("/sys/fs/cgroup")


def quick_place(memory: Path = SHARED, room: int = ROOM) -> Path:
    """A short path: a folder in memory with room for a run, else /tmp. Who set TMPDIR has chosen that."""
    if chosen := os.environ.get("TMPDIR"):
        return Path(chosen)
    return memory if os.access(memory, os.W_OK) and min(_free(memory)) >= room else Path("/tmp")


def _free(memory: Path) -> Iterator[int]:
    """Bytes that are free in it, on the machine, and for us where we are in a container."""
    disk = os.statvfs(memory)
    yield disk.f_bavail * disk.f_frsize
    yield _available(Path("/proc/meminfo"))
    limit, used = _GROUP / "memory.max", _GROUP / "memory.current"
    if limit.exists() and (most := limit.read_text(encoding="ascii").strip()).isdigit():
        yield int(most) - int(used.read_text(encoding="ascii"))


def _available(table: Path) -> int:
    rows = table.read_text(encoding="ascii").splitlines() if table.exists() else []
    return next((int(row.split()[1]) << 10 for row in rows if row.startswith("MemAvailable:")), 0)
