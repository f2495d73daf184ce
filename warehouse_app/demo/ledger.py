"""The double's rows about money: what was invoiced and paid, credit notes, lines added for an exchange."""

from __future__ import annotations

from dataclasses import dataclass, field

from warehouse_app.service.ports.odoo import CreditState


@dataclass(slots=True)
class Account:
    """What an order was invoiced and paid; `paid` in cents. `policy`: by what was ordered, or by what is delivered."""

    invoiced: bool = False
    paid: int = 0
    policy: str = "order"


@dataclass(slots=True)
class CreditNote:
    """`lines`: (quantity, money) credited of each line of the order; `amount` is less than all of it where `less`."""

    id: int
    order: int
    lines: dict[int, tuple[int, int]]
    amount: int
    state: CreditState = "draft"
    reference: str = ""

    @property
    def name(self) -> str:
        return "" if self.state == "draft" else f"RINV/{self.id:05d}"


@dataclass(slots=True)
class Exchanged:
    """A line that was added to an order: what is sent for goods that came back.

    `price` is that of a piece, `more` what is paid on top of what came back, in cents.
    """

    line: int
    product: int
    qty_m: int
    picking: int
    text: str = field(default="", repr=False)
    more: int = 0
    price: int = 0


@dataclass(slots=True)
class Ledger:
    """All of it. `prepaid`: a shop whose orders are invoiced and paid before anything is sent.

    `accounts` and `exchanged` (lines that were added for goods that came back) are by order.
    """

    prepaid: bool = False
    accounts: dict[int, Account] = field(default_factory=dict)
    credits: dict[int, CreditNote] = field(default_factory=dict)
    exchanged: dict[int, list[Exchanged]] = field(default_factory=dict)
