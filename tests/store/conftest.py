"""Every test here runs on SQLite and on PostgreSQL, unless it asks for `sqlite_url` or `postgres_url`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.store.shop import NOW, Shop, open_shop
from warehouse_app.store import OpenStore, open_store

Opener = Callable[..., OpenStore]


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """A file that is not there yet."""
    return f"sqlite:///{tmp_path / 'floor.db'}"


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest) -> str:
    """A database without a schema, once of each kind."""
    found: str = request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "postgres_url")
    return found


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> str:
    """A database with our schema and nothing in it, once of each kind."""
    found: str = request.getfixturevalue(f"{request.param}_copy")
    return found


@pytest.fixture
def opened(url: str) -> Iterator[Opener]:
    """Opens the store, as often as a test likes; closes what is still open."""
    stores: list[OpenStore] = []

    def open_it(on_change: Callable[[int], None] = lambda head: None) -> OpenStore:
        stores.append(open_store(url, lambda: NOW, on_change))
        return stores[-1]

    yield open_it
    for store in stores:
        with suppress(Exception):
            store.close()


@pytest.fixture
def store(opened: Opener) -> OpenStore:
    """An empty store; its clock stands still at NOW."""
    return opened()


@pytest.fixture
def shop(store: OpenStore) -> Shop:
    """A store with a small warehouse in it."""
    return open_shop(store)
