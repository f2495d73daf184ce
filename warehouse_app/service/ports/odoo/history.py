"""Odoo's own records of the last weeks, a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from warehouse_app.domain.baseline import Past

__all__ = ["OdooHistory", "Past", "PastPage"]


@dataclass(frozen=True, slots=True)
class PastPage:
    """Rows by id; `last` is the newest id, None when there are no more."""

    rows: Sequence[Past]
    last: int | None


class OdooHistory(Protocol):
    """Part of the port. It only reads."""

    def history(self, part: str, warehouse: int, since_ms: int, after: int) -> PastPage:
        """A page of a part (`domain.baseline.PARTS`), of records with ids above `after`: exactly one call.

        Raises:
            OdooRefused: this user may not read it, or a module for it is missing.
        """
        ...
