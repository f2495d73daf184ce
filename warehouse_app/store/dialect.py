"""Where SQLite and PostgreSQL differ: upserts, and numbering in the order of commits."""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import Connection, Table, bindparam, text
from sqlalchemy.dialects import postgresql, sqlite

# Any number will do, as long as nobody else uses it in this database.
_ORDER, _UPGRADE = 0x0F_10_0E, 0x0F_10_0F
_LOCK = text("SELECT pg_advisory_xact_lock(:number)")


def upsert(connection: Connection, table: Table) -> Any:
    """An INSERT that takes `.on_conflict_do_update(...)`."""
    return _insert(table, _is_postgres(connection))


def keeping(connection: Connection, table: Table, columns: tuple[str, ...], same: tuple[str, ...]) -> Any:
    """Keeps a row given by parameters named like `columns`: a new one, or what is otherwise in the one with the `same`.

    Built once: where thousands of rows are kept, building the statement each time takes longer than running it.
    """
    return _keeping(table, columns, same, _is_postgres(connection))


@cache
def _keeping(table: Table, columns: tuple[str, ...], same: tuple[str, ...], on_postgres: bool) -> Any:
    made = _insert(table, on_postgres).values({name: bindparam(name) for name in columns})
    other = {name: made.excluded[name] for name in columns if name not in same}
    return made.on_conflict_do_update(index_elements=[table.c[name] for name in same], set_=other)


def _insert(table: Table, on_postgres: bool) -> Any:
    return (postgresql if on_postgres else sqlite).insert(table)


def lock_order(connection: Connection) -> None:
    """From here to the commit nobody else numbers events or changes.

    Rows become visible when their transaction commits, in any order. Had two transactions taken numbers 7 and 8 and
    had 8 committed first, a reader at "since 6" would see 8, note it, and never see 7. So on PostgreSQL numbers are
    taken at the very end of a unit of work, under a lock that is let go only after the commit is visible to all.
    SQLite has one writer, there the order of numbers is the order of commits.
    """
    if _is_postgres(connection):
        connection.execute(_LOCK, {"number": _ORDER})


def lock_upgrade(connection: Connection) -> None:
    """Two upgrades of one PostgreSQL database wait for each other."""
    if _is_postgres(connection):
        connection.execute(_LOCK, {"number": _UPGRADE})


def _is_postgres(connection: Connection) -> bool:
    return connection.dialect.name == "postgresql"
