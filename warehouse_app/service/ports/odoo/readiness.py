"""What is read of Odoo, gently and at night, to say whether its data is fit to run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from warehouse_app.domain.readiness import Address as DataAddress
from warehouse_app.domain.readiness import Bin as DataBin
from warehouse_app.domain.readiness import Box as DataBox
from warehouse_app.domain.readiness import Carrier as DataCarrier
from warehouse_app.domain.readiness import DatedLot as DataLot
from warehouse_app.domain.readiness import Goods as DataGoods
from warehouse_app.domain.readiness import MasterData
from warehouse_app.domain.readiness import Stock as DataStock

__all__ = [
    "DataAddress",
    "DataBin",
    "DataBox",
    "DataCarrier",
    "DataGoods",
    "DataLot",
    "DataStock",
    "MasterData",
    "OdooReadiness",
]


class OdooReadiness(Protocol):
    """Part of the port. It only reads."""

    def master_data(self, warehouse: int, days: int) -> MasterData:
        """What left the warehouse in so many days or is to leave, its places, stock, open orders: some 15 calls.

        A group that this user may not read, or whose module is missing, is None.
        """
        ...

    def name_records(self, model: str, ids: Sequence[int]) -> None:
        """Gives those of these records an External ID that have none, as Odoo's own export does."""
        ...

    def external_names(self, model: str, ids: Sequence[int]) -> Mapping[int, str]:
        """The External ID of each of these records of Odoo's `model`; "" where it has none. One call."""
        ...
