"""What the gate knows of an order. None: it could not be read, so a rule that needs it cannot judge."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from warehouse_app.domain.segments import About

Skus = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Marks:
    """By what the same order twice is known. `contacts`, `to` and `items` are digests: nobody is read from them."""

    customer: int | None = None
    contacts: Skus = ()
    items: str = ""
    to: str = ""

    @classmethod
    def from_data(cls, data: Mapping[str, Any] | None) -> Marks:
        found = data or {}
        contacts = tuple(found.get("contacts") or ())
        return cls(found.get("customer"), contacts, found.get("items") or "", found.get("to") or "")


@dataclass(frozen=True, slots=True)
class Facts:
    """Money in hundredths, times ms UTC, shares in percent. Of the customer no more than what is missing.

    `terms`: nobody pays before it is sent. `lacks`: parts of the address that its country needs. `prices`: (goods,
    percent of the list price, discount in percent) of each line that is sold; `off_list`: how much money lies between
    what is paid and the list prices; `free`: goods that cost nothing.
    `untaxed`: goods without the tax they have; `fiscal`: `domestic` or `foreign` where the tax is that of another
    country. `stock`: full or part is reserved. `oversold`: goods promised more than will be there. `goes`: its carrier
    goes to its country. `customs`: goods without a code, or without a country they come from. `reference`, `channel`,
    `fraud`, `held`, `promised`, `latest`, `customer_class`, `order_type`, `hazmat`: by the fact map; `unbound` names
    those facts that are bound to nothing.
    """

    lines: int = 0
    ordered_at: int | None = None
    total: int | None = None
    paid: int | None = None
    terms: bool | None = None
    credit: bool | None = None
    lacks: Skus | None = None
    longest: int | None = None
    post_box: bool | None = None
    phone: bool | None = None
    email: bool | None = None
    country: str | None = None
    home: str | None = None
    prices: tuple[tuple[str, int | None, int], ...] | None = None
    off_list: int | None = None
    free: Skus | None = None
    untaxed: Skus | None = None
    fiscal: str | None = None
    stock: str | None = None
    oversold: Skus | None = None
    weightless: Skus | None = None
    sizeless: Skus | None = None
    carrier: str | None = None
    goes: bool | None = None
    reference: str | None = None
    channel: str | None = None
    fraud: int | None = None
    held: bool | None = None
    promised: int | None = None
    latest: int | None = None
    customer_class: str | None = None
    order_type: str | None = None
    hazmat: bool | None = None
    customs: Skus | None = None
    unbound: Skus = ()

    def as_data(self) -> dict[str, Any]:
        """For the store: what is not known is left out. That nothing is missing is known."""
        return {name: value for name in _NAMES if (value := getattr(self, name)) is not None}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Facts:
        """Also of what an older or newer version kept."""
        return cls(**{name: _frozen(value) for name, value in data.items() if name in _NAMES})

    @property
    def about(self) -> About:
        """What segments look at."""
        known = self.channel, self.customer_class, self.carrier, self.country, self.total
        return About(self.lines, self.order_type, *known)


_NAMES = {field.name: None for field in fields(Facts)}


def _frozen(value: Any) -> Any:
    return tuple(_frozen(one) for one in value) if isinstance(value, list) else value
