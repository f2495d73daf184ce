"""What the store says when it will not open, and which of the database's errors mean what."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnection

from warehouse_app.service.ports.store import DiskFailed, StoreClosed, StoreFull


class StoreRefused(Exception):
    """The store will not open as things are; the message says what to do."""


class StoreInUse(StoreRefused):
    """Another server has this store open."""

    def __init__(self, path: Path, pid: str) -> None:
        self.path, self.pid = path, pid
        super().__init__(
            f"Another server (process {pid or 'unknown'}) has {path} open. Two servers on one store would harm it. "
            f"Stop that one first, or give this one a store of its own with WAREHOUSE_STORE_URL."
        )


class SchemaTooNew(StoreRefused):
    """The store was written by a newer version of the app."""

    def __init__(self, found: str, known: str) -> None:
        super().__init__(
            f"This store has schema {found}, this version of the app knows up to {known}. Nothing was changed. "
            f"Start the newer version again, or restore the backup made before the upgrade."
        )


class SchemaTooOld(StoreRefused):
    """The PostgreSQL schema is not the one this version needs."""

    def __init__(self, found: str | None, known: str) -> None:
        super().__init__(
            f"This database has {f'schema {found}' if found else 'no schema'}, this version of the app needs {known}. "
            f"Make a backup, then run: warehouse-app db upgrade"
        )


class NotDurable(StoreRefused):
    """Commits here would not survive a power cut."""


_FULL, _LOCKED, _DISK = {13}, {5, 6}, {8, 10, 11, 14, 26}  # SQLite's result codes
_RETRY = {"40001", "40P01", "23505"}  # serialization, deadlock, and a row somebody else made first


def translate(error: BaseException) -> BaseException:
    """The store's own word for a database error; other errors come back as they are."""
    for cause in _causes(error):
        known = _translate_one(cause)
        if known is not None:
            known.__cause__ = error
            return known
    return error


def is_fatal(error: BaseException) -> bool:
    """Whether the error is about the whole store, not about one use case."""
    return isinstance(translate(error), StoreFull | StoreClosed)


def may_retry(error: BaseException) -> bool:
    """Whether the same use case may well succeed when run again (PostgreSQL)."""
    return isinstance(error, DBAPIError) and getattr(error.orig, "sqlstate", None) in _RETRY


def _translate_one(error: BaseException) -> Exception | None:
    code = (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF
    state = getattr(error, "sqlstate", None) or ""
    if code in _FULL or state == "53100":
        return StoreFull("the disk is full")
    if code in _DISK or state == "58030":
        return DiskFailed(str(error))
    if code in _LOCKED or state.startswith(("57P", "08")) or state == "53300":
        return StoreClosed(str(error))
    if isinstance(error, NoConnection) or (isinstance(error, DBAPIError) and error.connection_invalidated):
        return StoreClosed(str(error))
    return None


def _causes(error: BaseException | None) -> list[BaseException]:
    found: list[BaseException] = []
    while error is not None and error not in found:
        found.append(error)
        if isinstance(error, DBAPIError) and error.orig is not None:
            found.append(error.orig)
        error = error.__cause__ or error.__context__
    return found
