"""Who uses the real Odoo: one file per server or test run, locked as long as its owner lives.

The system frees the lock when the owner dies, however it dies; whoever comes next then clears away what it left.
"""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, TextIO

from tests.tools.odoo import cluster, server
from tests.tools.odoo.places import Places


class Lease:
    """Holds the cluster, perhaps a server, and databases that go when the lease ends. Make it under the lock."""

    def __init__(self, places: Places, name: str) -> None:
        places.run.mkdir(exist_ok=True)
        self.name = name
        self.path = places.run / f"{name}.json"
        self.log = self.path.with_suffix(".log")
        self._file = self.path.open("a+", encoding="utf-8")
        fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        self.note()

    @property
    def file(self) -> int:
        """The open file, to hand to a server that shall hold the lease from then on."""
        return self._file.fileno()

    def note(self, *, pid: int = 0, port: int = 0, database: str = "", dropping: tuple[str, ...] = ()) -> None:
        """Writes down what it holds: the server's process and port, and the databases to drop when it ends."""
        facts = {"name": self.name, "pid": pid, "port": port, "database": database, "dropping": list(dropping)}
        self._file.seek(0)
        self._file.truncate()
        self._file.write(json.dumps(facts))
        self._file.flush()

    def end(self) -> None:
        """Lets go, without clearing away; a server that holds it too keeps it."""
        self._file.close()


def alive(places: Places) -> list[dict[str, Any]]:
    """What those that live hold. Call it under the lock."""
    held = []
    for _, facts, file in _leases(places):
        with file:
            held += [facts] if facts["alive"] else []
    return held


def clear(places: Places) -> None:
    """Clears away what the dead left; stops the cluster when nobody lives. Call it under the lock."""
    living = False
    for path, facts, file in _leases(places):
        with file:
            living = living or facts["alive"]
            if not facts["alive"]:
                _bury(places, path, facts)
    if not living:
        cluster.stop(places)


def _bury(places: Places, path: Path, facts: dict[str, Any]) -> None:
    if facts.get("pid"):
        server.stop(facts["pid"])
    dropping = facts.get("dropping", [])
    if dropping:
        port = cluster.start(places)
        for name in dropping:
            cluster.drop(port, name)
    for left in (path, path.with_suffix(".log")):
        left.unlink(missing_ok=True)


def _leases(places: Places) -> Iterator[tuple[Path, dict[str, Any], TextIO]]:
    """Every lease with what it holds and whether its owner lives; the file is locked by us where not."""
    for path in sorted(places.run.glob("*.json")):
        file = path.open("r+", encoding="utf-8")
        facts: dict[str, Any] = {"name": path.stem}
        with suppress(ValueError):
            facts |= json.loads(file.read() or "{}")
        facts["alive"] = not _locked(file)
        yield path, facts, file


def _locked(file: TextIO) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def owner() -> str:
    """A name for a lease of this process."""
    return f"run-{os.getpid()}"
