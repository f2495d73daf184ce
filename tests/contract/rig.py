"""What a contract case may do to an Odoo besides using the port: an administrator's set-up, and raw reading.

Pieces here are whole pieces; the port speaks thousandths. A rig is made for one warehouse with some delivery steps,
and what cases create must not be in each other's way: on a real Odoo they share a database.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar
from uuid import uuid4

from tests.contract.cases_there import CasesThere
from tests.contract.returns_there import ReturnsThere
from warehouse_app.service.ports.odoo import (
    Close,
    Odoo,
    OdooOffice,
    OdooTransfer,
    OdooUnknown,
    OdooUnreachable,
    WantedLine,
    WantedTransfer,
)

DAY = 86_400_000
T = TypeVar("T")


@dataclass(frozen=True)
class Address:
    """Where an order goes; None where the customer left the field empty."""

    street: str | None = "Lindenweg 3"
    zip: str | None = "20095"
    city: str | None = "Hamburg"


class Rig(Protocol):
    """One Odoo under test."""

    @property
    def odoo(self) -> Odoo: ...
    @property
    def office(self) -> OdooOffice:
        """The calls that need more rights, as a user who has them."""
        ...

    @property
    def master(self) -> OdooOffice:
        """The same as a user who may do everything there."""
        ...

    @property
    def warehouse(self) -> int:
        """The Odoo id of the warehouse that the set-up below is about."""
        ...

    @property
    def now(self) -> int:
        """The time at this Odoo, ms UTC."""
        ...

    def describe(self, product: int, tag: str, category: str, volume_ml: int) -> None:
        """Gives the product a tag, a category of its own, and its volume."""
        ...

    def kit(self, name: str, parts: Mapping[int, int]) -> int:
        """Adds a product that is sent as so many pieces of others: a phantom bill of material."""
        ...

    def photograph(self, product: int, body: bytes) -> None:
        """Gives the product this picture."""
        ...

    def bin(self, name: str) -> int:
        """Adds a bin to the warehouse's stock; its name is its barcode too, where no other place has that one."""
        ...

    def product(
        self, name: str, tracking: str = "none", expires: bool = False, codes: Mapping[str, int] | None = None
    ) -> int:
        """Adds a product; `codes` are barcodes with the pieces they stand for. With `expires` it goes out FEFO."""
        ...

    def costs(self, product: int, cost: int) -> None:
        """What a piece of it costs, in hundredths of the money."""
        ...

    def sells(self, product: int, price: int) -> None:
        """What a piece of it is sold for, in hundredths of the money."""
        ...

    def lot(self, product: int, name: str, days_left: int | None = None) -> int: ...
    def put(
        self,
        product: int,
        location: int,
        pieces: int,
        lot: int | None = None,
        days_ago: int = 1,
        package: int | None = None,
    ) -> None:
        """Goods arrived so many days ago, loose or in a package."""
        ...

    def package(self, name: str) -> int:
        """Adds an empty package that goods may stand in."""
        ...

    def order(
        self,
        rows: Mapping[int, int],
        *,
        all_at_once: bool = False,
        deadline: int | None = None,
        carrier: str | None = None,
        address: Address | None = None,
        team: str | None = None,
        price: int | None = None,
    ) -> str:
        """Confirms an order of pieces by product; returns its name. `price` of a piece is in whole units, untaxed."""
        ...

    def box(self, name: str, barcode: str, size_mm: tuple[int, int, int], weight_g: int, max_g: int) -> None:
        """Adds a kind of box to send goods in."""
        ...

    def user(self, login: str, password: str, active: bool = True) -> int: ...
    def employee(self, name: str, badge: str | None, pin: str | None, job: str, user: int | None) -> None: ...
    def set_out(self, *, auto_batch: bool, backorder: str) -> int:
        """Sets up the warehouse's last operation type so; its id."""
        ...

    def losing(self) -> Odoo:
        """The same Odoo over a line on which every call that changes something loses its answer, the first time."""
        ...

    def losing_office(self) -> OdooOffice:
        """The same for the calls that need more rights."""
        ...

    # What other people do in Odoo's own screens.

    def someone_invoices(self, order: str, policy: str = "order") -> None:
        """Invoices what was ordered or, with the policy `delivery`, what was delivered, and posts that."""
        ...

    def someone_prints(self, order: str, name: str, body: bytes, field: str | None = None) -> None:
        """Odoo makes the PDF of the order's invoice and keeps it, beside it or in a field of its own."""
        ...

    def someone_pays(self, order: str, part: float = 1.0) -> None:
        """The customer pays this part of the order's invoice."""
        ...

    def someone_posts(self, credit: int) -> None:
        """Posts a credit note."""
        ...

    def someone_drops(self, credit: int) -> None:
        """Cancels the draft of a credit note."""
        ...

    def someone_picks(self, transfer: int, pieces: int) -> None:
        """Writes `pieces` as picked into the transfer's first line."""
        ...

    def someone_unreserves(self, transfer: int) -> None: ...
    def someone_cancels(self, transfer: int) -> None: ...
    def someone_writes_down(self, order: int, email: str | None, lang: str) -> None:
        """The customer of a sales order (its id) has this address and speaks this language."""
        ...

    def someone_validates(self, transfer: int) -> None:
        """Presses Validate as it is, and takes the backorder when Odoo asks."""
        ...

    # Reading what Odoo has, not through the port.

    def raw_lines(self, transfer: int) -> list[tuple[int, int, bool, int | None]]:
        """`stock.move.line` (location, pieces, picked, result package), without empty unpicked ones, sorted."""
        ...

    def raw_goods(self, transfer: int) -> list[tuple[int | None, int | None, int, bool]]:
        """`stock.move.line` (lot, package it is taken from, pieces, picked), without empty unpicked ones, sorted."""
        ...

    def raw_transfer(self, transfer: int) -> tuple[str, int | None]:
        """`stock.picking` (state, batch)."""
        ...

    def raw_on_hand(self, product: int, location: int) -> int:
        """`stock.quant.quantity` in pieces, everything there is of the product in the place."""
        ...

    def raw_shipped(self, order: str) -> int:
        """Pieces of the order that are done in a transfer to the customer."""
        ...

    def raw_credits(self, order: str) -> list[tuple[str, int, int]]:
        """The credit notes of the order: (state, cents, pieces of its lines), oldest first."""
        ...

    def raw_prices(self, order: str, product: int) -> list[int]:
        """What a piece costs on each of the order's lines of the product, in hundredths, untaxed."""
        ...

    def raw_receipts(self, delivery: int) -> list[tuple[str, int]]:
        """The receipts for what comes back from a delivery: (state, pieces done or waited for), oldest first."""
        ...

    def raw_delivered(self, order: str) -> int:
        """Pieces of the order that the customer has, as Odoo reckons it."""
        ...

    def returns_place(self) -> int:
        """Where the warehouse's goods go that come back."""
        ...

    def raw_moved(self, product: int, source: int, target: int) -> list[int]:
        """The pieces of each transfer within the warehouse, from one place to the other, that is not cancelled."""
        ...

    def raw_batches(self, description: str) -> list[str]:
        """The states of all batches with this in their description."""
        ...

    def raw_notes(self, transfer: int, text: str) -> int:
        """How many notes on the transfer hold this text."""
        ...

    @property
    def there(self) -> CasesThere:
        """What there is of exceptions."""
        ...

    @property
    def back(self) -> ReturnsThere:
        """Where goods go that came back."""
        ...

    def raw_letters(self, order: int) -> list[tuple[str, str, int]]:
        """What the customer of a sales order was written, oldest first: (subject, text, to how many)."""

    def raw_enclosed(self, order: int) -> list[tuple[str, bytes]]:
        """What went with the letters about a sales order: (name, PDF)."""
        ...

    def colleague(self, has_address: bool = True) -> int:
        """Adds somebody who signs in to Odoo."""
        ...

    def raw_mails(self, user: int) -> list[int | None]:
        """The transfers that mails to this user are about, sent or waiting to be; None: about none."""
        ...

    def raw_packages(self, name: str) -> list[int]:
        """The weights, in grams, of all boxes of this name."""
        ...

    def raw_tracking(self, transfer: int) -> str:
        """`stock.picking.carrier_tracking_ref`."""
        ...

    def someone_books(self, transfer: int, number: str) -> None:
        """Writes a carrier's own tracking number."""
        ...

    def raw_picking_states(self, order: str) -> list[str]:
        """`stock.picking.state` of the order's transfers, as Odoo has it."""
        ...

    def raw_move_states(self, order: str) -> list[str]:
        """`stock.move.state` of the order's first transfer, as Odoo has it."""
        ...

    def raw_reserved(self, product: int, location: int) -> int:
        """`stock.quant.reserved_quantity` of the product in the bin, in pieces."""
        ...


