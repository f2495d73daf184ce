"""What refunds and returns were, for measures and to try other terms on. Money in minor units."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Reckoned:
    """A refund by the number of its return, with what it was reckoned from in its `body`."""

    number: str
    currency: str
    digits: int
    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class CameBack:
    """A line that came back, for measures: `kept_m` went to a shelf or an order again. Times in ms UTC."""

    return_: int
    line: int
    currency: str
    body: Mapping[str, Any]
    product: str
    supplier: str
    carrier: str
    reason: str
    qty_m: int
    kept_m: int
    authorised_at: int
    received_at: int | None
    judged_at: int | None
    made_at: int | None
    paid_at: int | None


class RefundFigures(Protocol):
    """Reading them."""

    def lately(self, w: int, most: int) -> Sequence[Reckoned]:
        """The last that were reckoned, the newest first: to try other terms on."""
        ...

    def came_back(self, w: int, since: int, until: int) -> Sequence[CameBack]: ...
    def sent_pieces(self, w: int, since: int, until: int) -> Mapping[tuple[str, str, str], int]:
        """Thousandths that left, by (product, supplier, carrier)."""
        ...
