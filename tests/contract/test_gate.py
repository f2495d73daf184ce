"""What the gate reads of orders, the same on the double and on a real Odoo: money, customer, address, goods, fields."""

from __future__ import annotations

from typing import Any, cast

import pytest

from tests.contract.conftest import CASES, REAL, rig_of
from tests.contract.real import RealRig, Shop
from tests.contract.rig import Address, Rig, stocked
from warehouse_app.odoo.gate import SoldReads
from warehouse_app.odoo.session import Session
from warehouse_app.service.ports.odoo import OdooRefused, SoldOrder
from warehouse_app.service.ports.odoo.gate import ASKED

REFERENCE = "sale.order:client_order_ref"


@pytest.fixture(params=[case for case in CASES if case.id in ("double-1-step", "real-1-step")])
def rig(request: pytest.FixtureRequest) -> Rig:
    """What was sold is the same however it is sent."""
    return rig_of(request)


def sold(rig: Rig, name: str, *bound: str) -> SoldOrder:
    id_ = rig.odoo.order_called(name)
    assert id_ is not None
    (found,) = rig.odoo.sold_orders([id_], bound)
    assert found.odoo_id == id_
    return found


def test_an_order_is_read_with_its_money_its_address_and_its_goods(rig: Rig) -> None:
    mug, _ = stocked(rig)
    name = rig.order({mug: 2}, price=12, carrier="DHL")
    found = sold(rig, name)
    assert (found.name, found.total, found.paid, found.terms) == (name, 2400, 0, False)
    assert (found.carrier, found.carrier_countries, found.home) == ("DHL", (), "DE")
    assert found.ship_to is not None
    assert (found.ship_to.street, found.ship_to.zip, found.ship_to.country) == ("Lindenweg 3", "20095", "DE")
    assert found.ordered_at is not None
    assert abs(found.ordered_at - rig.odoo.clock()) < 300_000
    assert (found.warning, found.cancelled, found.customer is not None) == ("", False, True)
    (line,) = found.lines
    assert (line.product, line.quantity_m, line.discount) == (mug, 2000, 0)
    assert (line.weight_g, line.volume_ml, line.code, line.goods, line.own_taxes) == (0, 0, "", True, 1)
    assert line.list_price in (100, None)  # None: the shop sells in other money than it reckons in


def test_what_is_missing_of_an_address_is_missing(rig: Rig) -> None:
    mug, _ = stocked(rig)
    found = sold(rig, rig.order({mug: 1}, address=Address(street=None, zip=None)))
    assert found.ship_to is not None
    assert (found.ship_to.street, found.ship_to.zip, found.ship_to.city) == ("", "", "Hamburg")
    assert (found.carrier, found.carrier_countries) == (None, None)


def test_only_goods_promised_too_often_are_oversold(rig: Rig) -> None:
    mug, _ = stocked(rig, 3)
    pen, _ = stocked(rig, 9, "Pen")
    rig.order({mug: 4, pen: 9})
    assert rig.odoo.oversold(rig.warehouse, [mug, pen]) == [mug]


def test_the_newest_orders_of_a_warehouse_come_first(rig: Rig) -> None:
    mug, _ = stocked(rig)
    ids = [rig.odoo.order_called(rig.order({mug: 1})) for _ in range(3)]
    assert list(rig.odoo.newest_orders(rig.warehouse, 2)) == [ids[2], ids[1]]


def test_orders_that_are_not_there_are_left_out(rig: Rig) -> None:
    assert rig.odoo.sold_orders([]) == []
    assert rig.odoo.sold_orders([2**30]) == []
    assert rig.odoo.order_called("no such order") is None


def test_fields_are_found_by_what_they_hold_and_read_where_a_fact_is_bound_to_them(rig: Rig) -> None:
    fields = {one.key: one for one in rig.odoo.fields()}
    assert {one.model for one in fields.values()} == set(ASKED)
    assert fields[REFERENCE].type == "char"
    assert fields["sale.order:commitment_date"].type == "datetime"
    assert ("1", "Urgent") in fields["stock.picking:priority"].choices
    mug, _ = stocked(rig)
    deadline = rig.odoo.clock() + 86_400_000
    name = rig.order({mug: 1}, deadline=deadline, team="Web")
    keys = (REFERENCE, "sale.order:commitment_date", "sale.order:team_id", "stock.picking:priority",
            "product.product:product_tag_ids", "res.partner:category_id")  # fmt: skip
    values = sold(rig, name, *keys).values
    assert values == dict(zip(keys, (None, deadline, "Web", "0", (), ()), strict=True))


def test_a_field_that_is_gone_is_refused_and_nothing_else_is(rig: Rig) -> None:
    mug, _ = stocked(rig)
    name = rig.order({mug: 1})
    with pytest.raises(OdooRefused):
        sold(rig, name, "sale.order:x_gone")
    assert sold(rig, name).name == name


@REAL
def test_payment_terms_that_leave_time_are_terms(real: RealRig, contract_shop: Shop) -> None:
    mug, _ = stocked(real)
    name = real.order({mug: 1}, price=5)
    id_ = real.odoo.order_called(name)
    for days, is_terms in ((30, True), (0, False)):
        line = (0, 0, {"value": "percent", "value_amount": 100, "nb_days": days})
        (term,) = contract_shop.admin.make("account.payment.term", [{"name": f"In {days}", "line_ids": [line]}])
        contract_shop.admin.call("sale.order", "write", [id_], {"payment_term_id": term})
        assert sold(real, name).terms is is_terms


@REAL
def test_what_two_thousand_orders_say_is_read_in_ten_calls(real: RealRig, contract_shop: Shop) -> None:
    """Ids need not be there to be asked for: what counts is how often Odoo is."""
    mug, _ = stocked(real)
    real.order({mug: 1})
    session = Counted(contract_shop.gateway.session)
    reads = SoldReads(cast(Session, session))
    found = reads.sold_orders(range(1, 2001), [REFERENCE, "res.partner:category_id", "product.product:hs_code"])
    reads.oversold(real.warehouse, list(range(1, 3001)))
    assert len(found) > 300
    assert session.calls <= 10


class Counted:
    """A session that counts its calls."""

    def __init__(self, session: Session) -> None:
        self._session, self.calls = session, 0

    def call(self, *args: Any, **named: Any) -> Any:
        self.calls += 1
        return self._session.call(*args, **named)
