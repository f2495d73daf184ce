"""What is looked at and written to mend what an exception is about: who gets the goods, how they go, what they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Addressee:
    """Who gets the goods of a transfer, as Odoo has them now; empty where it has nothing. `country`: two letters.

    `agrees`: the transfer goes where its order says now. Odoo does not pass a new address on by itself.
    """

    transfer: int
    name: str = ""
    street: str = ""
    street2: str = ""
    zip: str = ""
    city: str = ""
    state: str = ""
    country: str = ""
    phone: str = ""
    email: str = ""
    carrier: str = ""
    agrees: bool = True


@dataclass(frozen=True, slots=True)
class Measures:
    """What is known of a product: weight in g and volume in ml (0: nothing), its own barcode."""

    product: int
    weight_g: int = 0
    barcode: str = ""
    volume_ml: int = 0


class OdooMending(Protocol):
    """Reading; part of the port."""

    def addressees(self, transfers: Sequence[int]) -> Sequence[Addressee]:
        """Of those that are there, in one call."""
        ...

    def changed_addresses(self, warehouse: int, since_ms: int) -> Sequence[int]:
        """Transfers of the warehouse (Odoo's ids) whose addressee, order or header changed since; it may name more.

        Those that ended within two days before are among them: their boxes may still be here.
        """
        ...

    def measures(self, products: Sequence[int]) -> Sequence[Measures]:
        """Of those that are there, in one call."""
        ...


class OfficeMending(Protocol):
    """Writing; it needs more rights. Absolute values, so all of it may be repeated."""

    def mend_address(self, transfer: int, fields: Mapping[str, str]) -> None:
        """Writes these fields of Addressee (street, street2, zip, city, country, phone, email; "" empties) at the
        customer the order goes to, and lets every transfer of the order that is not over go there.

        Raises:
            OdooRefused: there is no such transfer, nobody gets its goods, or there is no such country.
        """
        ...

    def mend_carrier(self, transfer: int, carrier: str) -> None:
        """The order and every transfer of it that is not over go with this carrier, by its name.

        Raises:
            OdooRefused: there is no such transfer or carrier.
        """
        ...

    def mend_product(
        self, product: int, weight_g: int | None, barcode: str | None, volume_ml: int | None = None
    ) -> None:
        """None: it stays as it is. Odoo keeps weights and volumes in steps of its own, 10 g and 10 litres as a rule.

        Raises:
            OdooRefused: there is no such product, or another one has the barcode.
        """
        ...
