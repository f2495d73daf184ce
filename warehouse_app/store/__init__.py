"""Where the floor is kept: SQLite by default, PostgreSQL by URL. Same tables, same use cases, same tests."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import make_url

from warehouse_app.store import on_postgres, on_sqlite
from warehouse_app.store.errors import (
    NotDurable,
    SchemaTooNew,
    SchemaTooOld,
    StoreInUse,
    StoreRefused,
)
from warehouse_app.store.on_postgres import PostgresStore
from warehouse_app.store.on_sqlite import SqliteStore

__all__ = [
    "NotDurable",
    "OpenStore",
    "PostgresStore",
    "SchemaTooNew",
    "SchemaTooOld",
    "SqliteStore",
    "StoreInUse",
    "StoreRefused",
    "migrate",
    "open_store",
]

OpenStore = SqliteStore | PostgresStore


def open_store(
    url: str,
    clock: Callable[[], int],
    on_change: Callable[[int], None] = lambda head: None,
    backup_dir: Path | None = None,
) -> OpenStore:
    """Opens the store at a SQLAlchemy URL: `sqlite:////var/lib/floor/floor.db`, `postgresql+psycopg://user@host/db`.

    SQLite is made or upgraded on the way (after a backup into `backup_dir`, by default `backups` beside the store)
    and is held alone until `close()`; PostgreSQL must have been upgraded by `migrate`. `clock` gives ms UTC;
    `on_change` hears the number of the newest change after each commit that brought one.

    Raises:
        StoreRefused: it will not open as things are; the message says what to do.
    """
    path = _sqlite_path(url)
    return PostgresStore(url, clock, on_change) if path is None else SqliteStore(path, clock, on_change, backup_dir)


def migrate(url: str, backup_dir: Path | None = None) -> Path | None:
    """Upgrades the store to this version's schema; the backup of a SQLite store that had an older one.

    Raises:
        StoreRefused: it is open elsewhere, or newer than this version.
    """
    path = _sqlite_path(url)
    if path is None:
        on_postgres.migrate(url)
        return None
    return on_sqlite.migrate(path, backup_dir)


def _sqlite_path(url: str) -> Path | None:
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return None
    if not parsed.database or parsed.database == ":memory:":
        raise StoreRefused("The store needs a file: sqlite:////path/to/floor.db")
    return Path(parsed.database)
