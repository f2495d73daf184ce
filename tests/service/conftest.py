"""The use cases run on a real store, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.service.world import NOW, World, build
from warehouse_app.service.ports.store import Store
from warehouse_app.store import migrate, open_store


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty store whose clock stands still at NOW."""
    is_sqlite = request.param == "sqlite"
    url = f"sqlite:///{tmp_path / 'floor.sqlite3'}" if is_sqlite else request.getfixturevalue("postgres_url")
    migrate(url, tmp_path)
    opened = open_store(url, lambda: NOW)
    yield opened
    opened.close()


@pytest.fixture
def world(store: Store) -> World:
    return build(store)
