"""Cartons that are there or used up, and what the goods of an order measure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Protocol

from warehouse_app.domain.cartons import Piece


class CartonViews(Protocol):
    """Reading it."""

    def measures(self, products: Collection[int]) -> dict[int, Piece]:
        """By product (ours); one piece of each."""
        ...

    def used_up(self, w: int) -> Sequence[int]:
        """Kinds of box (ours) that the warehouse has none of now."""
        ...


class Cartons(CartonViews, Protocol):
    """Writing it."""

    def none_left(self, w: int, box: int) -> None: ...
    def there_again(self, w: int, box: int) -> bool:
        """Whether it was used up."""
        ...

    def name(self, box: int) -> str | None:
        """None where there is no such kind."""
        ...
