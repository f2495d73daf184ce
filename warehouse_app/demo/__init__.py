"""A warehouse to try without Odoo: the double of the Odoo port, filled with a believable shop."""

from warehouse_app.demo.disposing import return_places
from warehouse_app.demo.flaky import Flaky
from warehouse_app.demo.office import Office
from warehouse_app.demo.packed import pack_some
from warehouse_app.demo.people import SLOTS
from warehouse_app.demo.seed import DemoShop, demo_shop, open_odoo, shipped_orders

__all__ = [
    "SLOTS",
    "DemoShop",
    "Flaky",
    "Office",
    "demo_shop",
    "open_odoo",
    "pack_some",
    "return_places",
    "shipped_orders",
]
