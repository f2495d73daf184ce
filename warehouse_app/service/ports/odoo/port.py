"""The calls of the Odoo port.

Ids are Odoo's. Quantities are integer thousandths of the product's base unit, times ms UTC. Every call may raise
OdooRefused, OdooUnreachable (OdooDenied) and OdooUnknown; a call that only reads may simply be made again after any
of the latter two.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from warehouse_app.service.ports.odoo.cases import OdooCases
from warehouse_app.service.ports.odoo.customers import OdooCustomers
from warehouse_app.service.ports.odoo.facts import Features, Survey
from warehouse_app.service.ports.odoo.gate import OdooGate
from warehouse_app.service.ports.odoo.history import OdooHistory
from warehouse_app.service.ports.odoo.mailing import OdooMailing
from warehouse_app.service.ports.odoo.master import (
    BinStock,
    OdooBox,
    OdooLocation,
    OdooLot,
    OdooPicture,
    OdooProduct,
    OdooTransfer,
    OdooWarehouse,
)
from warehouse_app.service.ports.odoo.mending import OdooMending
from warehouse_app.service.ports.odoo.papers import OdooPapers
from warehouse_app.service.ports.odoo.readiness import OdooReadiness
from warehouse_app.service.ports.odoo.returns import OdooReturns
from warehouse_app.service.ports.odoo.shipping import OdooShipping
from warehouse_app.service.ports.odoo.transfers import (
    Claim,
    Close,
    Closed,
    CountDone,
    GoodsMoved,
    OdooBatch,
    QuantNow,
    Reconciled,
    TransferNote,
    TransferNow,
    WantedTransfer,
)


class OdooBooks(Protocol):
    """Reading what Odoo keeps."""

    def identity(self) -> str:
        """Which Odoo this is: URL and database uuid."""
        ...

    def features(self) -> Features: ...
    def survey(self) -> Survey: ...
    def clock(self) -> int:
        """The time at Odoo, ms UTC, to the second; what its change times are compared with."""
        ...

    def authenticate(self, login: str, password: str) -> int | None:
        """The Odoo user id when login and password are right and the user is active, else None."""
        ...

    def warehouses(self) -> Sequence[OdooWarehouse]: ...
    def locations(self, warehouse: int) -> Sequence[OdooLocation]:
        """The places of the stock, and those that goods pass on their way out."""
        ...

    def products(self) -> Sequence[OdooProduct]: ...
    def lots(self) -> Sequence[OdooLot]:
        """Those that lie in a place of ours or were made lately."""
        ...

    def read_lots(self, ids: Sequence[int]) -> Sequence[OdooLot]:
        """Just these, as far as they are there."""
        ...

    def bin_stock(self, locations: Sequence[int]) -> Sequence[BinStock]:
        """What lies in these places, goods of other owners left out: a call for each 500 of them."""
        ...

    def boxes(self) -> Sequence[OdooBox]: ...
    def pictures(self, known: Mapping[int, str]) -> Mapping[int, OdooPicture]:
        """Small pictures of these goods, of those only whose mark is another than the one given with them."""
        ...


class OdooTransfers(Protocol):
    """Reading what is on the way. A warehouse's transfers are those of its delivery chain: pick, pack, ship."""

    def open_transfers(self, warehouse: int, ids: Sequence[int] | None = None) -> Sequence[OdooTransfer]:
        """Transfers of the chain with something reserved, oldest deadline first; `op_type` says which step each is.

        With `ids` those of these. However many there are: a call for each 250, for each has a deadline.
        """
        ...

    def open_transfer_ids(self, warehouse: int) -> Sequence[int]:
        """The ids of all transfers of the chain that are neither draft nor ended. What is missing here has ended."""
        ...

    def changed_transfers(self, warehouse: int, since_ms: int) -> Sequence[int]:
        """Transfers of the chain that changed at or after `since_ms`, themselves or in their moves or lines.

        A change becomes visible when its transaction ends but carries the time it began (T15): the caller looks
        back 60 s further than it last did. Deleted lines show as a change of their move; deleted transfers do not show.
        """
        ...

    def read_transfers(self, ids: Sequence[int]) -> Sequence[TransferNow]:
        """The transfers as they are now, in at most 2 calls however many; one that is gone is left out."""
        ...

    def batches(self, ids: Sequence[int]) -> Sequence[OdooBatch]:
        """Those of these batches that are there, whoever made them."""
        ...

    def quant(self, product: int, location: int, lot: int | None) -> QuantNow:
        """The loose goods of one bin (in no package, of no other owner); all 0 where Odoo has no record."""
        ...

    def unit_cost(self, product: int) -> int:
        """What one base unit costs in hundredths of the company's money; 0 where nobody has said."""
        ...

    def list_price(self, product: int) -> tuple[int, str] | None:
        """What Odoo sells one base unit for, in hundredths, and the currency; None where there is no such product."""
        ...

    def find_count(self, product: int, token: str) -> CountDone | None:
        """The trace of a count of this product that was sent with `token`; None when it was not executed (yet)."""
        ...


