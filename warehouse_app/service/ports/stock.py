"""What lies in the bins, as Odoo had it a moment ago."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from warehouse_app.service.ports.odoo import BinStock


class Stock(Protocol):
    """The mirror of Odoo's quants, for the bins that somebody will be sent to. Ids are Odoo's, but in `lot_product`."""

    def bins(self, w: int, most: int) -> list[int]:
        """Bins with open lines: those of waves first, then those not looked at for the longest time;
        where there is room left the reserve, every ten minutes."""
        ...

    def unknown_lots(self, rows: Sequence[BinStock]) -> list[int]: ...
    def keep(self, bins: Sequence[int], rows: Sequence[BinStock]) -> None:
        """From now on just this lies in these bins; goods, bins and lots that are not known here are left out."""
        ...

    def lot_product(self, lot: int) -> int | None:
        """The goods a lot is of; None where there is no such lot."""
        ...
