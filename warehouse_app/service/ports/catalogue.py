"""The mirror of Odoo in the store, the app's own totes, reasons and cut-offs beside it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Protocol

from warehouse_app.domain.carts import FreeTransfer as FreeTransfer
from warehouse_app.domain.layout import Spot
from warehouse_app.domain.sheet import SheetFacts
from warehouse_app.service.ports.layouts import Layouts
from warehouse_app.service.ports.odoo import OdooBox, OdooLocation, OdooLot, OdooProduct, OdooTransfer, OdooWarehouse

Spots = Mapping[str, Spot]


class Catalogue(Protocol):
    """The mirror of Odoo's master data and open transfers, and the app's own totes, reasons and cut-offs.

    All `keep_*` are create-or-update by Odoo id and return our ids by Odoo id.
    """

    layouts: Layouts

    def source(self, identity: str) -> int:
        """Our id of this Odoo. Raises Refused `odoo.other_database` when the store belongs to another one."""
        ...

    def keep_warehouse(self, warehouse: OdooWarehouse) -> int:
        """With its operation types, and what is done by each: pick, pack, ship."""
        ...

    def keep_scan_options(self, options: Mapping[int, Mapping[str, bool | str]]) -> None:
        """Odoo's scan settings by operation type (Odoo's ids); types that are not ours are passed over."""
        ...

    def keep_locations(
        self, w: int, rows: Sequence[OdooLocation], ranks: Mapping[str, int], spots: Spots | None = None
    ) -> dict[int, int]:
        """Ranks by name, and places on the map of those that have one."""
        ...

    def keep_products(self, rows: Sequence[OdooProduct]) -> dict[int, int]: ...
    def keep_lots(self, rows: Sequence[OdooLot]) -> dict[int, int]: ...
    def known_products(self, odoo_ids: Collection[int]) -> set[int]:
        """Those of them (Odoo's ids) that are here."""
        ...

    def keep_boxes(self, rows: Sequence[OdooBox]) -> None:
        """What goods are sent in; the rest of what we have is no longer offered."""
        ...

    def keep_transfers(self, w: int, rows: Sequence[OdooTransfer]) -> dict[int, int]: ...
    def on_waves(self, odoo_ids: Collection[int]) -> set[int]:
        """Those transfers (Odoo's ids) that are on a wave: somebody walks by their lines."""
        ...

    def keep_totes(self, w: int, codes: Sequence[str]) -> None: ...
    def keep_cutoff(self, w: int, carrier: str, weekday: int, minute: int) -> None:
        """A carrier's truck leaves on `weekday` (0 = Monday) at `minute` of the warehouse's day."""
        ...

    def keep_reason(self, code: str, version: int, body: Mapping[str, Any]) -> None: ...
    def free_transfers(self, w: int, of: Collection[int] | None = None) -> list[FreeTransfer]:
        """First documents of orders nobody holds, in no wave, with open lines; with `of` those of these transfers."""
        ...

    def free_totes(self, w: int, count: int) -> list[int]: ...
    def add_wave(
        self,
        w: int,
        number: str,
        transfers: Sequence[tuple[int, int | None]],
        carrier: str | None,
        cutoff_at: int | None,
        assigned: int | None = None,
    ) -> int:
        """A released wave of (transfer, tote or none) in slots 1..n; numbers the stops by walk rank. Returns its id.

        `assigned` is the one picker who may take it.
        """
        ...

    def expect(self, wave: int, factor: float) -> None:
        """By which pace of the floor it is forecast: so much longer than expected walks take now."""
        ...

    def sheet_facts(self, wave: int) -> SheetFacts: ...
