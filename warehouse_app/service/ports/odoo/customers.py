"""The customer of an order: how they are spoken to, and telling them something."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from warehouse_app.service.ports.odoo.shipping import Paper


@dataclass(frozen=True, slots=True)
class OdooCustomer:
    """`lang` as Odoo writes it (`de_DE`), empty where nobody said; `has_mail`: there is an address to write to."""

    lang: str
    has_mail: bool


class OdooCustomers(Protocol):
    """Orders are sales orders, by Odoo's id."""

    def customer(self, order: int) -> OdooCustomer:
        """Who bought it.

        Raises:
            OdooRefused: there is no such order.
        """
        ...

    def message_customer(self, order: int, subject: str, body: str, token: str, papers: Sequence[Paper] = ()) -> None:
        """Writes to the customer by mail, once per token; it stands in the history of the order too.

        `body` is plain text, `papers` go with it, each kept once by its own token. That
        Odoo took it does not say that the mail server did.

        Raises:
            OdooRefused: there is no such order, or its customer has no address.
        """
        ...
