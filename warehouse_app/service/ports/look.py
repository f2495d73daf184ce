"""What somebody sees who scans a thing to know what it is. Ids are ours."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Found:
    """What a text stands for: location, product, tote, wave, parcel, order, transfer or lot. `factor_m` is of goods."""

    what: str
    id: int
    factor_m: int


@dataclass(frozen=True, slots=True)
class Goods:
    """A product with all that may be scanned for it."""

    id: int
    sku: str
    name: str
    unit: str
    whole: bool
    tracking: str
    shape: str
    hue: int
    codes: tuple[tuple[str, int], ...] = ()
    picture: str | None = None


@dataclass(frozen=True, slots=True)
class Lies:
    """So much of a product lies in a place: as Odoo had it at `seen_at` (ms UTC), else as open orders want it."""

    product: int
    location: int
    code: str
    lot: int | None
    qty_m: int
    seen_at: int | None = None


@dataclass(frozen=True, slots=True)
class Lot:
    id: int
    product: int
    name: str
    expires: str | None


@dataclass(frozen=True, slots=True)
class Seen:
    """A thing of the app's own: its name, what is known of it, and the goods in it (product, lot, thousandths)."""

    title: str
    facts: tuple[tuple[str, str], ...]
    holds: tuple[tuple[int, int | None, int], ...] = ()


class LookViews(Protocol):
    def find(self, w: int, text: str, lot_of: int | None = None) -> Sequence[Found]:
        """All that bears this text, of one kind; with `lot_of` a lot of that product."""
        ...

    def goods(self, products: Collection[int]) -> dict[int, Goods]: ...
    def lots(self, lots: Collection[int]) -> dict[int, Lot]: ...
    def lies(self, w: int, product: int | None = None, location: int | None = None) -> Sequence[Lies]:
        """Where a product lies, or what lies in a place."""
        ...

    def seen(self, found: Found) -> Seen:
        """A place, tote, wave, parcel, order or transfer."""
        ...
