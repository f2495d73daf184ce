"""Every test here runs on SQLite and on PostgreSQL, unless it asks for `sqlite_url` or `postgres_url`."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
import pytest

from tests.store.shop import NOW, Shop, open_shop
from warehouse_app.store import OpenStore, migrate, open_store

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


@pytest.fixture(scope="session")
def sqlite_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with our schema, to be copied: upgrading takes longer than most tests."""
    path = tmp_path_factory.mktemp("model") / "floor.db"
    migrate(f"sqlite:///{path}")
    return path


@pytest.fixture
def sqlite_copy(sqlite_model: Path, sqlite_url: str) -> str:
    shutil.copy(sqlite_model, sqlite_url.removeprefix("sqlite:///"))
    return sqlite_url


@pytest.fixture(scope="session")
def postgres_model(postgres_server: str) -> Iterator[str]:
    """The name of a database with our schema, to be copied."""
    with _new_database(postgres_server, "template1") as name:
        migrate(f"postgresql+psycopg://{postgres_server}/{name}")
        yield name


@pytest.fixture
def postgresql_copy(postgres_server: str, postgres_model: str) -> Iterator[str]:
    with _new_database(postgres_server, postgres_model) as name:
        yield f"postgresql+psycopg://{postgres_server}/{name}"


@contextmanager
def _new_database(server: str, model: str) -> Iterator[str]:
    """The name of a database copied from another, gone afterwards."""
    name = f"t_{secrets.token_hex(6)}"
    with psycopg.connect(f"postgresql://{server}/postgres", autocommit=True) as admin:
        admin.execute(f'CREATE DATABASE "{name}" TEMPLATE "{model}"'.encode())
        yield name
        admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())
