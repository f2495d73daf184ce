"""Whether one person may send goods for others that came back: what leaves is money, as a refund is.

>>> mug = Swap(back=2000, paid=2000, listed=2500)
>>> beyond(mug, 5000), beyond(mug, 2400), beyond(mug, 5000, "unjudged"), beyond(Swap(2000, 2000, None), 5000)
(0, 2500, 2500, 2000)
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Swap:
    """In minor units: what came back would have been refunded (`back`), and what is sent costs the customer (`paid`).

    `listed` is what that costs by Odoo's list; None where nobody could say.
    """

    back: int
    paid: int
    listed: int | None

    @property
    def value(self) -> int:
        """What leaves, at its highest."""
        return max(self.back, self.paid, self.listed or 0)

    @property
    def is_fair(self) -> bool:
        """Paid for by what came back, or at no less than the list says.

        >>> [Swap(2000, paid, 2500).is_fair for paid in (2000, 2100, 2500, 2600)]
        [True, False, True, True]
        """
        return self.listed is not None and (self.paid == self.back or self.paid >= self.listed)


def beyond(swap: Swap, limit: int, asks: str = "") -> int:
    """0 where somebody with this limit may do it alone, else how much it is. `asks`: as of the refund."""
    is_inside = swap.is_fair and not asks and swap.value <= limit
    return 0 if is_inside else max(swap.value, 1)
