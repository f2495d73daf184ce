"""Goods coming back, as Odoo has them: what was sent to a customer, what of it returned, and the receipt for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from warehouse_app.service.ports.odoo.transfers import Closed, GoodsMoved


@dataclass(frozen=True, slots=True)
class ShippedLine:
    """What a delivery sent of one product and lot. `returned_m` came back, or is on a return that is not cancelled.

    `price` is what the customer paid for a base unit, taxes and all, in hundredths of the money; None: nobody said.
    """

    move: int
    product: int
    lot: int | None
    shipped_m: int
    returned_m: int
    price: int | None = None

    @property
    def left_m(self) -> int:
        """What may still come back."""
        return max(self.shipped_m - self.returned_m, 0)


@dataclass(frozen=True, slots=True)
class Shipped:
    """A delivery: the document that went to the customer, the last one of a chain.

    As long as it has not left `done_at` is None and it has no lines. `back_to` is the warehouse's address, a line each;
    `customer` the name of whoever bought it.
    """

    odoo_id: int
    name: str
    order: str
    order_id: int
    done_at: int | None
    back_to: tuple[str, ...]
    lines: tuple[ShippedLine, ...]
    customer: str | None = None


@dataclass(frozen=True, slots=True)
class ReturnPart:
    """So much that comes back of what a move of the delivery sent."""

    move: int
    product: int
    lot: int | None
    qty_m: int


@dataclass(frozen=True, slots=True)
class ReturnMade:
    """The receipt Odoo waits for the goods with."""

    odoo_id: int
    name: str


@dataclass(frozen=True, slots=True)
class Disposal:
    """What becomes of so much of a receipt's goods, by a name of ours: put into `place`, scrapped, or given back."""

    token: str
    warehouse: int
    receipt: int
    part: ReturnPart
    what: Literal["move", "scrap", "give_back"]
    place: int | None
    note: str


@dataclass(frozen=True, slots=True)
class OdooPlace:
    """A place of the warehouse by its full name; `in_stock`: what lies there is reserved for orders."""

    odoo_id: int
    name: str
    in_stock: bool


@dataclass(frozen=True, slots=True)
class Lacking:
    """A transfer out of the stock that lacks so much of a product: nothing is reserved for that part."""

    transfer: int
    move: int
    product: int
    order: str
    missing_m: int


class OdooReturns(Protocol):
    """What came back, and telling Odoo of it. All of it may be told again."""

    def shipped(self, warehouse: int, sought: str) -> Sequence[Shipped]:
        """The deliveries of a sales order, by its name or that of any transfer of it; the newest first.

        Where nothing is called so: those to whoever has this e-mail address, or of this serial number or lot, the
        newest 20.
        """
        ...

    def create_return(self, token: str, delivery: int, parts: Sequence[ReturnPart]) -> ReturnMade:
        """The receipt for goods that come back from a delivery, once per token. Repeated: the same receipt.

        Raises:
            OdooRefused: the delivery has not left, or of something more would come back than is left to return.
        """
        ...

    def receive_return(self, receipt: int, parts: Sequence[ReturnPart]) -> Closed:
        """The goods are here: so much of each is written into the receipt, and it is validated.

        `parts` name the moves of the delivery. What of the receipt is not in them did not come, and is not waited
        for. Where the goods are put is said by Odoo's operation type. Repeated: `already`.
        """
        ...

    def places(self, warehouse: int, sought: str) -> Sequence[OdooPlace]:
        """The places of the warehouse that hold goods and have this name, full name or barcode; ten at most."""
        ...

    def lacking(self, warehouse: int, products: Sequence[int]) -> Sequence[Lacking]:
        """What orders lack of these goods, the most urgent first, then the earliest promised."""
        ...

    def dispose(self, disposal: Disposal) -> GoodsMoved:
        """What was judged happens to the goods where the receipt put them, once per token; the document it is in.

        A scrap order for `scrap`; a delivery to the customer for `give_back`, by which the order's delivered quantity
        follows; else a transfer within the warehouse, or the receipt itself where they lie there already.

        Raises:
            OdooRefused: the receipt is not done or had less of them, not so much lies there that nobody has reserved,
                or somebody cancelled the document.
        """
        ...

    def reserve_at(self, transfer: int, move: int, product: int, lot: int | None, qty_m: int, place: int) -> int:
        """Reserves free goods of the place for a move until it has so much from there; how much it has. Repeatable.

        What it has picked there counts. Never more than it lacks, nor than lies free. 0 for a transfer that has ended.
        """
        ...
