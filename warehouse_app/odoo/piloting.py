"""The Odoo port of a pilot: the floor sees the transfers the pilot is about, and so writes to no others."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from warehouse_app.odoo.gateway import Gateway
from warehouse_app.odoo.session import Session
from warehouse_app.service.ports.odoo import Odoo, OdooTransfer


@dataclass(frozen=True, slots=True)
class Pilot:
    """What is worked with the app; an empty part says nothing.

    `types` are operation types by name or Odoo's id, `carriers` names, `zones` beginnings of the codes of bins. A
    transfer has to fit each part that is given. Upper and lower case are one.
    """

    types: tuple[str, ...] = ()
    carriers: tuple[str, ...] = ()
    zones: tuple[str, ...] = ()

    def takes(self, transfer: OdooTransfer, op_type: str, bins: Sequence[str], is_first: bool) -> bool:
        """Whether it is the pilot's: `op_type` is its type's name, `bins` are the codes of all places it takes from.

        Zones are asked of the first step of a delivery alone: what follows takes its goods from where that put them.
        """
        by_type = not self.types or _in(op_type, self.types) or str(transfer.op_type) in self.types
        by_carrier = not self.carriers or _in(transfer.carrier or "", self.carriers)
        by_zone = not self.zones or not is_first or all(_begins(code, self.zones) for code in bins)
        return by_type and by_carrier and by_zone


class Piloting:
    """Usable from any thread. Everything but the list of transfers is asked of Odoo as ever."""

    session: Session  # of the port behind it; it says which Odoo this is

    def __init__(self, odoo: Odoo, pilot: Pilot) -> None:
        self._odoo, self._pilot = odoo, pilot
        if isinstance(odoo, Gateway):
            self.session = odoo.session
        self._mind = threading.Lock()
        self._types: dict[int, str] = {}
        self._bins: dict[int, str] = {}
        self._others: set[int] = set()

    def __getattr__(self, name: str) -> Callable[..., Any]:
        method: Callable[..., Any] = getattr(self._odoo, name)
        return method

    def open_transfers(self, warehouse: int, ids: Sequence[int] | None = None) -> Sequence[OdooTransfer]:
        found = self._odoo.open_transfers(warehouse, ids)
        first = {one.chain[0] for one in self._odoo.warehouses() if one.chain}
        with self._mind:
            self._look_up(warehouse, found)
            ours = [one for one in found if self._takes(one, one.op_type in first or not first)]
            self._others |= {one.odoo_id for one in found}
            self._others -= {one.odoo_id for one in ours}
        return ours

    def open_transfer_ids(self, warehouse: int) -> Sequence[int]:
        """Without those known to be somebody else's; one that changes is looked at again."""
        found = self._odoo.open_transfer_ids(warehouse)
        with self._mind:
            self._others &= set(found)
            return [id_ for id_ in found if id_ not in self._others]

    def _takes(self, transfer: OdooTransfer, is_first: bool) -> bool:
        bins = [self._bins.get(line.location, "") for line in transfer.lines]
        return self._pilot.takes(transfer, self._types.get(transfer.op_type, ""), bins, is_first)

    def _look_up(self, warehouse: int, found: Sequence[OdooTransfer]) -> None:
        """Names of types and bins, asked where one is new."""
        if self._pilot.types and any(one.op_type not in self._types for one in found):
            self._types = {one.odoo_id: one.name for one in self._odoo.survey().op_types}
        if self._pilot.zones and any(line.location not in self._bins for one in found for line in one.lines):
            self._bins |= {one.odoo_id: one.code for one in self._odoo.locations(warehouse)}


def _in(name: str, names: Sequence[str]) -> bool:
    return name.casefold() in {one.casefold() for one in names}


def _begins(code: str, zones: Sequence[str]) -> bool:
    return any(code.casefold().startswith(zone.casefold()) for zone in zones)
