"""A weight that was missing and is measured at the bench: written at once by whoever may, else an owner has it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.worker.packer import packer
from tests.worker.test_packing import follow, picked, tote, with_boxes
from tests.worker.yard import Clock
from warehouse_app.service.ports.store import Store


@pytest.mark.parametrize(("roles", "written"), [(["packer", "stock"], 480), (["packer"], None)])
def test_a_measured_weight_is_in_odoo_at_once_where_rights_allow(
    sqlite_store: Store, clock: Clock, roles: list[str], written: int | None
) -> None:
    yard = with_boxes(sqlite_store, clock, 1)
    yard.office = yard.rig.office
    picker, (order,) = picked(yard, {0: 2})
    ben = packer(yard)
    sqlite_store.write(lambda uow: uow.people.save(replace(ben.person, roles=frozenset(roles))))
    product = ben.open(tote(picker, order))["lines"][0]["product"]
    ben.fact("box_checked", {"check": "CK-DATA", "product": product, "result": "pass", "value": 480})
    assert ben.send() == [("accepted", None)]
    follow(yard)
    assert yard.books.products[yard.products[0]].card.weight_g == written
    assert [kind for kind, _ in yard.cases()] == ["FUL-DATA"]
