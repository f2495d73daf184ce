"""The demo shop's bins and what the book says lies in them, told to Odoo."""

from tests.tools.odoo.catalogue import Ids
from tests.tools.odoo.rpc import Client
from warehouse_app.demo.books import Books
from warehouse_app.demo.records import Site


def add_bins(odoo: Client, books: Books, site: Site) -> Ids:
    """The places below the warehouse's stock, with their barcodes; parents before their children."""
    root = odoo.call("stock.warehouse", "search_read", [("code", "=", site.code)], ["lot_stock_id"])[0]["lot_stock_id"]
    made = {site.stock: int(root[0])}
    below = [books.locations[id_] for id_ in books.within(site.stock) if id_ != site.stock]
    while below:
        ready = [place for place in below if place.parent in made]
        rows = [
            {"name": p.name, "barcode": p.barcode or False, "usage": p.usage, "location_id": made[p.parent or 0]}
            for p in ready
        ]
        made |= zip((place.id for place in ready), odoo.make("stock.location", rows), strict=True)
        below = [place for place in below if place not in ready]
    return made


def fill_bins(odoo: Client, books: Books, places: Ids, products: Ids, lots: Ids) -> int:
    """Counts into the bins, oldest goods first, so that first in first out chooses as the double does."""
    here = (quant for quant in books.stock if quant.quantity_m and quant.location in places)
    quants = sorted(here, key=lambda quant: (quant.arrived, quant.id))
    rows = [
        {
            "product_id": products[quant.product],
            "location_id": places[quant.location],
            "lot_id": lots[quant.lot] if quant.lot else False,
            "inventory_quantity": quant.quantity_m / 1000,
        }
        for quant in quants
    ]
    counted = odoo.make("stock.quant", rows, inventory_mode=True)
    context = {"inventory_mode": True, "inventory_name": "The demo shop moves in"}
    odoo.call("stock.quant", "action_apply_inventory", counted, context=context)  # once: a second call counts zero
    return len(rows)
