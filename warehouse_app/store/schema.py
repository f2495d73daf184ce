"""The schema's version: which one a store has, whether this code knows it, and how it is brought up to date."""

from __future__ import annotations

import os
import time
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from warehouse_app.store.errors import SchemaTooNew, SchemaTooOld

HEAD = "0046"  # the newest migration; a test compares it with the folder's
MIGRATIONS = Path(__file__).with_name("migrations")


def found(connection: Connection) -> str | None:
    """The store's schema, e.g. `0001`; None when there is none yet. Raises SchemaTooNew."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    version: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()
    if version is not None and version > HEAD:
        raise SchemaTooNew(version, HEAD)
    return version


def require_head(connection: Connection) -> None:
    """Raises SchemaTooOld or SchemaTooNew unless the schema is this code's."""
    version = found(connection)
    if version != HEAD:
        raise SchemaTooOld(version, HEAD)


def upgrade(connection: Connection) -> None:
    """Runs what is missing on this connection, which the caller commits."""
    from alembic import command  # a start that has nothing to upgrade does not wait for these
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def back_up(connection: Connection, store: Path, folder: Path, version: str) -> Path:
    """A whole copy of a SQLite store, on the disk when this returns; where it lies."""
    folder.mkdir(parents=True, exist_ok=True)
    copy = folder / f"{store.stem}-{version}-{time.time_ns() // 1_000_000}.db"
    connection.exec_driver_sql("VACUUM INTO ?", (str(copy),))
    for path in (copy, folder):
        sync(path)
    return copy


def sync(path: Path) -> None:
    """What was written there is on the disk when this returns."""
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
