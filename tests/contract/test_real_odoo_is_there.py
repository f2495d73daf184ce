"""The real Odoo of the tests: it is there, it is the one we say, and the demo shop is in it."""

from collections.abc import Callable

import odoorpc
import pytest

from tests.odoo_server import Farm, RealOdoo
from tests.tools.odoo.seed import SEED
from warehouse_app.demo import open_odoo

FIRST = {"floor_1step": "Delivery Orders", "floor_3step": "Pick"}


@pytest.fixture(params=sorted(FIRST))
def shop(request: pytest.FixtureRequest, shared_odoo: Callable[[str], RealOdoo]) -> RealOdoo:
    return shared_odoo(str(request.param))


def test_the_floor_app_signs_in_and_finds_an_odoo_19_with_the_shops_transfers(shop: RealOdoo) -> None:
    api = odoorpc.ODOO(shop.host, port=shop.port, timeout=60)
    api.login(shop.database, "picker", shop.password("picker"))

    ready = api.execute_kw("stock.picking", "search_count", [[("state", "=", "assigned")]], {})

    double = open_odoo(SEED, 1_800_000_000_000)
    assert api.version.startswith("19.0")
    assert ready == sum(transfer.state == "assigned" for transfer in double.books.pickings.values())


def test_the_shop_has_the_steps_its_template_is_named_after(shop: RealOdoo, request: pytest.FixtureRequest) -> None:
    odoo = shop.client("picker")

    transfers = odoo.call("stock.picking", "search_read", [], ["picking_type_id"])

    kinds = {str(row["picking_type_id"][1]).rpartition(": ")[2] for row in transfers}
    assert kinds == {FIRST[request.node.callspec.params["shop"]]}


def test_no_order_jumps_into_a_batch_by_itself(shop: RealOdoo) -> None:
    odoo = shop.client("picker")

    assert odoo.call("stock.picking.type", "search_count", [("auto_batch", "=", True)]) == 0
    assert odoo.call("stock.picking.batch", "search_count", []) == 0


def test_the_build_is_the_one_that_was_unpacked(odoo_farm: Farm) -> None:
    assert odoo_farm.build.startswith("19.0")


def test_every_copy_is_an_odoo_of_its_own(odoo: Callable[..., RealOdoo]) -> None:
    uuids = {copy.client().call("ir.config_parameter", "get_param", "database.uuid") for copy in (odoo(), odoo())}

    assert len(uuids) == 2


def test_what_one_copy_does_another_does_not_see_and_a_restart_keeps_it(odoo: Callable[..., RealOdoo]) -> None:
    changed, other = odoo(), odoo()
    bin_ = changed.client().find("stock.location", [("barcode", "=", "A-01-1")])

    changed.client().call("stock.location", "write", bin_, {"name": "The first bin"})
    changed.farm.restart()

    names = [copy.client().call("stock.location", "read", bin_, ["name"])[0]["name"] for copy in (changed, other)]
    assert names == ["The first bin", "A-01-1"]
