"""A bench with a printer and its deputy, over each of the databases."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.printing.bench import PrintBench
from tests.service.conftest import store
from tests.service.world import NOW, build
from warehouse_app.service.ports.store import Store
from warehouse_app.store import open_store

__all__ = ["store"]


@pytest.fixture
def bench(store: Store) -> Iterator[PrintBench]:
    made = PrintBench(build(store))
    yield made
    made.close()


@pytest.fixture
def one(sqlite_copy: str) -> Iterator[PrintBench]:
    """The same on one database, where it does not matter which."""
    opened = open_store(sqlite_copy, lambda: NOW)
    made = PrintBench(build(opened))
    yield made
    made.close()
    opened.close()
