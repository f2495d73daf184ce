"""Booking a parcel with who carries it: a tracking number and a label. One small call; each carrier is one adapter."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from warehouse_app.service.ports.packing import ParcelLabel


class CarrierAway(Exception):
    """The carrier does not answer now; nothing was booked, or it is found again by its token."""


class CarrierRefused(Exception):
    """The carrier will not have the parcel so; its words say why."""


@dataclass(frozen=True, slots=True)
class Consignment:
    """A closed box to be carried. `token` is its own for ever: whoever books it finds it again by that."""

    token: str
    parcel: ParcelLabel


@dataclass(frozen=True, slots=True)
class Booked:
    """What the carrier calls it, and the label as PDF. No `tracking`: Odoo books it, and has its number by itself."""

    tracking: str
    label: bytes = field(repr=False)


class Connector(Protocol):
    """One carrier, or all that a broker has."""

    def book(self, consignment: Consignment) -> Booked:
        """Once per token: asked again it is the same number and label.

        Raises:
            CarrierAway, CarrierRefused.
        """
        ...
