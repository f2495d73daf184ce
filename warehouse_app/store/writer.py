"""The one thread that writes to SQLite.

Use cases wait in a queue; the thread takes those that wait together into one transaction, each inside a savepoint of
its own, commits once, and only then answers them all. One disk flush serves the group, nobody starves, and one
use case that fails takes nothing of its neighbours with it.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from typing import Any

from sqlalchemy import Connection

from warehouse_app.service.ports.store import StoreClosed
from warehouse_app.store import sqlite
from warehouse_app.store.errors import is_fatal, translate
from warehouse_app.store.unit_of_work import UnitOfWork

GROUP = 64  # use cases in one transaction
CHECKPOINT_AFTER = 2_000  # rows changed

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Job:
    """A use case that waits; the answer comes after the commit."""

    use_case: Callable[[UnitOfWork], Any]
    answer: Future[Any] = field(default_factory=Future)
    value: Any = None
    error: BaseException | None = None

    def tell(self) -> None:
        if self.error is not None:
            self.answer.set_exception(self.error)
        else:
            self.answer.set_result(self.value)


class Writer:
    """Owns the writing connection. `clock` gives ms UTC, `on_change` hears the newest change after each commit."""

    def __init__(
        self, connection: Connection, clock: Callable[[], int], generation: str, on_change: Callable[[int], None]
    ) -> None:
        self._connection, self._driver = connection, sqlite.driver_of(connection)
        self._clock, self._generation, self._on_change = clock, generation, on_change
        self._jobs: SimpleQueue[Job | None] = SimpleQueue()
        self._closing, self._closed = threading.Lock(), False
        self._copied = 0
        self._thread = threading.Thread(target=self._run, name="store-writer", daemon=True)
        self._thread.start()

    @property
    def closed(self) -> bool:
        return self._closed

    def run(self, use_case: Callable[[UnitOfWork], Any]) -> Any:
        """Queues the use case and waits for its commit."""
        if threading.current_thread() is self._thread:
            raise RuntimeError("a use case may not start another one: it would wait for itself")
        job = Job(use_case)
        with self._closing:
            if self._closed:
                raise StoreClosed("the store is closed")
            self._jobs.put(job)
        return job.answer.result()

    def close(self) -> None:
        """Lets what is queued finish, copies the log back and ends the thread."""
        with self._closing:
            if not self._closed:
                self._closed = True
                self._jobs.put(None)
        self._thread.join()

    def _run(self) -> None:
        more = True
        while more:
            group, more = self._next_group()
            if group:
                self._commit(group)
        self._checkpoint("TRUNCATE")

    def _next_group(self) -> tuple[list[Job], bool]:
        """Who waits, at most GROUP of them; False once the store is to close."""
        job = self._jobs.get()
        group: list[Job] = []
        while job is not None:
            group.append(job)
            if len(group) == GROUP:
                return group, True
            try:
                job = self._jobs.get_nowait()
            except Empty:
                return group, True
        return group, False

    def _commit(self, group: list[Job]) -> None:
        head: int | None = None
        try:
            self._driver.execute("BEGIN IMMEDIATE")
            for job in group:
                head = self._try(job) or head
            self._driver.execute("COMMIT")
        except BaseException as error:
            self._undo()
            for job in group:
                job.error = translate(error)
            head = None
        for job in group:
            job.tell()
        if head is not None:
            self._announce(head)
        if self._driver.total_changes - self._copied > CHECKPOINT_AFTER:
            self._checkpoint("PASSIVE")

    def _try(self, job: Job) -> int | None:
        """Runs one use case inside its savepoint; an error about the disk leaves, all others stay in the job."""
        self._driver.execute("SAVEPOINT use_case")
        work = UnitOfWork(self._connection, self._clock(), self._generation)
        head: int | None = None
        try:
            job.value = job.use_case(work)
            head = work.flush()
        except BaseException as error:
            # When the disk is full SQLite may have rolled back everything already: nothing of the group stands.
            if not self._driver.in_transaction or is_fatal(error):
                raise
            job.error = error
            self._driver.execute("ROLLBACK TO use_case")
        self._driver.execute("RELEASE use_case")
        return head

    def _undo(self) -> None:
        if self._driver.in_transaction:
            try:
                self._driver.execute("ROLLBACK")
            except Exception:
                log.exception("the rollback failed")

    def _announce(self, head: int) -> None:
        try:
            self._on_change(head)
        except Exception:
            log.exception("telling of change %d failed", head)

    def _checkpoint(self, how: str) -> None:
        """Copies the log back into the database while nobody waits for an answer."""
        self._copied = self._driver.total_changes
        try:
            self._driver.execute(f"PRAGMA wal_checkpoint({how})").fetchall()
        except Exception:
            log.exception("copying the log back failed; it is tried again")
