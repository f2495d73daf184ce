"""What the release gate reads of orders, many at once; and which fields this Odoo has for what it leaves open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from warehouse_app.service.ports.odoo.master import ShipTo

# Where a fact may be looked for: the order, its customer, its transfers, its goods.
ASKED = ("sale.order", "res.partner", "stock.picking", "product.product")
FieldValue = bool | int | str | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class FieldNow:
    """A field this Odoo has and the app's user may read. `choices` are (value, label) of a selection."""

    model: str
    name: str
    label: str
    type: str
    choices: tuple[tuple[str, str], ...] = ()

    @property
    def key(self) -> str:
        """`sale.order:client_order_ref`"""
        return f"{self.model}:{self.name}"


@dataclass(frozen=True, slots=True)
class SoldItem:
    """A line of goods. Money in hundredths of the order's currency for one piece, shares in percent.

    `list_price` None: it is in another currency. `taxes`: on the line, `own_taxes`: those its goods have.
    """

    product: int
    sku: str
    quantity_m: int
    price: int
    list_price: int | None
    discount: int
    taxes: int
    own_taxes: int
    weight_g: int
    volume_ml: int
    code: str = ""
    origin: str = ""
    goods: bool = True


@dataclass(frozen=True, slots=True)
class SoldOrder:
    """An order as Odoo has it now. None: this user may not read it, or this Odoo has no such field.

    `terms`: it has terms of payment that leave time. `warning`: what Odoo says of the customer's credit. `vat`: the
    customer has a number. `fiscal`: the country of its fiscal position, "" for one without, None for no position.
    `carrier_countries`: where its carrier goes, all if empty. `values`: what bound fields hold, by their key; those of
    transfers and goods are of the first that has any.
    """

    odoo_id: int
    name: str
    ordered_at: int | None
    total: int
    tax: int
    paid: int | None
    terms: bool | None
    warning: str | None
    customer: int | None
    email: str
    phone: str
    vat: bool
    ship_to: ShipTo | None
    home: str
    fiscal: str | None
    carrier: str | None
    carrier_countries: tuple[str, ...] | None
    lines: tuple[SoldItem, ...]
    cancelled: bool = False
    values: Mapping[str, FieldValue] = field(default_factory=dict)


class OdooGate(Protocol):
    """Reading; part of the port."""

    def fields(self) -> Sequence[FieldNow]:
        """All that a fact may be bound to: a call for each model of `ASKED`."""
        ...

    def sold_orders(self, orders: Sequence[int], bound: Sequence[str] = ()) -> Sequence[SoldOrder]:
        """Those that are there, with what the fields `bound` (their keys) hold: a call for each 500 and two more.

        Raises:
            OdooRefused: also where a bound field is there no longer.
        """
        ...

    def oversold(self, warehouse: int, products: Sequence[int]) -> Sequence[int]:
        """Which of these are promised more than is there or on its way: a call for each 2,000."""
        ...

    def newest_orders(self, warehouse: int, most: int) -> Sequence[int]:
        """Confirmed orders of the warehouse, the newest first."""
        ...

    def order_called(self, name: str) -> int | None: ...