class OdooFloor(Protocol):
    """Telling Odoo what the floor did. Repeatable (look by token or read, diff, write) except `count`."""

    def claim_wave(self, token: str, name: str, op_type: int, transfers: Sequence[int], note: str) -> Claim:
        """One running batch for the wave; the transfers join it. Repeated: the same batch, late transfers join.

        `name` and `note` become its description. A transfer in another running batch is not taken out of it.

        Raises:
            OdooRefused: no transfer could join, and no batch was made; or they are of another operation type.
        """
        ...

    def reconcile(self, wanted: Sequence[WantedTransfer]) -> Sequence[Reconciled]:
        """Makes the transfers look as wanted: one read, one joint write of all that differs, one read-back.

        One answer per wanted transfer, in that order. A refused joint write is halved until the bad transfer
        stands alone. OdooUnknown says that any part of it may have been written: keep what was sent in `written`.
        """
        ...

    def reserve(self, transfers: Sequence[int]) -> None:
        """Asks Odoo to reserve what these still lack. What has ended is passed over; repeatable.

        Odoo does it by itself when an order is confirmed and for a backorder, not when a count finds more, nor for
        a move that somebody has picked for (T7).
        """
        ...

    def validate(self, closes: Sequence[Close]) -> Sequence[Closed]:
        """The guarded close: reads again, validates those that hold the guard, in one call, and reads what came of it.

        One answer per close, in that order. Repeated: `already`, with the same backorder.
        """
        ...

    def count(self, product: int, location: int, lot: int | None, counted_m: int, token: str) -> None:
        """Sets the bin's loose goods to `counted_m` (see QuantNow), once, traceable by `token`.

        Fewer than reserved: unpicked lines lose their goods, the latest wanted first, and get others where there
        are any. NOT repeatable: what leaves the bin between two of them comes back. After OdooUnknown: `find_count`,
        and when it finds nothing, a count again of what the bin has THEN plus the difference that was meant. A count
        of exactly what Odoo has changes nothing and leaves no trace; there is no need to send it.
        """
        ...

    def move_goods(
        self, token: str, warehouse: int, product: int, lot: int | None, qty_m: int, source: int, target: int, note: str
    ) -> GoodsMoved:
        """Loose goods from one place of the warehouse to another: one internal transfer, done at once, once per token.

        `note` becomes its source document. `lot` None: goods that have none.

        Raises:
            OdooRefused: not so much lies there that nobody has reserved, or somebody cancelled the transfer.
        """
        ...

    def post_notes(self, notes: Sequence[TransferNote]) -> None:
        """Notes in the histories of transfers, each once per token, all of them or none."""
        ...

    def create_package(self, token: str, name: str, package_type: int | None, weight_g: int | None) -> int:
        """A box, once per token; repeated, it takes the new name, type and weight. Its Odoo id."""
        ...


class Odoo(
    OdooBooks,
    OdooTransfers,
    OdooFloor,
    OdooPapers,
    OdooShipping,
    OdooReturns,
    OdooCases,
    OdooMending,
    OdooGate,
    OdooCustomers,
    OdooMailing,
    OdooReadiness,
    OdooHistory,
    Protocol,
):
    """The Odoo port, in our words. Each later feature adds its calls to this one port."""
