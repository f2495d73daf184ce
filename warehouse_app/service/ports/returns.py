"""Goods that went out and goods that come back, as the store has them. Ids are ours where nothing else is said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from warehouse_app.service.ports.found_goods import FoundGoods, FoundViews
from warehouse_app.service.ports.judged import JudgedGoods, JudgedViews
from warehouse_app.service.ports.odoo import ReturnPart, Shipped
from warehouse_app.service.ports.refunds import Refunds, RefundViews


@dataclass(frozen=True, slots=True)
class LeftToReturn:
    """A line of a delivery: what of it may still come back, ours that Odoo has not heard of taken off.

    `price` of a base unit in hundredths of the money; `names` is all a rule may call the goods by.
    """

    id: int
    product: int
    lot: int | None
    name: str
    left_m: int
    price: int | None = None
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Delivered:
    """A delivery somebody asked about; `done_at` is when it left (ms UTC)."""

    id: int
    w: int
    order: int
    order_name: str
    lines: tuple[LeftToReturn, ...]
    done_at: int = 0
    segment: str | None = None
    customer: str | None = None


@dataclass(frozen=True, slots=True)
class NewReturn:
    """A return as it was authorised. `lines` are (line of the delivery, quantity, reason).

    `keeps`: the customer need not send the goods, so nobody awaits them.
    """

    w: int
    number: str
    delivered: Delivered
    token: str
    event: str
    person: int | None
    lines: Sequence[tuple[LeftToReturn, int, str]]
    keeps: bool = False


@dataclass(frozen=True, slots=True)
class ExpectedLine:
    """A line of a return. `move` and `odoo` (product, lot) are Odoo's ids."""

    id: int
    name: str
    reason: str
    expected_m: int
    received_m: int
    move: int
    odoo: tuple[int, int | None]

    def part(self, qty_m: int) -> ReturnPart:
        """So much of it, as Odoo hears of it."""
        return ReturnPart(self.move, *self.odoo, qty_m)


@dataclass(frozen=True, slots=True)
class ReturnToTell:
    """A return for Odoo. `delivery` and `receipt` are Odoo's ids, `our_order` ours; who authorised and received it."""

    id: int
    w: int
    number: str
    order: str
    state: str
    token: str
    delivery: int
    receipt: int | None
    worker: str
    receiver: str
    our_order: int
    lines: tuple[ExpectedLine, ...]


class Returns(Protocol):
    """Writing what went out and what comes back; `judged` what became of it."""

    judged: JudgedGoods
    found: FoundGoods

    refunds: Refunds

    def keep_shipped(self, w: int, rows: Sequence[Shipped], seen_at: int) -> dict[int, int]:
        """What Odoo told, asked at `seen_at`; our ids by Odoo's. Raises LookupError for goods not known here."""
        ...

    def delivered(self, shipped: int) -> Delivered | None:
        """A delivery, locked for this unit of work."""
        ...

    def add(self, new: NewReturn) -> int: ...
    def of_event(self, event: str) -> str | None:
        """The number of the return that was made of this wish."""
        ...

    def token_of(self, w: int, number: str) -> str | None:
        """What a return is called for ever, by its number."""
        ...

    def get(self, return_: int) -> ReturnToTell | None:
        """A return, locked for this unit of work."""
        ...

    def made(self, return_: int, receipt: int, name: str) -> None:
        """Odoo has it: its receipt there."""
        ...

    def address(self, w: int) -> tuple[str, ...]:
        """Where goods come back to, as Odoo said it last; empty where nobody asked yet."""
        ...

    def receive(self, return_: int, lines: Mapping[int, int], person: int | None) -> None:
        """So much of each line is here; what is not named did not come."""
        ...


@dataclass(frozen=True, slots=True)
class GoodsLine:
    """A line on the screen: goods, and how many of them (`shipped_m` and what is left, or expected and received)."""

    id: int
    product: int
    name: str
    sku: str
    unit: str
    whole: bool
    shape: str
    hue: int
    lot: str | None
    codes: tuple[tuple[str, int], ...]
    of_m: int
    qty_m: int
    reason: str | None
    picture: str | None = None


@dataclass(frozen=True, slots=True)
class DeliveryCard:
    """A delivery to choose from. Of its lines `of_m` was shipped and `qty_m` is left to return."""

    id: int
    odoo_id: int
    name: str
    order: str
    done_at: int
    lines: tuple[GoodsLine, ...]


@dataclass(frozen=True, slots=True)
class ReturnCard:
    """A return as people see it. Of its lines `of_m` is expected and `qty_m` was received."""

    id: int
    number: str
    state: str
    order: str
    delivery: str
    receipt: str | None
    worker: str | None
    authorised_at: int
    received_at: int | None
    back_to: tuple[str, ...]
    lines: tuple[GoodsLine, ...]


@dataclass(frozen=True, slots=True)
class ReturnRow:
    """A return in the list. `pieces_m` is what is expected of it, or came."""

    number: str
    state: str
    order: str
    worker: str | None
    receipt: str | None
    authorised_at: int
    received_at: int | None
    pieces_m: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReturnAsked:
    """A return as its rules saw it, `after_ms` its goods had left; `lines` are (reason, quantity, goods)."""

    number: str
    after_ms: int
    segment: str | None
    customer: str | None
    lines: tuple[tuple[str, int, LeftToReturn], ...]


class ReturnViews(Protocol):
    """Reading what went out and what comes back; `judged` what became of it."""

    judged: JudgedViews
    found: FoundViews

    def delivered(self, shipped: int) -> Delivered | None:
        """A delivery as it stands, for whoever looks before anything is made of it."""
        ...

    def address(self, w: int) -> tuple[str, ...]:
        """Where goods come back to, as Odoo said it last; empty where nobody asked yet."""
        ...

    def asked(self, w: int, most: int) -> list[ReturnAsked]:
        """The newest returns as their rules saw them."""
        ...

    refunds: RefundViews

    def site(self, w: int) -> tuple[int, str]:
        """Odoo's id of the warehouse, and its name."""
        ...

    def order_of(self, w: int, text: str) -> tuple[str, int | None] | None:
        """The order's name behind the number of a parcel, of a transfer or of the order itself, as far as known here.

        And the transfer the number is of, in Odoo's id.
        """
        ...

    def deliveries(self, ids: Sequence[int]) -> list[DeliveryCard]: ...
    def card(self, w: int, *, number: str | None = None, event: str | None = None) -> ReturnCard | None:
        """A return by its number, or by the event that authorised it."""
        ...

    def listed(self, w: int, most: int) -> list[ReturnRow]:
        """Returns, those still awaited first, then the newest."""
        ...

    def reasons(self, w: int) -> list[tuple[str, Mapping[str, Any]]]:
        """Why goods come back: (code, body), in the order of the screen."""
        ...
