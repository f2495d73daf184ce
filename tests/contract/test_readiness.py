"""Is the data fit: a planted set of thirty faults is found, and the files that mend them make the report clean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

import pytest

from tests.contract.conftest import CASES, REAL, rig_of
from tests.contract.faults_there import EXPECTED, Planted
from tests.contract.hands import Hands, hands_of
from tests.contract.real import RealRig
from tests.contract.rig import Rig, stocked
from warehouse_app.domain.readiness import KINDS, Gap, Own, Report, report
from warehouse_app.domain.taxonomy import type_of
from warehouse_app.service.ports.readiness import KeptGap
from warehouse_app.service.readiness_page import import_file
from warehouse_app.service.shipped_types import shipped_types

OWNERS = {
    "no_barcode": "data", "same_barcode": "data", "no_weight": "data", "no_volume": "data", "no_picture": "data",
    "no_date": "data", "bin_no_barcode": "stock", "bin_unreadable": "stock", "no_lot": "stock", "negative": "stock",
    "drifted": "stock", "no_cutoff": "dispatch", "no_size": "dispatch", "no_street": "service",
    "wrong_zip": "service", "no_city": "service", "no_country": "service", "no_phone": "service",
}  # fmt: skip
BY_COUNTING = {"no_lot": 1, "negative": 1, "drifted": 2}
TYPES: Mapping[str, Mapping[str, Any]] = {code: body for kind, code, _, body in shipped_types() if kind == "case_type"}


@pytest.fixture(params=CASES[:-1])
def once(request: pytest.FixtureRequest) -> Rig:
    """The double with any steps, and the real Odoo once: thirty faults take a while there."""
    return rig_of(request)


def looked(rig: Rig, *trucks: str, phoning: str = "") -> Report:
    return report(rig.odoo.master_data(rig.warehouse, 90), Own(frozenset(trucks), frozenset((phoning,))))


def new(before: Report, after: Report) -> list[Gap]:
    known = {gap.key for gap in before.gaps}
    return [gap for gap in after.gaps if gap.key not in known]


def filled_in(planted: Planted, hands: Hands, gaps: list[Gap], code: str) -> None:
    """The file of a kind, filled in and imported."""
    model, rows = KINDS[code].model, [gap for gap in gaps if gap.kind == code]
    ids = [int(gap.ref) for gap in rows]
    for _ in range(2):
        planted.rig.odoo.name_records(model, ids)
        names = planted.rig.odoo.external_names(model, ids)
        assert all(names.values()), "Odoo's import screen knows records by their External IDs only"
    assert len(set(names.values())) == len(ids)
    text = import_file(KINDS[code], [KeptGap(gap, names[int(gap.ref)], 0) for gap in rows])
    hands.import_file(model, planted.filled(code, text))


def test_thirty_faults_are_found_each_with_its_owner_and_the_files_bring_them_right(once: Rig) -> None:
    planted = Planted(rig := once, hands := hands_of(once))
    trucks = planted.phoning, "DHL", "DPD"
    before = looked(rig, *trucks, phoning=planted.phoning)
    planted.plant()
    hands.let_export()
    found = new(before, looked(rig, *trucks, phoning=planted.phoning))
    assert Counter(gap.kind for gap in found) == EXPECTED
    assert sum(EXPECTED.values()) == 30
    assert {kind.code: type_of(kind.type, TYPES).owner for kind in KINDS.values()} == OWNERS
    for code in EXPECTED:
        if KINDS[code].model:
            filled_in(planted, hands, found, code)
    left = new(before, looked(rig, *trucks, planted.truckless, phoning=planted.phoning))
    assert Counter(gap.kind for gap in left) == BY_COUNTING


def test_what_is_in_order_is_no_gap_and_reservations_fit_what_odoo_says(rig: Rig) -> None:
    product, shelf = stocked(rig)
    rig.order({product: 3})
    data = rig.odoo.master_data(rig.warehouse, 90)
    assert data.stock is not None
    (row,) = [row for row in data.stock if row.key.startswith(f"{product}.{shelf}.")]
    assert (row.quantity_m, row.held_m, row.wanted_m) == (10_000, 3000, 3000)
    assert rig.raw_reserved(product, shelf) == 3
    assert data.goods is not None
    assert [one.lines for one in data.goods if one.id == product] == [1]


@REAL
def test_a_record_that_came_with_odoo_is_named_by_its_external_id(real: RealRig) -> None:
    kind = real.server.client("admin").ref("product.product_category_goods")
    assert real.odoo.external_names("product.category", [kind]) == {kind: "product.product_category_goods"}
    assert real.odoo.external_names("product.category", []) == {}
