"""Pull: what Odoo knows becomes the mirror in the store. All of Odoo is read first, then written in one go.

Twice the same Odoo gives the same rows. A transfer on a wave is left alone: somebody walks by its sheet, and what
changes on it is settled line by line (`pull_changes`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from warehouse_app.domain import route
from warehouse_app.domain.layout.placing import ranks_of, spots_of
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
    return store.write(lambda uow: _keep(uow, seen, pattern))


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


def _keep(uow: UnitOfWork, seen: _Seen, pattern: str) -> Pulled:
    keep = uow.catalogue
    keep.source(seen.identity)
    products = keep.keep_products(seen.products)
    keep.keep_boxes(seen.boxes)
    lots = keep.keep_lots([lot for lot in seen.lots if lot.product in products])
    warehouses, locations, transfers, unreadable = [], 0, 0, []
    for site in seen.sites:
        w = keep.keep_warehouse(site.warehouse)
        places = _keep_locations(uow, w, site, pattern)
        readable = [row for row in site.transfers if _readable(row, places, products, lots)]
        walked = keep.on_waves([row.odoo_id for row in readable])
        transfers += len(keep.keep_transfers(w, [row for row in readable if row.odoo_id not in walked]))
        unreadable += sorted({row.name for row in site.transfers} - {row.name for row in readable})
        hold_back_new(w, uow)
        hold_carriers(w, uow)
        locations += len(places)
        uow.stock.keep(site.bins, site.stock)
        warehouses.append(w)
    keep.keep_scan_options(seen.scan_options)
    return Pulled(tuple(warehouses), locations, len(products), len(lots), transfers, tuple(unreadable))


def _bins(transfers: Sequence[OdooTransfer]) -> list[int]:
    return sorted({line.location for row in transfers for line in row.lines})


def _keep_locations(uow: UnitOfWork, w: int, site: _Site, pattern: str) -> dict[int, int]:
    """On the map of the warehouse; by their names where there is none."""
    names = [(location.code, location.barcode) for location in site.locations]
    hall = uow.catalogue.layouts.hall(w)
    if hall is None:
        return uow.catalogue.keep_locations(w, site.locations, route.walk_ranks((code for code, _ in names), pattern))
    spots = spots_of(hall, uow.catalogue.layouts.said(w), names)
    return uow.catalogue.keep_locations(w, site.locations, ranks_of(spots, (code for code, _ in names)), spots)


def _readable(
    transfer: OdooTransfer, locations: dict[int, int], products: dict[int, int], lots: dict[int, int]
) -> bool:
    return all(
        line.location in locations and line.product in products and (line.lot is None or line.lot in lots)
        for line in transfer.lines
    )
