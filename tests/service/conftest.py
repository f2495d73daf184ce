"""The use cases run on a real store, on both databases."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.service.world import NOW, World, build
from warehouse_app.service.ports.store import Store
from warehouse_app.store import open_store


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest) -> Iterator[Store]:
    """An empty store whose clock stands still at NOW."""
    opened = open_store(request.getfixturevalue(f"{request.param}_copy"), lambda: NOW)
    yield opened
    opened.close()


@pytest.fixture
def world(store: Store) -> World:
    return build(store)
