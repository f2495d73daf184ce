"""The Odoo port, in the words of the floor. Adapter and double carry the same names; import everything from here.

errors (what may go wrong), master (what is kept), transfers (what is on the way), shipping (its papers), returns (what
comes back), customers (who bought), cases (exceptions as Odoo shows them), facts (what Odoo this is), port (the calls),
readiness (is its data fit), history (how it was before),
office (the few that need more rights).
"""

from warehouse_app.service.ports.odoo.cases import Document, OdooCases, Photo, ToDo, ToDoNow
from warehouse_app.service.ports.odoo.customers import OdooCustomer, OdooCustomers
from warehouse_app.service.ports.odoo.errors import OdooDenied, OdooRefused, OdooUnknown, OdooUnreachable
from warehouse_app.service.ports.odoo.facts import BatchNow, Features, OpTypeNow, Survey
from warehouse_app.service.ports.odoo.history import OdooHistory, Past, PastPage
from warehouse_app.service.ports.odoo.mailing import Mail, OdooMailing
from warehouse_app.service.ports.odoo.master import (
    BinStock,
    OdooBox,
    OdooLocation,
    OdooLot,
    OdooMoveLine,
    OdooPicture,
    OdooProduct,
    OdooTransfer,
    OdooWarehouse,
    ShipTo,
)
from warehouse_app.service.ports.odoo.mending import Addressee, Measures, OdooMending, OfficeMending
from warehouse_app.service.ports.odoo.office import ADMIN_USES, OdooEmployee, OdooOffice
from warehouse_app.service.ports.odoo.papers import Hanging, OdooPapers
from warehouse_app.service.ports.odoo.port import Odoo, OdooBooks, OdooFloor, OdooTransfers
from warehouse_app.service.ports.odoo.readiness import (
    DataAddress,
    DataBin,
    DataBox,
    DataCarrier,
    DataGoods,
    DataLot,
    DataStock,
    MasterData,
    OdooReadiness,
)
from warehouse_app.service.ports.odoo.returns import OdooReturns, ReturnMade, ReturnPart, Shipped, ShippedLine
from warehouse_app.service.ports.odoo.shipping import OdooShipping, Paper
from warehouse_app.service.ports.odoo.transfers import (
    Claim,
    Close,
    Closed,
    ClosedStatus,
    CountDone,
    GoodsMoved,
    LineNow,
    MoveNow,
    QuantNow,
    Reconciled,
    ReconciledStatus,
    TransferNote,
    TransferNow,
    TransferState,
    WantedLine,
    WantedTransfer,
)

__all__ = [
    "ADMIN_USES",
    "Addressee",
    "BatchNow",
    "BinStock",
    "Claim",
    "Close",
    "Closed",
    "ClosedStatus",
    "CountDone",
    "DataAddress",
    "DataBin",
    "DataBox",
    "DataCarrier",
    "DataGoods",
    "DataLot",
    "DataStock",
    "Document",
    "Features",
    "GoodsMoved",
    "Hanging",
    "LineNow",
    "Mail",
    "MasterData",
    "Measures",
    "MoveNow",
    "Odoo",
    "OdooBooks",
    "OdooBox",
    "OdooCases",
    "OdooCustomer",
    "OdooCustomers",
    "OdooDenied",
    "OdooEmployee",
    "OdooFloor",
    "OdooHistory",
    "OdooLocation",
    "OdooLot",
    "OdooMailing",
    "OdooMending",
    "OdooMoveLine",
    "OdooOffice",
    "OdooPapers",
    "OdooPicture",
    "OdooProduct",
    "OdooReadiness",
    "OdooRefused",
    "OdooReturns",
    "OdooShipping",
    "OdooTransfer",
    "OdooTransfers",
    "OdooUnknown",
    "OdooUnreachable",
    "OdooWarehouse",
    "OfficeMending",
    "OpTypeNow",
    "Paper",
    "Past",
    "PastPage",
    "Photo",
    "QuantNow",
    "Reconciled",
    "ReconciledStatus",
    "ReturnMade",
    "ReturnPart",
    "ShipTo",
    "Shipped",
    "ShippedLine",
    "Survey",
    "ToDo",
    "ToDoNow",
    "TransferNote",
    "TransferNow",
    "TransferState",
    "WantedLine",
    "WantedTransfer",
]
