"""Carriers that the floor chose, and what its rules look at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from warehouse_app.domain.carrier_rules import CarrierFacts


class CarrierViews(Protocol):
    """Part of `ShipmentViews`."""

    def carrier_facts(self, transfer: int) -> CarrierFacts: ...
    def has_parcels(self, transfer: int) -> bool:
        """Whether something of it is in a box: its carrier stays then."""
        ...

    def carriers(self, w: int, rules: Mapping[str, Mapping[str, Any]]) -> Sequence[str]:
        """All names known: of rules, of trucks, of open transfers."""
        ...


class CarrierChoices(Protocol):
    """Part of `Shipments`."""

    def choose_carrier(self, transfer: int, carrier: str, why: str) -> None:
        """It holds from now on, and is to be told."""
        ...

    def chosen_carrier(self, transfer: int) -> str | None: ...
    def carrier_told(self, transfer: int) -> None:
        """Odoo has it, and owns it again."""
        ...

    def keep_chosen(self, w: int) -> Sequence[int]:
        """Open transfers that go with the chosen carrier again though Odoo said otherwise, and are to be told so.

        A choice that somebody overruled in Odoo after it was told there is forgotten.
        """
        ...