def open_transfer(rig: Rig, order: str) -> OdooTransfer | None:
    """The transfer of the order, when it is ready to be worked."""
    rows = [row for row in rig.odoo.open_transfers(rig.warehouse) if row.order == order]
    assert len(rows) <= 1
    return rows[0] if rows else None


def reserved(transfer: OdooTransfer | None) -> list[tuple[int, int | None, int]]:
    """What a transfer reserves: (location, lot, thousandths), in the order of its lines."""
    assert transfer is not None
    return [(line.location, line.lot, line.quantity_m) for line in transfer.lines]


def opened(rig: Rig, order: str) -> OdooTransfer:
    """The transfer of an order that must be ready to be worked."""
    transfer = open_transfer(rig, order)
    assert transfer is not None
    return transfer


def stocked(rig: Rig, pieces: int = 10, name: str = "Mug") -> tuple[int, int]:
    """A product, and a bin with so many pieces of it."""
    product, shelf = rig.product(name), rig.bin("A-01-1")
    rig.put(product, shelf, pieces)
    return product, shelf


def close(transfer: OdooTransfer, demand: int, pieces: int | None = None, *, backorder: bool = True) -> Close:
    """Closing a transfer of one move: so many pieces were ordered, and so many picked (all of them, if not said)."""
    move = transfer.lines[0].move
    counted = demand if pieces is None else pieces
    return Close(transfer.odoo_id, {move: demand * 1000}, {move: counted * 1000}, backorder)


