"""The demo's shop is believable, and the same every time."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from biip.gtin import Gtin

from warehouse_app.demo import open_odoo, shipped_orders
from warehouse_app.demo.warehouse import Warehouse
from warehouse_app.service.ports.odoo import OdooTransfer

NOW = 1_790_000_000_000
SEEDS = range(5)


@pytest.fixture(params=SEEDS)
def odoo(request: pytest.FixtureRequest) -> Warehouse:
    return open_odoo(request.param, NOW)


def everything(odoo: Warehouse) -> tuple[object, ...]:
    """All the port tells."""
    (main,) = odoo.warehouses()
    lists = odoo.locations(main.odoo_id), odoo.products(), odoo.lots(), odoo.open_transfers(main.odoo_id)
    return odoo.identity(), main, *map(tuple, lists)


def transfers(odoo: Warehouse) -> list[OdooTransfer]:
    (main,) = odoo.warehouses()
    return list(odoo.open_transfers(main.odoo_id))


def test_the_same_seed_gives_the_same_shop_and_another_seed_another() -> None:
    assert everything(open_odoo(7, NOW)) == everything(open_odoo(7, NOW))
    assert transfers(open_odoo(7, NOW)) != transfers(open_odoo(8, NOW))
    assert open_odoo(7, NOW).identity() != open_odoo(8, NOW).identity()


def test_the_clock_moves_nothing_but_dates() -> None:
    def timeless(now: int) -> list[OdooTransfer]:
        rows = [replace(row, deadline=None) for row in transfers(open_odoo(7, now))]
        return sorted(rows, key=lambda row: row.odoo_id)

    assert timeless(NOW) == timeless(NOW + 40 * 86_400_000)


def test_it_has_300_products_in_240_bins_and_400_orders(odoo: Warehouse) -> None:
    bins = [row.code for row in odoo.locations(1) if "-" in row.code]
    open_ones = [row for row in odoo.books.pickings.values() if row.state != "done"]
    assert (len(odoo.products()), len(set(bins)), len(open_ones)) == (300, 240, 400)
    assert bins[0] == "A-01-1"
    assert bins[-1] == "D-20-3"


def test_some_orders_left_before_and_may_come_back(odoo: Warehouse) -> None:
    names = shipped_orders(odoo)
    sent = [odoo.shipped(1, name)[0] for name in names]
    assert len(set(names)) == 6
    assert all(row.done_at and row.done_at < NOW and row.back_to for row in sent)
    assert all(line.left_m == line.shipped_m > 0 for row in sent for line in row.lines)
    assert not {row.odoo_id for row in sent} & set(odoo.open_transfer_ids(1))


def test_every_barcode_of_a_product_is_a_valid_gtin_and_belongs_to_one_product(odoo: Warehouse) -> None:
    codes = [text for product in odoo.products() for text, _ in product.codes]
    assert [Gtin.parse(text).value for text in codes] == codes
    assert all(sum(int(d) * (1, 3)[i % 2] for i, d in enumerate(text[::-1])) % 10 == 0 for text in codes)
    assert len(set(codes)) == len(codes)
    assert all(len(product.codes[0][0]) == 13 and product.codes[0][1] == 1000 for product in odoo.products())


def test_names_and_article_numbers_are_told_apart(odoo: Warehouse) -> None:
    assert len({product.sku for product in odoo.products()}) == 300
    assert len({product.name for product in odoo.products()}) == 300


def test_products_differ_in_tracking_cases_and_what_is_known_of_them(odoo: Warehouse) -> None:
    assert Counter(product.tracking for product in odoo.products()) == {"none": 282, "lot": 12, "serial": 6}
    cases = [(text, factor) for product in odoo.products() for text, factor in product.codes[1:]]
    assert {factor for _, factor in cases} == {6000, 12_000, 24_000}
    assert {len(text) for text, _ in cases} == {13, 14}
    unknown = [product for product in odoo.products() if product.size_mm is None]
    assert 0 < len(unknown) < 30


def test_most_orders_have_one_line_and_a_few_have_more_than_three(odoo: Warehouse) -> None:
    lines = Counter(len(picking.moves) for picking in odoo.books.pickings.values())
    assert 0.6 < lines[1] / 400 < 0.8
    assert 0 < sum(count for size, count in lines.items() if size > 3) < 40
    assert max(lines) <= 6


def test_most_orders_can_be_picked_whole_and_some_cannot(odoo: Warehouse) -> None:
    rows = transfers(odoo)
    assert 360 < len(rows) < 400
    assert 0 < sum(row.short_m > 0 for row in rows) < 50
    assert 0 < sum(not row.customer_ok for row in rows) < 40
    assert {"DHL", "DPD", "Post"} <= {row.carrier for row in rows}
    assert {row.priority for row in rows} == {0, 1}


def test_no_order_points_at_goods_past_their_date_though_some_lie_there(odoo: Warehouse) -> None:
    over = {lot.odoo_id for lot in odoo.lots() if lot.expires and lot.expires < odoo.books.today}
    assert any(quant.lot in over and quant.quantity_m for quant in odoo.books.stock)
    assert not any(line.lot in over for row in transfers(odoo) for line in row.lines)


def test_in_a_few_bins_less_lies_than_the_book_says_and_orders_point_there(odoo: Warehouse) -> None:
    false = [quant for quant in odoo.books.stock if quant.missing_m]
    assert len(false) == 6
    assert all(quant.truth_m < quant.reserved_m for quant in false)


def test_the_office_can_sign_in_with_odoo(odoo: Warehouse) -> None:
    users = {odoo.authenticate(login, f"{login}-demo") for login in ("sam", "mia", "finn", "ada")}
    assert None not in users
    assert len(users) == 4
    assert odoo.authenticate("ana", "ana-demo") is None
