"""The demo on a real store."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.contract.double import NOW
from warehouse_app.store import open_store
from warehouse_app.store.on_postgres import PostgresStore
from warehouse_app.store.on_sqlite import SqliteStore


@pytest.fixture
def store(sqlite_copy: str) -> Iterator[SqliteStore | PostgresStore]:
    """An empty SQLite store whose clock stands still at NOW."""
    opened = open_store(sqlite_copy, lambda: NOW)
    yield opened
    opened.close()