def again(work: Callable[[], T]) -> T:
    """Does it over a line that loses answers, once more after each lost one, as the worker does after it has waited."""
    for _ in range(12):
        try:
            return work()
        except (OdooUnknown, OdooUnreachable):
            continue
    raise AssertionError("answers are lost without end")


def wanted(transfer: OdooTransfer, *lines: tuple[int, int], **more: Any) -> WantedTransfer:
    """Of the transfer's first move, so many pieces picked at each place: (location, pieces)."""
    return WantedTransfer(transfer.odoo_id, picked(transfer, *lines), **more)


def picked(transfer: OdooTransfer, *lines: tuple[int, int], box: int | None = None) -> tuple[WantedLine, ...]:
    """Pieces picked at each place for the transfer's first move."""
    first = transfer.lines[0]
    return tuple(
        WantedLine(first.move, first.product, place, first.lot, pieces * 1000, True, None, box)
        for place, pieces in lines
    )


def kept(transfer: OdooTransfer, location: int, pieces: int) -> WantedLine:
    """So many pieces kept for the picker at a place, for the transfer's first move."""
    first = transfer.lines[0]
    return WantedLine(first.move, first.product, location, first.lot, pieces * 1000, False)


def token(kind: str) -> str:
    return f"__floor__.{kind}_{uuid4().hex}"
