"""Empty stores for tests, copied from one that was upgraded once a worker: upgrading takes longer than most tests.

That upgrading works, from nothing and from every older schema, `store/test_schema.py` and `test_sqlite.py` show.
"""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import Connection, Engine, event

from warehouse_app.store import migrate


@pytest.fixture(scope="session")
def sqlite_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with our schema, to be copied."""
    path = tmp_path_factory.mktemp("model") / "floor.sqlite3"
    migrate(f"sqlite:///{path}")
    return path


@pytest.fixture
def sqlite_copy(sqlite_model: Path, tmp_path: Path) -> str:
    """SQLAlchemy URL of a file with our schema and nothing in it."""
    path = tmp_path / "floor.sqlite3"
    shutil.copy(sqlite_model, path)
    return f"sqlite:///{path}"


@pytest.fixture(scope="session")
def postgres_model(postgres_server: str) -> Iterator[str]:
    """The name of a database with our schema, to be copied."""
    with _new_database(postgres_server, "template1") as name:
        migrate(f"postgresql+psycopg://{postgres_server}/{name}")
        yield name


@pytest.fixture
def postgresql_copy(postgres_server: str, postgres_model: str) -> Iterator[str]:
    """SQLAlchemy URL of a database with our schema and nothing in it, gone after the test."""
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


class _Compiled(dict[tuple[Any, ...], Any]):
    """What SQLAlchemy compiled, for all engines of a kind: every test opens a store, and so an engine, of its own."""

    def get(self, key: tuple[Any, ...], default: Any = None) -> Any:
        return super().get((key[0].name, *key[1:]), default)

    def __setitem__(self, key: tuple[Any, ...], value: Any) -> None:
        super().__setitem__((key[0].name, *key[1:]), value)


_compiled = _Compiled()


@event.listens_for(Engine, "engine_connect")
def _share_compiled(connection: Connection) -> None:
    connection.execution_options(compiled_cache=_compiled)
