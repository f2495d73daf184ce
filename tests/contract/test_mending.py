"""What an exception is about, looked at and mended: addresses on customer and transfer, carriers, products."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.contract.conftest import CASES, rig_of
from tests.contract.rig import Address, Rig, opened, stocked, token
from warehouse_app.service.ports.odoo import OdooRefused


@pytest.fixture(params=[case for case in CASES if case.id != "real-3-step"])
def rig(request: pytest.FixtureRequest) -> Rig:
    """One real shop is enough: what an order's transfers are called is all the same to it."""
    return rig_of(request)


def looked_at(rig: Rig, transfer: int) -> tuple[str, str, str, str, bool]:
    (one,) = rig.odoo.addressees([transfer])
    return one.street, one.zip, one.phone, one.carrier, one.agrees


def is_named(rig: Rig, transfer: int) -> bool:
    """Whether who looks for addresses that changed just now is told of it."""
    return transfer in rig.odoo.changed_addresses(rig.warehouse, rig.odoo.clock() - 2000)


def test_half_an_address_is_mended_at_the_customer_and_so_on_the_transfer(rig: Rig) -> None:
    mug, _ = stocked(rig)
    transfer = opened(rig, rig.order({mug: 1}, address=Address(street=None, zip=None))).odoo_id
    assert looked_at(rig, transfer) == ("", "", "", "", True)
    for _ in range(2):
        rig.office.mend_address(
            transfer, {"street": "Lindenweg 4 <b>", "zip": "20095", "phone": "+49 40 1234", "country": "de"}
        )
    assert looked_at(rig, transfer) == ("Lindenweg 4 <b>", "20095", "+49 40 1234", "", True)
    there = rig.there.address(transfer)
    assert (there["street"], there["zip"], there["city"], there["country"]) == (
        "Lindenweg 4 <b>", "20095", "Hamburg", "DE",
    )  # fmt: skip
    rig.office.mend_address(transfer, {"phone": ""})
    assert rig.there.address(transfer)["phone"] == ""
    assert is_named(rig, transfer), "the customer changed"


def test_a_transfer_follows_the_order_that_goes_elsewhere_now(rig: Rig) -> None:
    mug, _ = stocked(rig)
    transfer = opened(rig, rig.order({mug: 1})).odoo_id
    rig.there.someone_moves(transfer, "Hafenstraße 9")
    assert looked_at(rig, transfer)[::4] == ("Lindenweg 3", False)
    assert is_named(rig, transfer), "the order changed"
    rig.office.mend_address(transfer, {})
    assert looked_at(rig, transfer)[::4] == ("Hafenstraße 9", True)
    assert is_named(rig, transfer), "the transfer changed"
    assert rig.there.address(transfer)["street"] == "Hafenstraße 9"


def test_a_carrier_is_set_on_the_order_and_on_what_is_not_over(rig: Rig) -> None:
    mug, _ = stocked(rig)
    transfer = opened(rig, rig.order({mug: 1})).odoo_id
    for _ in range(2):
        rig.office.mend_carrier(transfer, "DPD")
    assert rig.there.carriers(transfer) == ("DPD", "DPD")
    assert looked_at(rig, transfer)[3] == "DPD"


def test_a_product_gets_its_weight_and_its_barcode(rig: Rig) -> None:
    mug, other = rig.product("Mug"), rig.product("Other")
    code, taken = token("code")[-12:], token("code")[-12:]
    for _ in range(2):
        rig.office.mend_product(mug, 1450, code)
    rig.office.mend_product(mug, None, None)
    assert rig.there.product(mug) == (1.45, code, 0)
    rig.office.mend_product(mug, None, None, 31_000)
    (now,) = rig.odoo.measures([mug])
    assert (now.weight_g, now.barcode, now.volume_ml) == (1450, code, 30_000), "Odoo keeps steps of 10 litres"
    assert rig.there.product(mug) == (1.45, code, 0.03)
    rig.office.mend_product(mug, None, None, 3_000)
    assert rig.odoo.measures([mug])[0].volume_ml == 0
    rig.office.mend_product(other, None, taken)
    with pytest.raises(OdooRefused):
        rig.office.mend_product(mug, 900, taken)
    assert rig.there.product(mug) == (1.45, code, 0)


def test_what_is_not_there_cannot_be_mended(rig: Rig) -> None:
    mug, _ = stocked(rig)
    transfer = opened(rig, rig.order({mug: 1})).odoo_id
    attempts: list[Callable[[], None]] = [
        lambda: rig.office.mend_address(2**30, {"street": "x"}),
        lambda: rig.office.mend_address(transfer, {"street": "x", "country": "QQ"}),
        lambda: rig.office.mend_carrier(2**30, "DHL"),
        lambda: rig.office.mend_carrier(transfer, "Nobody"),
        lambda: rig.office.mend_product(2**30, 1, None),
    ]
    for attempt in attempts:
        with pytest.raises(OdooRefused):
            attempt()
    assert looked_at(rig, transfer)[0] == "Lindenweg 3"
    assert (rig.odoo.addressees([2**30]), rig.odoo.measures([2**30])) == ([], [])
