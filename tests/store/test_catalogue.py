"""The mirror of Odoo: kept twice it is the same, and what a person touched it leaves alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.store.shop import Shop, keep_warehouse, product, query, transfer
from warehouse_app.domain.errors import Refused
from warehouse_app.service.ports.odoo import OdooLocation, OdooLot, OdooMoveLine
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.store import OpenStore

_TABLES = ("warehouse", "op_type", "location", "product", "code", "lot", "order", "transfer", "line", "tote", "rule")


def _keep_all(uow: UnitOfWork) -> int:
    w = keep_warehouse(uow)
    uow.catalogue.keep_lots([OdooLot(1, 2, "L-1", "2027-03-01")])
    uow.catalogue.keep_transfers(w, [transfer(1, (1, 1, 3000), (2, 2, 1000))])
    uow.catalogue.keep_totes(w, ["T-0001", "T-0002"])
    uow.catalogue.keep_cutoff(w, "DHL", 0, 1020)
    uow.catalogue.keep_reason("RC-EMPTY", 1, {"rank": 1, "count": "none"})
    return w


def test_keeping_the_same_again_changes_no_row(store: OpenStore) -> None:
    w = store.write(_keep_all)
    before = {table: query(store, f'SELECT * FROM "{table}" ORDER BY id') for table in _TABLES}
    assert store.write(_keep_all) == w
    assert {table: query(store, f'SELECT * FROM "{table}" ORDER BY id') for table in _TABLES} == before
    assert all(before.values())


def test_ids_come_by_odoo_id_for_what_is_new_and_what_was_known(store: OpenStore) -> None:
    store.write(keep_warehouse)
    ids = store.write(lambda uow: uow.catalogue.keep_products([product(3), product(8)]))
    assert query(store, "SELECT odoo_id, id FROM product WHERE odoo_id IN (3, 8) ORDER BY id") == sorted(ids.items())
    assert store.write(lambda uow: uow.catalogue.keep_products([])) == {}


def test_what_changed_in_odoo_is_followed(store: OpenStore) -> None:
    w = store.write(keep_warehouse)
    store.write(lambda uow: uow.catalogue.keep_locations(w, [OdooLocation(1, "C-09-9", None)], {"C-09-9": 7}))
    store.write(lambda uow: uow.catalogue.keep_products([replace(product(1), name="Candle")]))
    store.write(lambda uow: uow.catalogue.keep_products([product(2, ("NEW", 6000))]))
    place = query(store, "SELECT code, aisle, bay, level, walk_rank, barcode FROM location WHERE odoo_id = 1")
    assert place == [("C-09-9", "C", "09", "9", 7, None)]
    assert query(store, "SELECT name FROM product WHERE odoo_id = 1") == [("Candle",)]
    codes = query(store, "SELECT text, factor_m FROM code ORDER BY text")
    assert codes == [("CODE-1", 1000), ("CODE-3", 1000), ("NEW", 6000)]


def test_another_odoo_is_refused(store: OpenStore) -> None:
    store.write(keep_warehouse)
    with pytest.raises(Refused, match=r"odoo\.other_database"):
        store.write(lambda uow: uow.catalogue.source("http://odoo.test|another uuid"))
    assert store.write(lambda uow: uow.catalogue.source("http://odoo.test|uuid")) == 1


def test_several_move_lines_of_one_key_are_one_line(shop: Shop) -> None:
    twice = replace(transfer(5), lines=(OdooMoveLine(9, 1, 1, None, 400), OdooMoveLine(9, 1, 1, None, 600)))
    (own,) = shop.store.write(lambda uow: uow.catalogue.keep_transfers(shop.w, [twice])).values()
    assert query(shop.store, f"SELECT demand_m FROM line WHERE transfer = {own}") == [(1000,)]


def test_an_untouched_line_follows_odoo_and_a_touched_one_stays(shop: Shop) -> None:
    def touch(uow: UnitOfWork) -> None:
        line = uow.floor.line(shop.lines[0])
        assert line is not None
        uow.floor.save_line(replace(line, picked_m=1000))

    shop.store.write(touch)
    moved = transfer(1, (2, 3, 4000))  # move 1 is gone, move 2 moved to another bin and grew
    shop.store.write(lambda uow: uow.catalogue.keep_transfers(shop.w, [moved]))
    rows = query(shop.store, "SELECT source_key, demand_m, picked_m, state FROM line WHERE transfer = 1 ORDER BY id")
    assert rows == [("1/1/-/-", 3000, 1000, "open"), ("2/2/-/-", 1000, 0, "gone"), ("2/3/-/-", 4000, 0, "open")]
    shop.store.write(lambda uow: uow.catalogue.keep_transfers(shop.w, [transfer(1, (1, 1, 3000), (2, 2, 500))]))
    back = query(shop.store, "SELECT source_key, demand_m, state FROM line WHERE transfer = 1 ORDER BY id")
    assert back == [("1/1/-/-", 3000, "open"), ("2/2/-/-", 500, "open"), ("2/3/-/-", 4000, "gone")]


def test_a_line_that_is_gone_cannot_be_picked_and_is_on_no_sheet(shop: Shop) -> None:
    shop.store.write(lambda uow: uow.catalogue.keep_transfers(shop.w, [transfer(2)]))
    facts = shop.store.read(lambda views: views.sheet_facts(shop.wave))
    assert facts is not None
    gone = set(shop.lines) - {line.id for line in facts.lines}
    assert len(gone) == 1
    assert shop.store.write(lambda uow: uow.floor.line(gone.pop())) is None
    assert shop.store.write(lambda uow: uow.floor.open_lines(shop.wave)) == 2


def test_a_line_in_a_bin_nobody_knows_is_refused_as_a_whole(shop: Shop) -> None:
    with pytest.raises(LookupError):
        shop.store.write(lambda uow: uow.catalogue.keep_transfers(shop.w, [transfer(7, (9, 99, 1000))]))
    assert query(shop.store, "SELECT count(*) FROM transfer") == [(2,)]


def test_free_are_transfers_in_no_wave_with_open_lines_of_cleared_orders(shop: Shop) -> None:
    def use_case(uow: UnitOfWork) -> list[tuple[str, str | None, int, int]]:
        uow.catalogue.keep_transfers(shop.w, [transfer(n, (n, n - 2, 1000)) for n in (3, 4)])
        uow.catalogue.keep_transfers(shop.w, [transfer(5), transfer(6, (6, 3, 1000), (7, 2, 500), carrier=None)])
        free = uow.catalogue.free_transfers(shop.w)
        return [(row.order, row.carrier, row.lines, row.first_rank) for row in free]

    found = shop.store.write(use_case)
    assert found == [("S00003", "DHL", 1, 1), ("S00004", "DHL", 1, 2), ("S00006", None, 2, 2)]


def test_the_newest_version_of_a_reason_counts_and_they_come_by_rank(shop: Shop) -> None:
    def use_case(uow: UnitOfWork) -> None:
        for code, version, rank in (("RC-B", 1, 1), ("RC-A", 1, 2), ("RC-B", 2, 3), ("RC-B", 1, 1)):
            uow.catalogue.keep_reason(code, version, {"rank": rank})

    shop.store.write(use_case)
    facts = shop.store.read(lambda views: views.sheet_facts(shop.wave))
    assert facts is not None
    assert facts.reasons == (("RC-A", {"rank": 2}), ("RC-B", {"rank": 3}))


def test_a_cutoff_kept_again_moves(store: OpenStore) -> None:
    w = store.write(keep_warehouse)
    for minute in (1000, 1020):
        store.write(lambda uow, minute=minute: uow.catalogue.keep_cutoff(w, "DHL", 0, minute))  # type: ignore[misc]
    assert query(store, "SELECT carrier, weekday, minute FROM cutoff") == [("DHL", 0, 1020)]


def test_more_rows_than_one_statement_takes(store: OpenStore) -> None:
    store.write(keep_warehouse)
    ids = store.write(lambda uow: uow.catalogue.keep_products([product(n) for n in range(1, 1_203)]))
    assert len(ids) == 1_202
    assert store.write(lambda uow: uow.catalogue.keep_products([product(n) for n in range(1, 1_203)])) == ids
