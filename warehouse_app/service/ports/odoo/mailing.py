"""The port's mails to the people of the shop."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail to the address of an Odoo user. `at` (ms UTC) is when it was to be said.

    `lines` are plain text; `transfer` (Odoo's id) has it in its history too.
    """

    token: str
    user: int
    subject: str
    lines: tuple[str, ...]
    at: int
    transfer: int | None = None


class OdooMailing(Protocol):
    """Odoo sends mails with its own mail server, and notifies each user the way they want."""

    def send_mail(self, mail: Mail) -> None:
        """Once per token; about no transfer, once per person, subject and second.

        Raises:
            OdooRefused: there is no such user (any more), they have no address, or the transfer is gone.
        """
        ...
