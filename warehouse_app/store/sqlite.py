"""SQLite connections: one that writes, durable to the disk, and some that only read."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.pool import NullPool, QueuePool

from warehouse_app.store.errors import NotDurable

try:  # a newer SQLite than Python's own, when it is installed
    from pysqlite3 import dbapi2 as driver
except ImportError:
    from sqlite3 import dbapi2 as driver

__all__ = ["check", "check_place", "driver", "driver_of", "reading", "synchronous", "writing"]

OLDEST = (3, 35, 0)  # RETURNING
READERS = 16
SYNCHRONOUS = ("OFF", "NORMAL", "FULL", "EXTRA")
_NETWORK = re.compile(r"nfs\d?|cifs|smb3|smbfs|afs|ceph|lustre|(fuse\.)?(sshfs|glusterfs)")

# FULL: a commit is on the disk before it is answered. fullfsync is what that takes on macOS, and nothing elsewhere.
# The log is copied back by hand between groups (Writer), so that no scan waits for it; 20,000 pages is the safety net.
# secure_delete: what was deleted is overwritten, not merely let go: names and addresses leave the file too.
_PRAGMAS = {
    "journal_mode": "WAL",
    "synchronous": "FULL",
    "fullfsync": "ON",
    "checkpoint_fullfsync": "ON",
    "foreign_keys": "ON",
    "busy_timeout": 5000,
    "mmap_size": 0,
    "cache_size": -16_000,
    "wal_autocheckpoint": 20_000,
    "journal_size_limit": 67_108_864,
    "secure_delete": "ON",
}


def writing(path: Path) -> Engine:
    """An engine for the one writing connection; the driver begins nothing by itself."""
    return _engine(lambda: _set(_connect(str(path)), _PRAGMAS), poolclass=NullPool)


def reading(path: Path) -> Engine:
    """An engine of read-only connections, each used by one thread at a time."""
    address = f"{path.absolute().as_uri()}?mode=ro"
    pragmas = {"query_only": "ON", "busy_timeout": 5000, "mmap_size": 0}
    return _engine(
        lambda: _set(_connect(address, uri=True), pragmas), poolclass=QueuePool, pool_size=READERS, max_overflow=0
    )


def driver_of(connection: Connection) -> Any:
    """The driver's own connection under SQLAlchemy's."""
    return connection.connection.driver_connection


def synchronous(connection: Any) -> str:
    """What the live driver connection says: OFF, NORMAL, FULL or EXTRA."""
    return SYNCHRONOUS[connection.execute("PRAGMA synchronous").fetchone()[0]]


def check(connection: Any, path: Path) -> None:
    """Raises NotDurable when commits of this connection would not survive a power cut."""
    (mode,) = connection.execute("PRAGMA journal_mode").fetchone()
    found = synchronous(connection)
    if (mode, found) != ("wal", "FULL"):
        raise NotDurable(f"{path} would not keep commits over a power cut: journal_mode={mode}, synchronous={found}.")
    if driver.sqlite_version_info < OLDEST:
        raise NotDurable(f"SQLite {driver.sqlite_version} is too old: 3.35 is needed. Install the extra: [sqlite]")


def check_place(path: Path, mounts: Path = Path("/proc/mounts")) -> None:
    """Raises NotDurable when the file would lie on a network file system, whose locks SQLite cannot trust."""
    if not mounts.exists():
        return
    rows = [line.split() for line in mounts.read_text(encoding="utf-8", errors="replace").splitlines()]
    parents = {str(parent) for parent in path.absolute().parents}
    above = [(len(row[1]), row[2]) for row in rows if len(row) > 2 and row[1].replace("\\040", " ") in parents]
    _, kind = max(above, default=(0, ""))
    if _NETWORK.fullmatch(kind):
        raise NotDurable(f"{path} lies on a network file system ({kind}). Put the store on a disk of this machine.")


def _engine(creator: Callable[[], Any], **options: Any) -> Engine:
    return create_engine("sqlite://", module=driver, creator=creator, hide_parameters=True, **options)


def _connect(address: str, **options: Any) -> Any:
    return driver.connect(
        address, isolation_level=None, check_same_thread=False, timeout=5, cached_statements=512, **options
    )


def _set(connection: Any, pragmas: dict[str, Any]) -> Any:
    for name, value in pragmas.items():
        connection.execute(f"PRAGMA {name} = {value}").fetchall()
    return connection
