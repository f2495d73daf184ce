"""Packages on the demo's shelves: orders point at one of two, and nothing got lost in packing."""

from __future__ import annotations

from collections import Counter

from warehouse_app.demo import open_odoo, pack_some

NOW = 1_790_000_000_000


def test_a_few_bins_have_two_packages_of_their_goods_and_orders_take_from_one() -> None:
    odoo = open_odoo(1, NOW)
    before = Counter[tuple[int, int]]()
    for quant in odoo.books.stock:
        before[quant.product, quant.location] += quant.quantity_m
    chosen = pack_some(odoo.books)
    after = Counter[tuple[int, int]]()
    for quant in odoo.books.stock:
        after[quant.product, quant.location] += quant.quantity_m
    assert before == after
    assert len(chosen) == 12
    rows = odoo.bin_stock([quant.location for quant in chosen])
    named = {row.package: row for row in rows if row.package is not None}
    assert len(named) == 24
    assert len({row.package_name for row in named.values()}) == 24
    reserved: Counter[int | None] = Counter()
    for transfer in odoo.open_transfers(1):
        for line in transfer.lines:
            reserved[line.package] += line.quantity_m
    assert all(row.reserved_m == reserved[package] for package, row in named.items())
