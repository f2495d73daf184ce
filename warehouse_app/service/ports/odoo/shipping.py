"""What Odoo keeps of a shipment besides goods and boxes: its tracking numbers, and the papers that went with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Paper:
    """A PDF for a transfer: a label, a document of the shop."""

    token: str
    name: str
    body: bytes = field(repr=False)


class OdooShipping(Protocol):
    """May be told again: looked for by token, or read before it is written."""

    def keep_shipment(
        self, transfer: int, tracking: Sequence[str], papers: Sequence[Paper], carrier: str | None = None
    ) -> None:
        """The transfer names these tracking numbers, and the papers hang at it, each once per token.

        A transfer that is done takes them too. A tracking number of somebody else, a carrier's that Odoo booked
        itself, stays as it is. `carrier`, by its name, is who it goes with from now on; None: as it is.

        Raises:
            OdooRefused: there is no such transfer or carrier.
        """
        ...
