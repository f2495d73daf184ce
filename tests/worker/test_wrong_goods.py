"""A bench tells goods of this wave from those of another order on the floor, and both from what nobody knows."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.worker.packer import packer
from tests.worker.test_packing import tote, with_boxes
from tests.worker.yard import Clock, Yard
from warehouse_app.service.ports.store import Store


def with_codes(yard: Yard) -> None:
    """Every product has a barcode of its own: P-00, P-01 ..."""
    for number, product in enumerate(yard.products):
        known = yard.books.products[product]
        known.card = replace(known.card, codes=((f"P-{number:02d}", 1000),))


def told(sheet: dict[str, Any], code: str) -> tuple[str, str, bool] | None:
    """(why, order, whether a slot is named) of goods that are not the order's; None: nobody knows them."""
    entry = sheet["known"].get(code)
    return entry and (entry["why"], entry["order"], entry["slot"] is not None)


@pytest.mark.parametrize("steps", [1, 3])
def test_wrong_goods_are_of_this_wave_of_another_order_or_of_nobody(
    sqlite_store: Store, clock: Clock, steps: int
) -> None:
    yard = with_boxes(sqlite_store, clock, steps)
    with_codes(yard)
    mine, beside, away, later = (yard.order({n: 2}) for n in range(4))
    yard.open()
    first, second = yard.release(per_wave=2)
    here, there = yard.picker(first), yard.picker(second)
    there.pick(next(line for line in there.lines if line["tote"] == tote(there, away)), 2000)
    here.pick_all()
    there.send()
    yard.settle()
    clock.now += 1000
    yard.pull()
    sheet = packer(yard).open(tote(here, mine))
    assert told(sheet, "P-01") == ("wave", beside, True)
    assert told(sheet, "P-02") == ("order", away, False)
    assert told(sheet, "P-03") == ("order", later, False)
    assert told(sheet, "P-00") is None, "the order's own"
    assert told(sheet, "P-04") is None, "no order's"
