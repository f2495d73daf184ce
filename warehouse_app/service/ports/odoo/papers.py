"""What hangs at a transfer: the labels that a carrier's module left there, among other papers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Hanging:
    """One attachment; `name` and `mime` as Odoo has them."""

    odoo_id: int
    name: str
    mime: str
    body: bytes = field(repr=False)


class OdooPapers(Protocol):
    """Reading them."""

    def hanging(self, transfer: int) -> Sequence[Hanging]:
        """PDFs and ZPL at the transfer, oldest first; nothing else, and nothing where there is no such transfer."""
        ...
