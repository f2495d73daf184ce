"""What stands on labels that are printed in bulk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Place:
    """A location as it is written on its rack."""

    code: str
    barcode: str | None
    aisle: str
    bay: str
    level: str


@dataclass(frozen=True, slots=True)
class GoodsLabel:
    """Goods, with the code that stands for one of them where there is any; `codes` are all that name it."""

    sku: str
    name: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Slip:
    """A packed document: who gets it, in which parcels, and what is in them (sku, name, unit, thousandths)."""

    order: str
    transfer: str
    sender: str
    ship_to: Mapping[str, str] | None
    parcels: tuple[str, ...]
    rows: tuple[tuple[str, str, str, int], ...]


class LabelViews(Protocol):
    """Reading them; everything in the order in which it is to be printed."""

    def places(self, w: int) -> Sequence[Place]: ...
    def goods(self) -> Sequence[GoodsLabel]: ...
    def slip(self, w: int, name: str) -> Slip | None:
        """Of the newest packed document of this order, or with this name or a parcel of this number."""
        ...

    def newest(self, w: int) -> tuple[str | None, str | None]:
        """What a bench called the parcel that was closed last, and the number of the newest return."""
        ...
