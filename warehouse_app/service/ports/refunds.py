"""Refunds and exchanges of returns, as the store has them. Ids are ours unless it says so; money in minor units."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from warehouse_app.service.ports.refund_figures import RefundFigures


@dataclass(frozen=True, slots=True)
class CameLine:
    """So much of a line of a return, of one grade. `move` and `product` are Odoo's; `grade` is empty: not judged.

    `sent`: something cheaper was sent for it, and this is what the customer pays for that.
    """

    line: int
    name: str
    reason: str
    qty_m: int
    move: int
    product: int
    grade: str
    becomes: str
    sent: int = 0


@dataclass(frozen=True, slots=True)
class Came:
    """A return whose refund is to be reckoned. `order` is Odoo's id; `judged_m` of what came is judged."""

    id: int
    w: int
    number: str
    order: int
    judged_m: int
    came_m: int
    lines: tuple[CameLine, ...]


@dataclass(frozen=True, slots=True)
class NewRefund:
    """As it was reckoned. `body`: the parts of the credit, why, and why nobody may release it alone."""

    w: int
    return_: int
    state: str
    currency: str
    digits: int
    amount: int
    judged_m: int
    body: Mapping[str, Any]
    words: str | None = None


@dataclass(frozen=True, slots=True)
class RefundNow:
    """A refund, locked for this unit of work. `order`, `receipt`, `delivery` and `odoo_id` are Odoo's ids."""

    id: int
    w: int
    return_: int
    number: str
    order: int
    order_name: str
    our_order: int
    receipt: int | None
    delivery: int | None
    state: str
    currency: str
    digits: int
    amount: int
    proposed: int
    credited: int | None
    body: Mapping[str, Any]
    token: str | None
    odoo_id: int | None
    worker: str
    second: str


@dataclass(frozen=True, slots=True)
class ExchangeNow:
    """An exchange for Odoo: `sold` is the order's line there, `product` its id there.

    `more` is what the customer pays on top; `is_less`: they get money back, so nothing of it is paid by what came back.
    """

    id: int
    w: int
    return_: int
    number: str
    order: int
    order_name: str
    receipt: int | None
    sold: int
    product: int
    name: str
    qty_m: int
    token: str
    worker: str
    transfer: int | None
    more: int
    is_less: bool


@dataclass(frozen=True, slots=True)
class NewExchange:
    """`worth` is what the customer pays for it, None for as much as what came back cost; `more` what is not covered."""

    w: int
    return_: int
    line: int
    product: int
    qty_m: int
    sold: int
    worth: int | None
    more: int
    token: str
    person: int


class Refunds(Protocol):
    """Writing them."""

    def keep(self, new: NewRefund) -> int:
        """The refund of a return as it is reckoned now, as long as nobody has decided about it; its id."""
        ...

    def get(self, refund: int) -> RefundNow | None: ...
    def of_return(self, return_: int) -> int | None: ...
    def decide(self, refund: int, state: str, amount: int, body: Mapping[str, Any], reason: str | None) -> None:
        """What is to become of it, before anybody hears of it."""
        ...

    def keep_rest(self, refund: int, amount: int, body: Mapping[str, Any]) -> None:
        """What is left to be decided about, as if it had been proposed so."""
        ...

    def stopped_by(self, w: int, types: Sequence[str]) -> Mapping[str, tuple[int, str]]:
        """By the number of a return the first open exception (id, number) of these types that is about it."""
        ...

    def release(self, refund: int, token: str, person: int | None, second: int | None) -> None:
        """It is agreed to: Odoo hears of it. Without a person a rule released it."""
        ...

    def refuse(self, refund: int, reason: str, person: int) -> None:
        """There is no refund."""
        ...

    def stuck(self, refund: int, words: str) -> None:
        """Odoo would not have it."""
        ...

    def credited(self, refund: int, odoo_id: int, name: str, state: str, amount: int) -> None:
        """How its credit note stands in Odoo."""
        ...

    def product(self, w: int, text: str) -> tuple[int, int, str] | None:
        """(id, Odoo's id, name) of the goods of a code or SKU."""
        ...

    def exchange(self, new: NewExchange) -> int: ...
    def exchange_now(self, exchange: int) -> ExchangeNow | None: ...
    def exchanged(self, return_: int) -> Sequence[int]:
        """The lines of a return that something else is sent for."""
        ...

    def sent(self, exchange: int, transfer: int | None, name: str | None, words: str | None) -> None:
        """Odoo sends it, or would not: its words."""
        ...


@dataclass(frozen=True, slots=True)
class RefundRow:
    """A refund as people see it; times in ms UTC."""

    id: int
    return_: int
    number: str
    order: int
    order_name: str
    state: str
    currency: str
    digits: int
    amount: int
    proposed: int
    credited: int | None
    body: Mapping[str, Any]
    reason: str | None
    words: str | None
    worker: str | None
    second: str | None
    odoo_id: int | None
    odoo_name: str | None
    received_at: int | None
    proposed_at: int
    released_at: int | None
    made_at: int | None
    posted_at: int | None
    paid_at: int | None


@dataclass(frozen=True, slots=True)
class ExchangeRow:
    """An exchange as people see it; `worth` and `more` as in NewExchange."""

    return_: int
    line: int
    name: str
    qty_m: int
    worth: int | None
    more: int
    transfer: int | None
    transfer_name: str | None
    words: str | None
    worker: str | None
    asked_at: int
    made_at: int | None


@dataclass(frozen=True, slots=True)
class Unpaid:
    """A return that came, and whose money has not gone back. `state` is empty where nothing was reckoned yet.

    `amount` is what the credit note says, else what was agreed to or is proposed; minor units.
    """

    return_: int
    number: str
    order: str
    received_at: int
    state: str
    currency: str = ""
    digits: int = 2
    amount: int = 0


class RefundViews(RefundFigures, Protocol):
    """Reading them."""

    def to_reckon(self, w: int, limit: int) -> Sequence[Came]:
        """Returns that came and whose refund was not reckoned yet, or was before the last of it was judged."""
        ...

    def open_notes(self, w: int) -> Sequence[tuple[int, int]]:
        """(refund, Odoo's id) of credit notes that are not paid."""
        ...

    def listed(self, w: int, *, is_open: bool, limit: int) -> Sequence[RefundRow]:
        """Those somebody has to do something about, or that wait to be paid, the oldest first; or the others."""
        ...

    def of_order(self, order: int) -> tuple[Sequence[RefundRow], Sequence[ExchangeRow]]: ...
    def exchanges(self, returns: Sequence[int]) -> Sequence[ExchangeRow]: ...
    def unpaid(self, w: int) -> Sequence[Unpaid]: ...
    def product(self, w: int, text: str) -> tuple[int, int, str] | None:
        """As in Refunds."""
        ...

    def held(self, w: int) -> Sequence[tuple[int, str]]:
        """(refund, number of its return) of those that a rule would have released, had no exception stopped them."""
        ...

    def stopped_by(self, w: int, types: Sequence[str]) -> Mapping[str, tuple[int, str]]:
        """As in Refunds."""
        ...
