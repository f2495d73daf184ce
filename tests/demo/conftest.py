"""The demo on a real store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.contract.double import NOW
from warehouse_app.store import open_store
from warehouse_app.store.on_postgres import PostgresStore
from warehouse_app.store.on_sqlite import SqliteStore


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore | PostgresStore]:
    """An empty SQLite store whose clock stands still at NOW."""
    opened = open_store(f"sqlite:///{tmp_path / 'floor.sqlite3'}", lambda: NOW)
    yield opened
    opened.close()
