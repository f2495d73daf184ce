"""What is read of Odoo to say whether its data is fit to run. Ids are Odoo's; None for a group: it cannot be read.

`lines` is how many lines of orders it was about in the days that were read, of addresses how many wait now.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Goods:
    """A product that left lately or is to leave. `packs` are the barcodes of its packagings.

    0 is an unknown weight or volume. Odoo Community keeps a volume, and no length, width and height.
    """

    id: int
    sku: str
    name: str
    barcode: str
    packs: tuple[str, ...] = ()
    weight_g: int = 0
    volume_ml: int = 0
    has_picture: bool = False
    lines: int = 0


@dataclass(frozen=True, slots=True)
class Bin:
    """A place that goods lie in."""

    id: int
    code: str
    barcode: str = ""
    lines: int = 0


@dataclass(frozen=True, slots=True)
class Carrier:
    """Who takes parcels; `lines` are its deliveries."""

    id: int
    name: str
    lines: int = 0


@dataclass(frozen=True, slots=True)
class Box:
    """A type of package that goods are sent in."""

    id: int
    name: str
    has_size: bool


@dataclass(frozen=True, slots=True)
class Address:
    """Where an open order goes; empty where Odoo has nothing. `country` has two letters."""

    id: int
    order: str
    street: str = ""
    zip: str = ""
    city: str = ""
    country: str = ""
    phone: str = ""
    carrier: str = ""
    lines: int = 0


@dataclass(frozen=True, slots=True)
class Stock:
    """What Odoo says lies in a place: of one product, lot and package. `held_m` is what its record says is reserved.

    `wanted_m` is what open lines reserve there. `tracked`: the product is kept by lot or serial number.
    """

    key: str
    sku: str
    bin: str
    lot: str = ""
    quantity_m: int = 0
    held_m: int = 0
    wanted_m: int = 0
    tracked: bool = False
    lines: int = 0


@dataclass(frozen=True, slots=True)
class DatedLot:
    """A lot of goods that expire."""

    id: int
    name: str
    sku: str
    has_date: bool
    lines: int = 0


@dataclass(frozen=True, slots=True)
class MasterData:
    """All of it, of one warehouse; `days` is how far back lines were counted."""

    days: int
    goods: Sequence[Goods] | None = ()
    bins: Sequence[Bin] | None = ()
    carriers: Sequence[Carrier] | None = ()
    boxes: Sequence[Box] | None = ()
    addresses: Sequence[Address] | None = ()
    stock: Sequence[Stock] | None = ()
    lots: Sequence[DatedLot] | None = ()
