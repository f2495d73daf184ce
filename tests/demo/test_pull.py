"""A pull reads all of Odoo first and then writes it piece by piece; what it cannot read it leaves for the next time."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from types import SimpleNamespace
from typing import TypeVar, cast

import pytest

from tests.contract.double import NOW
from warehouse_app.demo import Flaky, open_odoo
from warehouse_app.demo.warehouse import Warehouse
from warehouse_app.service.ports.odoo import (
    BinStock,
    OdooBox,
    OdooLocation,
    OdooLot,
    OdooProduct,
    OdooTransfer,
    OdooUnreachable,
    OdooWarehouse,
)
from warehouse_app.service.ports.store import Store, UnitOfWork
from warehouse_app.service.pull import ROWS, TRANSFERS, pull

T = TypeVar("T")


class NoMap:
    """Locations go by their names."""

    def hall(self, w: int) -> None:
        return None


class Mirror:
    """A catalogue that keeps everything in dicts by Odoo id."""

    def __init__(self) -> None:
        self.identity = ""
        self.transfers: dict[int, OdooTransfer] = {}
        self.products: set[int] = set()
        self.ranks: Mapping[str, int] = {}
        self.layouts = NoMap()
        self.most = self.most_transfers = 0  # in one unit of work

    def source(self, identity: str) -> int:
        self.identity = identity
        return 1

    def keep_warehouse(self, warehouse: OdooWarehouse) -> int:
        return warehouse.odoo_id

    def keep_locations(
        self, w: int, rows: Sequence[OdooLocation], ranks: Mapping[str, int], spots: object = None
    ) -> dict[int, int]:
        self.ranks = ranks
        return {row.odoo_id: row.odoo_id for row in rows}

    def keep_products(self, rows: Sequence[OdooProduct]) -> dict[int, int]:
        self.products |= {row.odoo_id for row in rows}
        self.most = max(self.most, len(rows))
        return {row.odoo_id: row.odoo_id for row in rows}

    def keep_lots(self, rows: Sequence[OdooLot]) -> dict[int, int]:
        assert {row.product for row in rows} <= self.products
        self.most = max(self.most, len(rows))
        return {row.odoo_id: row.odoo_id for row in rows}

    def keep_scan_options(self, options: Mapping[int, Mapping[str, bool | str]]) -> None:
        self.scan_options = options

    def keep_boxes(self, rows: Sequence[OdooBox]) -> None:
        self.boxes = {row.name for row in rows}

    def on_waves(self, odoo_ids: Collection[int]) -> set[int]:
        return set()

    def keep_transfers(self, w: int, rows: Sequence[OdooTransfer]) -> dict[int, int]:
        self.transfers |= {row.odoo_id: row for row in rows}
        self.most_transfers = max(self.most_transfers, len(rows))
        return {row.odoo_id: row.odoo_id for row in rows}


class Shelves:
    """What lies in the bins, by bin."""

    def __init__(self) -> None:
        self.bins: set[int] = set()
        self.rows: list[BinStock] = []

    def keep(self, bins: Sequence[int], rows: Sequence[BinStock]) -> None:
        self.bins |= set(bins)
        self.rows += rows


class Ledger:
    """A store that only writes, and remembers how often."""

    def __init__(self) -> None:
        self.catalogue, self.stock = Mirror(), Shelves()
        self.writes = 0

    def write(self, use_case: Callable[[UnitOfWork], T]) -> T:
        self.writes += 1
        gateless = SimpleNamespace(rules=lambda kind, w: {})
        chosen = SimpleNamespace(keep_chosen=lambda w: ())
        kept = SimpleNamespace(catalogue=self.catalogue, stock=self.stock, releasing=gateless, shipments=chosen)
        return use_case(cast(UnitOfWork, kept))

    @property
    def port(self) -> Store:
        return cast(Store, self)


class Watched(Warehouse):
    """An Odoo that notes whether the store was being written while it was asked."""

    def __init__(self, odoo: Warehouse, ledger: Ledger) -> None:
        super().__init__(odoo.books)
        self.ledger = ledger
        self.asked_at: list[int] = []

    def open_transfers(self, warehouse: int, ids: Sequence[int] | None = None) -> Sequence[OdooTransfer]:
        self.asked_at.append(self.ledger.writes)
        return super().open_transfers(warehouse, ids)

    def products(self) -> Sequence[OdooProduct]:
        self.asked_at.append(self.ledger.writes)
        return super().products()


class Blind(Warehouse):
    """An Odoo that hides a product with serial numbers and half of its lots, as one does where a right is missing."""

    def products(self) -> Sequence[OdooProduct]:
        return super().products()[:-1]

    def lots(self) -> Sequence[OdooLot]:
        return super().lots()[1::2]


def test_everything_is_read_before_anything_is_written() -> None:
    ledger = Ledger()
    odoo = Watched(open_odoo(1, NOW), ledger)
    pull(odoo, ledger.port)
    assert ledger.writes
    assert odoo.asked_at == [0, 0]


def test_no_scan_waits_until_a_whole_odoo_is_written() -> None:
    ledger, odoo = Ledger(), open_odoo(1, NOW)
    pull(odoo, ledger.port)
    assert len(ledger.catalogue.transfers) > 2 * TRANSFERS
    assert (ledger.catalogue.most_transfers, ledger.catalogue.most <= ROWS) == (TRANSFERS, True)


def test_all_open_transfers_are_kept_and_the_source_is_named() -> None:
    ledger, odoo = Ledger(), open_odoo(1, NOW)
    pulled = pull(odoo, ledger.port)
    expected = {row.odoo_id: row for row in odoo.open_transfers(1)}
    assert ledger.catalogue.transfers == expected
    assert ledger.catalogue.identity == odoo.identity()
    assert (pulled.warehouses, pulled.transfers, pulled.products) == ((1,), len(expected), 300)
    assert pulled.unreadable == ()


def test_what_lies_in_the_bins_of_the_transfers_is_kept_and_of_no_others() -> None:
    ledger, odoo = Ledger(), open_odoo(1, NOW)
    pull(odoo, ledger.port)
    walked = {line.location for row in odoo.open_transfers(1) for line in row.lines}
    assert ledger.stock.bins == walked
    assert {row.location for row in ledger.stock.rows} <= walked
    assert any(row.lot for row in ledger.stock.rows)


def test_bins_are_ranked_for_the_walk() -> None:
    ledger = Ledger()
    pull(open_odoo(1, NOW), ledger.port)
    ranks = ledger.catalogue.ranks
    assert ranks["A-01-1"] == 1
    assert ranks["A-02-1"] < ranks["A-10-1"] < ranks["B-01-1"]
    assert ranks["Stock"] == 241


def test_a_transfer_that_points_at_something_hidden_is_left_out_and_named() -> None:
    ledger, whole = Ledger(), open_odoo(1, NOW)
    odoo = Blind(whole.books)
    pulled = pull(odoo, ledger.port)
    shown = {product.odoo_id for product in odoo.products()}, {lot.odoo_id for lot in odoo.lots()} | {None}
    hidden = {
        row.name
        for row in whole.open_transfers(1)
        if any(line.product not in shown[0] or line.lot not in shown[1] for line in row.lines)
    }
    assert hidden
    assert pulled.unreadable == tuple(sorted(hidden))
    assert not hidden & {row.name for row in ledger.catalogue.transfers.values()}


def test_when_odoo_cannot_be_read_nothing_is_written() -> None:
    ledger = Ledger()
    flaky = Flaky(open_odoo(1, NOW), 1, unreachable=1, only=frozenset({"lots"}))
    with pytest.raises(OdooUnreachable):
        pull(flaky.port, ledger.port)
    assert ledger.writes == 0


def test_the_pattern_of_the_codes_can_be_another() -> None:
    ledger, odoo = Ledger(), open_odoo(1, NOW)
    for number, location in enumerate(odoo.books.locations.values()):
        odoo.books.locations[location.id] = replace(location, name=f"R{number % 7}F{number}")
    pull(odoo, ledger.port, r"^R(?P<aisle>\d+)F(?P<bay>\d+)$")
    walk = sorted(ledger.catalogue.ranks, key=ledger.catalogue.ranks.__getitem__)
    assert [code[1] for code in walk] == sorted(code[1] for code in walk)
