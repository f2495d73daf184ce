"""What a part of a kit is worth of the kit: a kit is sold whole, and often only a part of it comes back.

The share of each part is what it costs by itself, beside all others. Odoo keeps quantities to hundredths, so shares are
hundredths of a kit, and what comes back is rounded up to them: all parts together are the kit, never less. That they
are never more is for whoever caps it by what of the line was invoiced.

>>> tea = Kit({1: KitPart(2000, 500), 2: KitPart(1000, 2000)})
>>> tea.share_m(1, 1000), tea.share_m(1, 2000), tea.share_m(2, 1000)
(170, 330, 670)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

STEP_M = 10


@dataclass(frozen=True, slots=True)
class KitPart:
    """So many thousandths are in a kit; a piece of it by itself costs `price`, in minor units."""

    each_m: int
    price: int


@dataclass(frozen=True, slots=True)
class Kit:
    """Its parts by their product."""

    parts: Mapping[int, KitPart]

    def share_m(self, product: int, qty_m: int) -> int:
        """Thousandths of the kit that so much of a part stands for; 0 where it is no part of it."""
        part = self.parts.get(product)
        if part is None or part.each_m <= 0:
            return 0
        return -(-qty_m * _shares(self.parts)[product] // (part.each_m * STEP_M)) * STEP_M


def _shares(parts: Mapping[int, KitPart]) -> Mapping[int, int]:
    """By product, in thousandths of the kit, full hundredths; together 1000. What costs nothing counts as little."""
    worth = {product: max(part.price * part.each_m, 1) for product, part in parts.items()}
    if not any(part.price for part in parts.values()):
        worth = dict.fromkeys(parts, 1)
    all_, steps = sum(worth.values()), 1000 // STEP_M
    shares = {product: one * steps // all_ for product, one in worth.items()}
    first = sorted(worth, key=lambda product: (-(worth[product] * steps % all_), product))
    for product in first[: steps - sum(shares.values())]:
        shares[product] += 1
    return {product: share * STEP_M for product, share in shares.items()}
