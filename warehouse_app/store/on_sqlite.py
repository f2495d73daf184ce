"""The store on SQLite: one file, one server, one writer thread."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, select

from warehouse_app.service.ports.store import StoreClosed, UnitOfWork
from warehouse_app.service.ports.views import Views as ViewsPort
from warehouse_app.store import schema, sqlite
from warehouse_app.store import tables as t
from warehouse_app.store.errors import translate
from warehouse_app.store.lock import Lock
from warehouse_app.store.views import Views
from warehouse_app.store.writer import Writer

T = TypeVar("T")


class SqliteStore:
    """Opens, and if need be makes or upgrades, the store at `path`.

    Raises:
        StoreRefused: it is open elsewhere, newer than this code, or on a disk that would not keep it.
    """

    def __init__(
        self, path: Path, clock: Callable[[], int], on_change: Callable[[int], None], backup_dir: Path | None = None
    ) -> None:
        self._clock = clock
        self._closing = ExitStack()
        with ExitStack() as undo:
            self._connection = undo.enter_context(_alone(path))
            upgrade(self._connection, path, backup_dir)
            self._driver = sqlite.driver_of(self._connection)
            sqlite.check(self._driver, path)
            self.generation: str = self._connection.execute(select(t.meta.c.generation)).scalar_one()
            self._reading = sqlite.reading(path)
            undo.callback(self._reading.dispose)
            self._writer = Writer(self._connection, clock, self.generation, on_change)
            undo.callback(self._writer.close)
            self._closing = undo.pop_all()

    def write(self, use_case: Callable[[UnitOfWork], T]) -> T:
        """Runs the use case on the writer thread; returns when it is on the disk."""
        value: T = self._writer.run(use_case)
        return value

    def read(self, query: Callable[[ViewsPort], T]) -> T:
        """Runs the query on one picture of what is committed, beside the writer."""
        if self._writer.closed:
            raise StoreClosed("the store is closed")
        try:
            with self._reading.connect() as connection:
                connection.exec_driver_sql("BEGIN")  # the pool rolls back when it gets the connection back
                return query(Views(connection, self._clock(), self.generation))
        except Exception as error:
            raise translate(error) from error.__cause__

    def synchronous(self) -> str:
        """What the writing connection says of itself: FULL, or commits may be lost with the power."""
        return self.write(lambda _work: sqlite.synchronous(self._driver))

    def close(self) -> None:
        """Finishes what is queued; later writes and reads raise StoreClosed."""
        self._closing.close()


def migrate(path: Path, backup_dir: Path | None) -> Path | None:
    """Upgrades the store at `path` while no server has it open; where the backup lies, if one was needed."""
    with _alone(path) as connection:
        return upgrade(connection, path, backup_dir)


@contextmanager
def _alone(path: Path) -> Iterator[Connection]:
    """The writing connection to the file, which nobody else has open; a new file is readable by its owner only."""
    sqlite.check_place(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        stack.callback(Lock(path).release)
        path.touch(mode=0o600)
        engine = sqlite.writing(path)
        stack.callback(engine.dispose)
        yield stack.enter_context(engine.connect())


def upgrade(connection: Connection, path: Path, backup_dir: Path | None) -> Path | None:
    """Brings the schema to this code's, all or nothing; an existing store is copied first."""
    version, copy = schema.found(connection), None
    if version == schema.HEAD:
        return None
    if version is not None:
        copy = schema.back_up(connection, path, backup_dir or path.parent / "backups", version)
    driver = sqlite.driver_of(connection)
    driver.execute("PRAGMA foreign_keys = OFF")  # SQLite changes some tables by making them anew
    driver.execute("BEGIN IMMEDIATE")
    try:
        schema.upgrade(connection)
        if broken := driver.execute("PRAGMA foreign_key_check").fetchall():
            raise RuntimeError(f"the upgrade would leave rows that refer to nothing: {broken[:5]}")
    except BaseException:
        driver.execute("ROLLBACK")
        raise
    driver.execute("COMMIT")
    driver.execute("PRAGMA foreign_keys = ON")
    return copy
