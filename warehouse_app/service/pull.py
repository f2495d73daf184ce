"""Pull: what Odoo knows becomes the mirror in the store. All of Odoo is read first, then written piece by piece.

No scan waits for a whole Odoo to be written; what ends half-way is gone on with by the next pull. Twice the same Odoo
gives the same rows. A transfer on a wave is left alone: somebody walks by its sheet, and what
changes on it is settled line by line (`pull_changes`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from warehouse_app.domain import route
from warehouse_app.domain.layout import Hall
from warehouse_app.domain.layout.placing import Cells, ranks_of, spots_of
from warehouse_app.service.carrier_choice import hold_carriers
from warehouse_app.service.gate import hold_back_new
from warehouse_app.service.ports.odoo import (
    BinStock,
    Odoo,
    OdooBox,
    OdooLocation,
    OdooLot,
    OdooProduct,
    OdooTransfer,
    OdooWarehouse,
)
from warehouse_app.service.ports.store import Store, UnitOfWork

ROWS, TRANSFERS = 500, 100  # kept in one unit of work
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Pulled:
    """What a pull brought: our ids of the warehouses, and how many of the rest.

    `unreadable` names transfers left out because they point at a location, product or lot Odoo did not show us;
    they are looked at again at the next pull.
    """

    warehouses: tuple[int, ...]
    locations: int
    products: int
    lots: int
    transfers: int
    unreadable: tuple[str, ...]


def pull(odoo: Odoo, store: Store, pattern: str = route.PATTERN) -> Pulled:
    """Reads master data and open transfers of every warehouse and keeps them. `pattern` reads location codes.

    Raises:
        Refused: `odoo.other_database`; the store mirrors another Odoo and nothing was written.
        OdooUnreachable, OdooUnknown, OdooRefused: Odoo could not be read and nothing was written.
    """
    seen = _read(odoo)
    keeping = _Keeping(store, pattern)
    keeping.begin(seen)
    for site in seen.sites:
        keeping.site(site)
    store.write(lambda uow: uow.catalogue.keep_scan_options(seen.scan_options))
    return keeping.pulled()


@dataclass(frozen=True, slots=True)
class _Site:
    warehouse: OdooWarehouse
    locations: Sequence[OdooLocation]
    transfers: Sequence[OdooTransfer]
    stock: Sequence[BinStock]

    @property
    def bins(self) -> list[int]:
        """Where the transfers take their goods from."""
        return _bins(self.transfers)


@dataclass(frozen=True, slots=True)
class _Seen:
    identity: str
    sites: Sequence[_Site]
    products: Sequence[OdooProduct]
    lots: Sequence[OdooLot]
    boxes: Sequence[OdooBox]
    scan_options: Mapping[int, Mapping[str, bool | str]]


def _read(odoo: Odoo) -> _Seen:
    """Transfers first: what they point at was there when the master data is read after them."""
    identity, warehouses = odoo.identity(), odoo.warehouses()
    transfers = [odoo.open_transfers(warehouse.odoo_id) for warehouse in warehouses]
    locations = [odoo.locations(warehouse.odoo_id) for warehouse in warehouses]
    stock = [odoo.bin_stock(_bins(rows)) if rows else [] for rows in transfers]
    sites = [_Site(*site) for site in zip(warehouses, locations, transfers, stock, strict=True)]
    lots = odoo.lots()
    return _Seen(identity, sites, odoo.products(), lots, odoo.boxes(), odoo.features().scan_options)


@dataclass(slots=True)
class _Keeping:
    """What is kept so far: our ids by Odoo's."""

    store: Store
    pattern: str
    products: dict[int, int] = field(default_factory=dict)
    lots: dict[int, int] = field(default_factory=dict)
    warehouses: list[int] = field(default_factory=list)
    locations: int = 0
    transfers: int = 0
    unreadable: list[str] = field(default_factory=list)

    def begin(self, seen: _Seen) -> None:
        """Whose Odoo it is comes first: of another one nothing is kept."""
        self.store.write(lambda uow: _begin(uow, seen))
        for goods in parts(seen.products, ROWS):
            self.products |= self.store.write(lambda uow, goods=goods: uow.catalogue.keep_products(goods))  # type: ignore[misc]
        for lots in parts([lot for lot in seen.lots if lot.product in self.products], ROWS):
            self.lots |= self.store.write(lambda uow, lots=lots: uow.catalogue.keep_lots(lots))  # type: ignore[misc]

    def site(self, site: _Site) -> None:
        w = self.store.write(lambda uow: uow.catalogue.keep_warehouse(site.warehouse))
        places = self._places(w, site.locations)
        readable = [row for row in site.transfers if _readable(row, places, self.products, self.lots)]
        for rows in parts(readable, TRANSFERS):
            self.transfers += self.store.write(lambda uow, rows=rows: _keep_transfers(uow, w, rows))  # type: ignore[misc]
        for bins in parts(site.bins, ROWS):
            there = frozenset(bins)
            stock = [row for row in site.stock if row.location in there]
            self.store.write(lambda uow, bins=bins, stock=stock: uow.stock.keep(bins, stock))  # type: ignore[misc]
        self.unreadable += sorted({row.name for row in site.transfers} - {row.name for row in readable})
        self.locations += len(places)
        self.warehouses.append(w)

    def _places(self, w: int, locations: Sequence[OdooLocation]) -> dict[int, int]:
        """On the map of the warehouse; by their names where there is none."""
        named = [(location.code, location.barcode) for location in locations]
        hall, said = self.store.write(lambda uow: _map(uow, w))
        spots = spots_of(hall, said, named) if hall is not None else None
        codes = [code for code, _ in named]
        ranks = ranks_of(spots, codes) if spots is not None else route.walk_ranks(codes, self.pattern)
        places: dict[int, int] = {}
        for rows in parts(locations, ROWS):
            places |= self.store.write(lambda uow, rows=rows: uow.catalogue.keep_locations(w, rows, ranks, spots))  # type: ignore[misc]
        return places

    def pulled(self) -> Pulled:
        found = tuple(self.warehouses), self.locations, len(self.products), len(self.lots), self.transfers
        return Pulled(*found, tuple(self.unreadable))


def _begin(uow: UnitOfWork, seen: _Seen) -> None:
    uow.catalogue.source(seen.identity)
    uow.catalogue.keep_boxes(seen.boxes)


def _keep_transfers(uow: UnitOfWork, w: int, rows: Sequence[OdooTransfer]) -> int:
    """Held back in the same unit of work: nobody releases in between what the gate has not seen."""
    walked = uow.catalogue.on_waves([row.odoo_id for row in rows])
    kept = uow.catalogue.keep_transfers(w, [row for row in rows if row.odoo_id not in walked])
    hold_back_new(w, kept.values(), uow)
    hold_carriers(w, uow)
    return len(kept)


def parts(whole: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """One after the other, of `size` at most."""
    for start in range(0, len(whole), size):
        yield whole[start : start + size]


def _bins(transfers: Sequence[OdooTransfer]) -> list[int]:
    return sorted({line.location for row in transfers for line in row.lines})


def _map(uow: UnitOfWork, w: int) -> tuple[Hall | None, Cells]:
    hall = uow.catalogue.layouts.hall(w)
    return hall, uow.catalogue.layouts.said(w) if hall is not None else {}


def _readable(
    transfer: OdooTransfer, locations: dict[int, int], products: dict[int, int], lots: dict[int, int]
) -> bool:
    return all(
        line.location in locations and line.product in products and (line.lot is None or line.lot in lots)
        for line in transfer.lines
    )
