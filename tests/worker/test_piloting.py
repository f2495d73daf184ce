"""A pilot: some transfers are worked with the app, the rest is left as it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

import pytest

from tests.contract.double import DoubleRig
from tests.contract.rig import Rig
from tests.worker.yard import Clock, Yard
from warehouse_app.odoo.piloting import Pilot, Piloting
from warehouse_app.service.ports.odoo import Odoo
from warehouse_app.service.ports.store import Store


def shop(steps: int = 1) -> tuple[Rig, dict[str, str]]:
    """Three orders: two from zone A, by DHL and by UPS, and one by DHL from both zones."""
    rig = DoubleRig(steps)
    goods = {}
    for code in ("A-01-1", "B-01-1"):
        product = rig.product(f"Good of {code}")
        rig.put(product, rig.bin(code), 100)
        goods[code] = product
    rows: dict[str, tuple[Mapping[int, int], str]] = {
        "a dhl": ({goods["A-01-1"]: 1}, "DHL"),
        "a ups": ({goods["A-01-1"]: 2}, "UPS"),
        "ab dhl": ({goods["A-01-1"]: 1, goods["B-01-1"]: 1}, "DHL"),
    }
    return rig, {rig.order(wanted, carrier=carrier): name for name, (wanted, carrier) in rows.items()}


@pytest.mark.parametrize(
    ("pilot", "ours"),
    [
        (Pilot(carriers=("dhl",)), {"a dhl", "ab dhl"}),
        (Pilot(zones=("a-",)), {"a dhl", "a ups"}),
        (Pilot(zones=("A-", "B-")), {"a dhl", "a ups", "ab dhl"}),
        (Pilot(carriers=("DHL",), zones=("A-",)), {"a dhl"}),
        (Pilot(types=("no such type",)), set()),
    ],
)
def test_only_transfers_that_fit_every_part_come_to_the_floor(pilot: Pilot, ours: set[str]) -> None:
    rig, orders = shop()
    seen = Piloting(rig.odoo, pilot)
    assert {orders[one.order] for one in seen.open_transfers(rig.warehouse)} == ours
    assert len(seen.open_transfer_ids(rig.warehouse)) == len(ours)


def test_an_operation_type_is_named_or_numbered() -> None:
    rig, _ = shop(3)
    (first,) = {one.op_type for one in rig.odoo.open_transfers(rig.warehouse)}
    name = next(one.name for one in rig.odoo.survey().op_types if one.odoo_id == first)
    for said in (name, name.upper(), str(first)):
        assert len(Piloting(rig.odoo, Pilot(types=(said,))).open_transfers(rig.warehouse)) == 3


def test_what_is_not_the_pilots_is_not_in_the_store_and_stays_as_it_was(sqlite_store: Store, clock: Clock) -> None:
    yard = Yard(sqlite_store, clock)
    mine, other = yard.order({0: 5}), yard.rig.order({yard.products[0]: 2}, carrier="UPS")
    theirs = yard.transfers(other)[0]
    before = yard.rig.raw_lines(theirs)
    yard.port = cast(Odoo, Piloting(yard.port, Pilot(carriers=("DHL",))))
    yard.open()
    yard.pull()
    (wave,) = yard.release()
    picker = yard.picker(wave)
    assert len(picker.sheet["totes"]) == 1
    picker.pick_all()
    yard.settle()
    assert [line[:3] for line in yard.rig.raw_lines(yard.transfers(mine)[0])] == [(yard.bins[0], 5, True)]
    assert (yard.rig.raw_lines(theirs), yard.rig.raw_transfer(theirs)) == (before, ("assigned", None))
    assert [floor.odoo_id for floor in yard.floors()] == yard.transfers(mine)
