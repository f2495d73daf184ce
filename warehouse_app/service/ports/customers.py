"""What customers are told: each thing once, and the orders it is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class OrderToTell:
    """An order somebody bought; `odoo_id` is that of the sales order, `shop` the warehouse's name."""

    id: int
    w: int
    odoo_id: int
    name: str
    shop: str


@dataclass(frozen=True, slots=True)
class NewMessage:
    """`event`: what happened, in words that stay the same when it is told again; once per event, order and template."""

    w: int
    order: int
    event: str
    template: str
    token: str
    facts: Mapping[str, str]
    case: int | None = None


@dataclass(frozen=True, slots=True)
class MessageToTell:
    """`facts` fill the template, beside the names of order and shop."""

    id: int
    order: OrderToTell
    template: str
    token: str
    facts: Mapping[str, str]
    case: int | None


@dataclass(frozen=True, slots=True)
class MessageRow:
    """For a list. `state`: queued, sent, off, no_address, lacking, withdrawn."""

    order: str
    template: str
    state: str
    lang: str | None
    at: int


@dataclass(frozen=True, slots=True)
class OrderShown:
    """A real order, for a preview; `goods` are its first lines: (quantity in thousandths, product)."""

    name: str
    shop: str
    goods: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Waited:
    """A message that was sent, and the transfer its exception was about; both by our id."""

    event: str
    transfer: int
    case: int


class Customers(Protocol):
    """Messages to customers."""

    def order_of(self, transfer: int) -> OrderToTell | None:
        """The sales order of a transfer; None where it belongs to none."""
        ...

    def sale(self, order: int) -> OrderToTell | None:
        """The sales order with this id of ours; None where nobody bought it."""
        ...

    def waited(self, w: int, whys: Sequence[str], since: int, limit: int) -> list[Waited]:
        """Who was told that an order waits, where its exception ended so since then (ms UTC) and it is still here.

        Not where anything else of it is short, nor whom somebody has told that it goes on.
        """
        ...

    def queue(self, message: NewMessage) -> int | None:
        """Its id; None where this was told (or is about to be) already."""
        ...

    def get(self, message: int) -> MessageToTell | None: ...
    def end(self, message: int, state: str, lang: str | None = None) -> None:
        """It was sent, or why it is not; what was `withdrawn` is queued again when it happens again."""
        ...

    def save(self, code: str, body: Mapping[str, Any], person: int, why: str) -> None:
        """A new version of a template."""
        ...


class CustomerViews(Protocol):
    def order(self, w: int, name: str) -> OrderShown | None:
        """The sales order of this name; for an empty one the newest that is open."""
        ...

    def messages(self, w: int, limit: int) -> list[MessageRow]:
        """Newest first."""
        ...
