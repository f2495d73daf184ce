"""What every test may use: the servers of tests/services.py, the stores of tests/stores.py, `need` of tests/gaps.py."""

import os

from hypothesis import HealthCheck, settings

pytest_plugins = ["tests.gaps", "tests.services", "tests.stores", "tests.odoo_server"]

# `make test` draws the same examples every time, so that a red run is red for everybody; `make proof` draws new ones.
settings.register_profile("test", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile(
    "proof", deadline=None, max_examples=2000, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile(os.environ.get("WAREHOUSE_TEST_PROFILE", "test"))
