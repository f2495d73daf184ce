"""Is the data fit to run: pure rules from what Odoo keeps to what is missing in it, who mends it and how.

facts      what is read of Odoo, once a night
kinds      what may be wrong, whose it is, and how it is brought right
addresses  what an address needs, by country
rules      facts in, gaps out, each with a key that is the same every night
"""

from warehouse_app.domain.readiness.facts import Address, Bin, Box, Carrier, DatedLot, Goods, MasterData, Stock
from warehouse_app.domain.readiness.kinds import KINDS, Kind
from warehouse_app.domain.readiness.rules import Count, Gap, Own, Report, report

__all__ = [
    "KINDS",
    "Address",
    "Bin",
    "Box",
    "Carrier",
    "Count",
    "DatedLot",
    "Gap",
    "Goods",
    "Kind",
    "MasterData",
    "Own",
    "Report",
    "Stock",
    "report",
]
