"""Money that goes back, and goods that go out in place of others, as Odoo's books have them.

Money is in minor units of the order's currency, tax included. What is drafted there may be changed there until it is
posted, so what was credited is always read, never remembered.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from warehouse_app.domain.kits import Kit
from warehouse_app.service.ports.odoo.papers import Hanging

CreditState = Literal["draft", "posted", "paid", "cancelled"]


@dataclass(frozen=True, slots=True)
class SoldLine:
    """A line of a sales order: what of it stands on posted invoices, and on credit notes that are not cancelled.

    `moves` are the moves that sent or fetched its goods; of what was sent as parts of a kit, `kit` says which.
    """

    line: int
    product: int | None
    moves: tuple[int, ...]
    invoiced_m: int
    invoiced: int
    credited_m: int
    credited: int
    is_delivery: bool
    kit: Kit | None = None

    @property
    def left_m(self) -> int:
        """What of it may still be credited."""
        return max(self.invoiced_m - self.credited_m, 0)

    def amount(self, qty_m: int) -> int:
        """What so much of it cost the customer; halves are rounded up, as a customer would."""
        return (2 * self.invoiced * qty_m + self.invoiced_m) // (2 * self.invoiced_m) if self.invoiced_m else 0


@dataclass(frozen=True, slots=True)
class OrderMoney:
    """What a sales order was invoiced, what of that was paid, and what was credited so far, drafts too.

    `digits`: so many decimals its currency has.
    """

    order: int
    name: str
    currency: str
    digits: int
    invoiced: int
    paid: int
    credited: int
    lines: tuple[SoldLine, ...]

    @property
    def left(self) -> int:
        """What may still be credited of it."""
        return max(self.invoiced - self.credited, 0)

    @property
    def owed(self) -> int:
        """What the customer still owes: a credit is set off against that first, and only the rest is paid back."""
        return max(self.invoiced - self.paid - self.credited, 0)


@dataclass(frozen=True, slots=True)
class CreditPart:
    """So much of an order's line is credited, `less` so much money, which stands on a line of its own: `why`."""

    line: int
    qty_m: int
    less: int = 0
    why: str = ""


@dataclass(frozen=True, slots=True)
class CreditNow:
    """A credit note. `name` is empty as long as it is a draft; paid: nothing of it is open any more."""

    odoo_id: int
    name: str
    state: CreditState
    amount: int


@dataclass(frozen=True, slots=True)
class ExchangeItem:
    """So much of `product` is sent for goods of the order's line `line` that came back.

    `more`, in minor units and tax included, is what the customer pays on top of what those cost. `is_less`: what came
    back is credited by a note that is lessened by it already, so that it costs nothing here.
    """

    line: int
    product: int
    qty_m: int
    more: int = 0
    is_less: bool = False


@dataclass(frozen=True, slots=True)
class ExchangeMade:
    """The first transfers Odoo made for an exchange: (id, name)."""

    transfers: tuple[tuple[int, str], ...]


class OfficeRefunds(Protocol):
    """Part of the calls with more rights: the floor's own user sees no money. All of it may be told again."""

    def order_money(self, order: int) -> OrderMoney:
        """Of a sales order.

        Raises:
            OdooRefused: there is no such order, or its invoices are in several currencies.
        """
        ...

    def invoices(self, order: int) -> Sequence[Hanging]:
        """The PDFs of the posted invoices of a sales order, as far as Odoo has made them, oldest first."""
        ...

    def create_credit(
        self, token: str, order: int, parts: Sequence[CreditPart], reference: str, post: bool
    ) -> CreditNow:
        """The credit note of this token, made once, as a draft; with `post` it is posted. Repeated: what there is now.

        Raises:
            OdooRefused: of a line, or of the order, more would be credited than was invoiced and is not credited yet.
        """
        ...

    def credits(self, ids: Sequence[int]) -> Sequence[CreditNow]:
        """Of those that are there, in one call."""
        ...

    def create_exchange(self, token: str, order: int, items: Sequence[ExchangeItem], text: str) -> ExchangeMade:
        """New lines of the order, once per token, which Odoo sends like any other; nobody pays for them twice.

        Their price makes up for what Odoo will credit of the goods that came back: what as many of theirs cost where
        those are invoiced by what was delivered, nothing where they are invoiced as ordered; and what is to be paid on
        top. `text` says on the line what it is.

        Raises:
            OdooRefused: there is no such order or line, or the order takes no more lines.
        """
        ...
