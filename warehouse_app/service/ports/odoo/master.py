"""What Odoo keeps for a long time: warehouses, places, products, lots; and an order's transfer as it is pulled."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OdooProduct:
    """A product as it is sold. `codes` are (text, factor in thousandths of the base unit); weight g, size mm.

    `supplier` is the first of those it is bought from.
    """

    odoo_id: int
    sku: str
    name: str
    unit: str
    whole: bool
    tracking: str  # none | lot | serial
    expires: bool
    weight_g: int | None
    size_mm: tuple[int, int, int] | None
    codes: tuple[tuple[str, int], ...]
    shape: str = "box"
    hue: int = 210
    tags: tuple[str, ...] = ()  # its tags and its category: what rules call it by
    volume_ml: int | None = None
    supplier: str | None = None


@dataclass(frozen=True, slots=True)
class OdooPicture:
    """A picture as it is kept, empty where there is none or a large one; `mark` is another when it changed."""

    mark: str
    body: bytes


@dataclass(frozen=True, slots=True)
class OdooLot:
    odoo_id: int
    product: int
    name: str
    expires: str | None  # ISO date


@dataclass(frozen=True, slots=True)
class BinStock:
    """So much of a product lies in one place, of one lot and in one package, where it has them; all of it our own.

    `quantity_m` holds what is picked and not validated yet, `reserved_m` what some transfer wants or has picked.
    """

    product: int
    location: int
    lot: int | None
    package: int | None
    package_name: str | None
    quantity_m: int
    reserved_m: int


@dataclass(frozen=True, slots=True)
class OdooLocation:
    odoo_id: int
    code: str
    barcode: str | None


@dataclass(frozen=True, slots=True)
class OdooBox:
    """What goods are sent in: a package type. Size outside in mm, weight of the empty box in g, `max_g` filled."""

    odoo_id: int
    name: str
    barcode: str | None
    size_mm: tuple[int, int, int] | None
    weight_g: int | None
    max_g: int | None


@dataclass(frozen=True, slots=True)
class ShipTo:
    """Where a parcel goes, for its label; `country` is the two-letter code. Empty where Odoo has nothing."""

    name: str
    street: str = ""
    street2: str = ""
    zip: str = ""
    city: str = ""
    state: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class OdooMoveLine:
    """What is reserved for one move in one place. Quantity in thousandths of the product's base unit."""

    move: int
    product: int
    location: int
    lot: int | None
    quantity_m: int
    package: int | None = None
    kit: str | None = None  # what was sold, where that is made of several things
    each_m: int | None = None  # so much of it is in one of the kit, where that is known
    worth: int | None = None  # what a base unit was sold for, in hundredths of the order's money


@dataclass(frozen=True, slots=True)
class OdooTransfer:
    """A picking document ready to be worked. Demand per move in thousandths; `short_m` = demand not reserved.

    `whole_only`: its order ships only complete. `segment` is the sales team, `value` what the order comes to, in
    hundredths of its currency; `batch` the one it is in.
    """

    odoo_id: int
    name: str
    order: str
    order_id: int
    op_type: int
    carrier: str | None
    priority: int
    deadline: int | None
    customer_ok: bool
    lines: tuple[OdooMoveLine, ...]
    short_m: int
    ship_to: ShipTo | None = None
    whole_only: bool = False
    segment: str | None = None
    value: int | None = None
    batch: int | None = None


@dataclass(frozen=True, slots=True)
class OdooWarehouse:
    """`chain` are the operation types (Odoo's ids) an order's goods go through, first thing first, `steps` many."""

    odoo_id: int
    code: str
    name: str
    zone: str
    steps: int
    chain: tuple[int, ...] = ()
