"""What a bench checks, and what that came to."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Protocol

from warehouse_app.domain.checks import CheckFacts, Result


class PackCheckViews(Protocol):
    """Reading."""

    def facts(self, transfer: int) -> CheckFacts:
        """Everything the checks of an order are compiled from."""
        ...

    def held(self, transfers: Collection[int]) -> set[int]:
        """Those of which a check failed and was not passed, or agreed to, since."""
        ...

    def has_no_label(self, token: str) -> bool:
        """Whether the order of this parcel has no whole address, or no carrier, as its check found."""
        ...

    def too_many(self, transfer: int) -> list[tuple[str, int]]:
        """(name, thousandths) of what lies in its totes and nobody wants any more."""
        ...

    def owners(self, texts: Sequence[str]) -> set[int]:
        """The products that one of these texts is a barcode of."""
        ...

    def line(self, transfer: int, product: int) -> int | None:
        """A line of the order with this product."""
        ...

    def product(self, line: int) -> int | None:
        """What a line is of."""
        ...


class PackChecks(PackCheckViews, Protocol):
    """Writing it."""

    def keep(self, transfer: int, event: str, result: Result) -> None: ...
