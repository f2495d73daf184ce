"""What lies in the bins somebody will be sent to is read from Odoo and kept: in one call, seldom two.

A handheld names another lot, and knows the package it scans, from that: also where there is no network.
"""

from __future__ import annotations

from collections.abc import Sequence

from warehouse_app.service.holding import Holding
from warehouse_app.service.ports.odoo import BinStock, Odoo, OdooLot
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.refills import ask_refills
from warehouse_app.service.waiting import offer_waiting

BINS = 500  # in one go; the rest comes the next time


def pull_bins(holding: Holding, odoo: Odoo, w: int) -> int:
    """Looks into the bins that are due; how many.

    Raises:
        OdooUnreachable, OdooUnknown, OdooRefused: nothing was kept, the same bins come next.
        LeaseLost: somebody else pulls now.
    """
    bins = holding.write(lambda uow: uow.stock.bins(w, BINS))
    if not bins:
        return 0
    rows = odoo.bin_stock(bins)
    new = holding.write(lambda uow: uow.stock.unknown_lots(rows))
    lots = odoo.read_lots(new) if new else []
    holding.write(lambda uow: keep_bins(uow, bins, rows, lots))
    holding.write(lambda uow: offer_waiting(w, uow))
    holding.write(lambda uow: ask_refills(w, uow))
    return len(bins)


def keep_bins(uow: UnitOfWork, bins: Sequence[int], rows: Sequence[BinStock], lots: Sequence[OdooLot] = ()) -> None:
    """A lot of goods that are not known here waits for the goods."""
    known = uow.catalogue.known_products({lot.product for lot in lots})
    uow.catalogue.keep_lots([lot for lot in lots if lot.product in known])
    uow.stock.keep(bins, rows)
