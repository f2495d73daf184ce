"""What leaves the house: parcels with their tracking numbers, and the trucks that took them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from warehouse_app.domain.trucks import OnTruck, Unconfirmed
from warehouse_app.service.ports.carrier_choice import CarrierChoices, CarrierViews
from warehouse_app.service.ports.carriers import Consignment


@dataclass(frozen=True, slots=True)
class Shipment:
    """A transfer that was packed. `state` is its own; `ends_at` are Odoo's ids of the documents its boxes leave with:

    its own, or with three steps of those that follow it (none before it is validated).
    """

    transfer: int
    w: int
    state: str
    ends_at: tuple[int, ...]
    boxes: tuple[tuple[int, Consignment], ...]


@dataclass(frozen=True, slots=True)
class Manifest:
    """A truck that left. `day` is the warehouse's (ISO); `behind`: parcels of its carrier that stayed; times ms UTC."""

    id: int
    number: str
    carrier: str
    day: str
    left_at: int
    cutoff_at: int | None
    behind: int
    driver: str | None
    person: str | None
    parcels: int


@dataclass(frozen=True, slots=True)
class ManifestParcel:
    """A line of a manifest."""

    number: str
    tracking: str
    order: str
    zip: str
    city: str
    country: str
    weight_g: int | None
    loaded_at: int | None


class ShipmentViews(CarrierViews, Protocol):
    """Reading it."""

    def manifests(self, w: int, day: str) -> Sequence[Manifest]:
        """Those of a day, the newest first."""
        ...

    def manifest(self, w: int, number: str) -> tuple[Manifest, Sequence[ManifestParcel]] | None: ...

    def on_trucks(self, w: int) -> Sequence[OnTruck]:
        """Every order that is still to leave, with the departure of its wave where it is on one."""
        ...

    def unconfirmed(self, w: int, since: int) -> Sequence[Unconfirmed]:
        """Trucks that left since then with orders that are not done in Odoo."""
        ...


class Shipments(ShipmentViews, CarrierChoices, Protocol):
    """Writing it."""

    def shipment(self, transfer: int) -> Shipment: ...
    def track(self, parcel: int, number: str) -> None: ...
    def waiting(self, w: int, carrier: str) -> Sequence[tuple[int, str, bool]]:
        """(parcel, number, whether it is loaded) of the closed parcels of the last day that are on no manifest."""
        ...

    def add_manifest(
        self, w: int, number: str, carrier: str, day: str, cutoff_at: int | None, behind: int, driver: str, person: int
    ) -> int:
        """A truck leaves now; its id."""
        ...

    def delay(self, w: int, carrier: str, day: str, minute: int) -> None:
        """The truck leaves at this minute on that day, and takes orders."""
        ...

    def close_truck(self, w: int, carrier: str, day: str) -> None:
        """It takes no more orders."""
        ...

    def move_clock(self, w: int, carrier: str, cutoff_at: int, to: int) -> int:
        """Waves of this truck (times ms UTC) that still have open orders get the other time; how many."""
        ...

    def move_waves(self, w: int, carrier: str, cutoff_at: int, to: str, to_at: int | None) -> int:
        """Waves of this truck all of whose open orders go with carrier `to` now are on its truck; how many."""
        ...

    def put_on(self, manifest: int, parcels: Collection[int]) -> None: ...
