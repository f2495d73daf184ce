"""What the demo's goods are sent in. The barcode stands on the shelf above the bench, one card for each."""

from __future__ import annotations

from warehouse_app.service.ports.odoo import OdooBox

CARTONS = (
    OdooBox(0, "Carton S", "BOX-S", (250, 175, 100), 90, 5_000),
    OdooBox(0, "Carton M", "BOX-M", (300, 215, 140), 160, 10_000),
    OdooBox(0, "Carton L", "BOX-L", (430, 305, 220), 320, 20_000),
    OdooBox(0, "Carton XL", "BOX-XL", (590, 390, 390), 700, 30_000),
    OdooBox(0, "Padded bag", "BOX-BAG", (350, 250, 40), 35, 2_000),
)
