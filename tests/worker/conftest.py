"""The worker's tests run on a real store and on the double of Odoo; time goes by only when it is moved."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.contract.real import shops
from tests.odoo_server import Farm, RealOdoo
from tests.worker.real_ground import Sites
from tests.worker.yard import Clock, Ground, Yard
from warehouse_app.service.ports.store import Store
from warehouse_app.store import open_store


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest) -> Store:
    """An empty store, once of each kind."""
    found: Store = request.getfixturevalue(f"{request.param}_store")
    return found


@pytest.fixture
def sqlite_store(sqlite_copy: str, clock: Clock) -> Iterator[Store]:
    """An empty store of the one kind: for what does not hang on the database and takes long."""
    yield from _open(sqlite_copy, clock)


@pytest.fixture
def postgresql_store(postgresql_copy: str, clock: Clock) -> Iterator[Store]:
    yield from _open(postgresql_copy, clock)


def _open(url: str, clock: Clock) -> Iterator[Store]:
    opened = open_store(url, clock)
    yield opened
    opened.close()


@pytest.fixture
def yard(store: Store, clock: Clock) -> Yard:
    """One step, nothing ordered yet."""
    return Yard(store, clock)


@pytest.fixture(scope="session")
def sites(odoo_farm: Farm) -> Any:
    """One copy of the demo shop for the real cases of `ground`."""
    odoo = RealOdoo(odoo_farm, odoo_farm.copy("floor_1step"))
    for shop in shops(odoo):
        yield Sites(shop)
    odoo_farm.drop(odoo.database)


@pytest.fixture(
    params=[
        "double-1",
        "double-3",
        *(pytest.param(f"real-{n}", marks=pytest.mark.xdist_group("real-odoo")) for n in (1, 3)),
    ]
)
def ground(request: pytest.FixtureRequest, sqlite_store: Store, clock: Clock) -> Ground:
    """One step and three, over the double and over a real Odoo; nothing ordered yet."""
    return ground_of(request, sqlite_store, clock)


def ground_of(request: pytest.FixtureRequest, sqlite_store: Store, clock: Clock) -> Ground:
    """The ground of a parameter such as `double-1` or `real-3`."""
    kind, steps = request.param.split("-")
    if kind == "double":
        return Yard(sqlite_store, clock, int(steps))
    found: Sites = request.getfixturevalue("sites")
    return found.ground(sqlite_store, clock, int(steps))
