"""The store on PostgreSQL: a transaction per use case, on the thread that asks, any number of processes."""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import Connection, create_engine, select, text

from warehouse_app.service.ports.store import StoreClosed, UnitOfWork
from warehouse_app.service.ports.views import Views as ViewsPort
from warehouse_app.store import schema
from warehouse_app.store import tables as t
from warehouse_app.store.dialect import lock_upgrade
from warehouse_app.store.errors import may_retry, translate
from warehouse_app.store.unit_of_work import UnitOfWork as Work
from warehouse_app.store.views import Views

T = TypeVar("T")
TRIES = 6

log = logging.getLogger(__name__)


class PostgresStore:
    """Opens a database whose schema is this code's. `on_change` is called on the writing thread.

    Raises:
        SchemaTooOld, SchemaTooNew: see `migrate`.
    """

    def __init__(self, url: str, clock: Callable[[], int], on_change: Callable[[int], None]) -> None:
        self._clock, self._on_change, self._closed = clock, on_change, False
        # Numbers of changes and events need each statement to see what was committed before it: READ COMMITTED.
        self._engine = create_engine(
            url,
            pool_size=10,
            max_overflow=20,
            pool_pre_ping=True,
            isolation_level="READ COMMITTED",
            hide_parameters=True,
        )
        self._reading = self._engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        try:
            with self._engine.connect() as connection:
                schema.require_head(connection)
                self.generation: str = connection.execute(select(t.meta.c.generation)).scalar_one()
        except BaseException:
            self._engine.dispose()
            raise

    def write(self, use_case: Callable[[UnitOfWork], T]) -> T:
        """Runs the use case; again, a few times, when it collided with another."""
        for tries_left in reversed(range(TRIES)):
            try:
                value, head = self._once(use_case, last=tries_left == 0)
            except Exception as error:
                if tries_left and may_retry(error):
                    time.sleep(random.uniform(0.001, 0.02))
                    continue
                raise translate(error) from error.__cause__
            if head is not None:
                self._announce(head)
            return value
        raise AssertionError("the last try returns or raises")

    def read(self, query: Callable[[ViewsPort], T]) -> T:
        """Runs the query on one picture of what is committed."""
        self._require_open()
        try:
            with self._reading.connect() as connection:
                return query(Views(connection, self._clock(), self.generation))
        except Exception as error:
            raise translate(error) from error.__cause__

    def synchronous(self) -> str:
        """What the server says of `synchronous_commit`: on, or commits may be lost with the power."""
        with self._engine.connect() as connection:
            return str(connection.execute(text("SHOW synchronous_commit")).scalar_one())

    def close(self) -> None:
        """Later writes and reads raise StoreClosed."""
        self._closed = True
        self._engine.dispose()

    def _once(self, use_case: Callable[[UnitOfWork], T], last: bool) -> tuple[T, int | None]:
        self._require_open()
        with self._engine.begin() as connection:
            work = Work(connection, self._clock(), self.generation, may_run_again=not last)
            value = use_case(work)
            return value, work.flush()

    def _announce(self, head: int) -> None:
        try:
            self._on_change(head)
        except Exception:
            log.exception("telling of change %d failed", head)

    def _require_open(self) -> None:
        if self._closed:
            raise StoreClosed("the store is closed")


def migrate(url: str) -> None:
    """Brings the schema to this code's, all or nothing. The backup is the caller's (pg_dump)."""
    engine = create_engine(url, hide_parameters=True)
    try:
        with engine.begin() as connection:
            _upgrade(connection)
    finally:
        engine.dispose()


def _upgrade(connection: Connection) -> None:
    lock_upgrade(connection)
    if schema.found(connection) != schema.HEAD:
        schema.upgrade(connection)
