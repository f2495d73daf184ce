"""Every contract case runs on every Odoo there is, for every number of delivery steps."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.contract.double import DoubleRig
from tests.contract.real import RealRig, Shop, shops
from tests.contract.rig import Rig
from tests.odoo_server import Farm, RealOdoo

REAL = pytest.mark.xdist_group("real-odoo")  # one worker, and so one server, for all of them
CASES = [
    *(pytest.param(("double", steps), id=f"double-{steps}-step") for steps in (1, 2, 3)),
    *(pytest.param(("real", steps), id=f"real-{steps}-step", marks=REAL) for steps in (1, 3)),
]


@pytest.fixture(scope="session")
def contract_shop(odoo_farm: Farm) -> Iterator[Shop]:
    """One copy of the demo shop for all cases on the real Odoo."""
    odoo = RealOdoo(odoo_farm, odoo_farm.copy("floor_1step"))
    yield from shops(odoo)
    odoo_farm.drop(odoo.database)


@pytest.fixture(params=CASES)
def rig(request: pytest.FixtureRequest) -> Rig:
    return rig_of(request)


def rig_of(request: pytest.FixtureRequest) -> Rig:
    """The rig of a parameter out of CASES."""
    name, steps = request.param
    if name == "double":
        return DoubleRig(steps)
    shop: Shop = request.getfixturevalue("contract_shop")
    return RealRig(shop, steps)


@pytest.fixture
def real(contract_shop: Shop) -> RealRig:
    """For what only a real Odoo has; tests with it are marked with REAL."""
    return RealRig(contract_shop, 1)
