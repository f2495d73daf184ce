"""A whole copy of the store while the server runs, and making a new generation of a copy."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
from pathlib import Path

from sqlalchemy import Connection, create_engine, func, insert, make_url, select, update
from sqlalchemy.exc import DatabaseError

from warehouse_app.store import on_sqlite, schema, sqlite
from warehouse_app.store import tables as t
from warehouse_app.store.errors import StoreRefused

SKIPPED = 1000  # numbers of each kind left out, and again for each day since the copy
CHANGES_SKIPPED = 1_000_000
DAY_MS = 24 * 3600 * 1000


def save(url: str, to: Path) -> None:
    """Writes a copy, as of one moment, to a file that is not there yet; it is on the disk when this returns.

    Raises:
        StoreRefused: there is no pg_dump, or it failed.
    """
    path = _sqlite(url)
    if path is None:
        _postgres("pg_dump", url, "--format=custom", "--no-owner", f"--file={to}")
    else:
        engine = sqlite.reading(path)
        with engine.connect() as connection:
            sqlite.driver_of(connection).execute("PRAGMA query_only = OFF")
            connection.exec_driver_sql("VACUUM INTO ?", (str(to),))
        engine.dispose()
    os.chmod(to, 0o600)
    schema.sync(to)
    schema.sync(to.parent)


def restore(copy: Path, url: str, now: int) -> str:
    """Makes a store of a copy, as a new generation; its name. The place must be empty.

    Raises:
        StoreRefused: something is there already, or the copy is not whole.
    """
    path = _sqlite(url)
    if path is None:
        _refuse_full(url)
        _postgres("pg_restore", url, "--no-owner", "--exit-on-error", "--single-transaction", str(copy))
        engine = create_engine(url, hide_parameters=True)
        with engine.begin() as connection:
            generation = renew(connection, now)
        engine.dispose()
        return generation
    if path.exists():
        raise StoreRefused(f"{path} is there already. Nothing was changed. Name a folder without a store in it.")
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f"{path.name}.restoring")
    shutil.copyfile(copy, aside)
    os.chmod(aside, 0o600)
    try:
        generation = _renew_file(aside, now)
    except BaseException:
        for left in (aside, aside.with_name(f"{aside.name}-wal"), aside.with_name(f"{aside.name}-shm")):
            left.unlink(missing_ok=True)
        raise
    os.rename(aside, path)
    schema.sync(path.parent)
    return generation


def renew(connection: Connection, now: int) -> str:
    """A new generation: devices send their last days again, and no number that may have been given is given again."""
    generation = secrets.token_hex(8)
    newest = connection.execute(select(func.max(t.change.c.at))).scalar_one() or 0
    made = connection.execute(select(t.meta.c.created_at)).scalar_one()
    days = max(now - max(newest, made), 0) // DAY_MS
    connection.execute(update(t.meta).values(generation=generation))
    connection.execute(update(t.counter).values(value=t.counter.c.value + SKIPPED * (days + 1)))
    connection.execute(update(t.lease).values(until=0))
    head = connection.execute(select(func.coalesce(func.max(t.change.c.seq), 0))).scalar_one()
    row = {"seq": head + CHANGES_SKIPPED, "room": "board", "kind": "store", "ref": generation, "at": now}
    connection.execute(insert(t.change).values(row))
    return generation


def _renew_file(path: Path, now: int) -> str:
    engine = sqlite.writing(path)
    try:
        with engine.connect() as connection:
            driver = sqlite.driver_of(connection)
            if driver.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
                raise StoreRefused("The copy is damaged. Nothing was changed. Take an older one.")
            if schema.found(connection) is None:
                raise StoreRefused("This is no copy of a store. Nothing was changed. Take another file.")
            on_sqlite.upgrade(connection, path, path.parent / "backups")
            driver.execute("BEGIN IMMEDIATE")
            generation = renew(connection, now)
            driver.execute("COMMIT")
            driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        return generation
    except (sqlite.driver.DatabaseError, DatabaseError) as damaged:
        raise StoreRefused(
            "This is no copy of a store, or it is damaged. Nothing was changed. Take another."
        ) from damaged
    finally:
        engine.dispose()


def _refuse_full(url: str) -> None:
    engine = create_engine(url, hide_parameters=True)
    with engine.connect() as connection:
        has = schema.found(connection)
    engine.dispose()
    if has is not None:
        raise StoreRefused("This database has a store in it. Nothing was changed. Make an empty one: createdb floor")


def _postgres(program: str, url: str, *arguments: str) -> None:
    """Runs a program of PostgreSQL's; the password goes by the environment, where other users do not see it."""
    if shutil.which(program) is None:
        raise StoreRefused(
            f"{program} is not on the PATH. Nothing was done. Install PostgreSQL's client programs of the server's "
            f"version (Debian: postgresql-client)."
        )
    parsed = make_url(url).set(drivername="postgresql")
    environ = dict(os.environ) | ({"PGPASSWORD": str(parsed.password)} if parsed.password else {})
    address = parsed._replace(password=None).render_as_string(hide_password=False)
    ran = subprocess.run(
        [program, f"--dbname={address}", *arguments], env=environ, capture_output=True, text=True, check=False
    )
    if ran.returncode:
        raise StoreRefused(f"{program} failed: {ran.stderr.strip()}")


def _sqlite(url: str) -> Path | None:
    parsed = make_url(url)
    return Path(parsed.database or "") if parsed.get_backend_name() == "sqlite" else None
