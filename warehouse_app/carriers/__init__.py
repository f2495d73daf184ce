"""Who carries the parcels: one file for each connector, and which one a carrier's name leads to."""

from __future__ import annotations

from collections.abc import Mapping

from warehouse_app.carriers.odoos import OdoosOwn
from warehouse_app.carriers.own import OwnLabel
from warehouse_app.service.ports.carriers import Booked, Connector, Consignment

__all__ = ["Carriers", "OdoosOwn", "OwnLabel"]


class Carriers:
    """Itself a connector: asks the one that the parcel's carrier has, or else `other`."""

    def __init__(self, other: Connector, by_name: Mapping[str, Connector] | None = None) -> None:
        self._other = other
        self._by_name = {name.casefold(): connector for name, connector in (by_name or {}).items()}

    def book(self, consignment: Consignment) -> Booked:
        """As the port has it."""
        return self._by_name.get((consignment.parcel.carrier or "").casefold(), self._other).book(consignment)
