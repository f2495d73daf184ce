"""What every test may use: the servers of tests/services.py, the stores of tests/stores.py, `need` of tests/gaps.py."""

import os

import pytest
from hypothesis import HealthCheck, settings

pytest_plugins = ["tests.gaps", "tests.services", "tests.stores", "tests.odoo_server", "tests.times"]

_LONG = {"browser", "odoo", "packaging"}  # the folders of these

# `make test` draws the same examples every time, so that a red run is red for everybody; `make proof` draws new ones.
settings.register_profile("test", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile(
    "proof", deadline=None, max_examples=2000, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile(os.environ.get("WAREHOUSE_TEST_PROFILE", "test"))


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """A picture or a monstrous code is no name: it would travel between the workers with every report."""
    return f"{argname} of {len(val)}" if isinstance(val, str | bytes) and len(val) > 200 else None


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Several workers begin with what takes long, so that none is left alone with it at the end.

    Groups go first anyhow, the largest before the others; of what is in none, each test is handed out by itself.
    """
    if os.environ.get("PYTEST_XDIST_WORKER"):
        items.sort(key=lambda item: _LONG.isdisjoint(item.path.relative_to(config.rootpath).parts))
