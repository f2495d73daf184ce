"""What may be wrong with the data, whose it is by its type of exception, and the columns that bring it right.

A kind is one thing to fill in: a file with a second column would empty that one where a row leaves it blank.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """`type` is the exception's; `model` Odoo's, where importing a file mends it, and `fields` what the file fills.

    `label` is the design that can be printed for it; `group` that of the facts it is judged by.
    """

    code: str
    type: str
    group: str
    model: str = ""
    fields: tuple[str, ...] = ()
    label: str = ""

    @property
    def detector(self) -> str:
        """The beginning of its finding key; the rest is the kind."""
        return f"{self.type}|data|"

    @property
    def key(self) -> str:
        """The finding key of all of it."""
        return f"{self.detector}{self.code}"


_GOODS = "product.product"
_PARTNER = "res.partner"
_SIZE = ("packaging_length", "width", "height")

KINDS: Mapping[str, Kind] = {
    kind.code: kind
    for kind in (
        Kind("no_barcode", "FUL-DATA", "goods", _GOODS, ("barcode",), "product"),
        Kind("same_barcode", "FUL-DATA", "goods", _GOODS, ("barcode",), "product"),
        Kind("no_weight", "FUL-DATA", "goods", _GOODS, ("weight",)),
        Kind("no_volume", "FUL-DATA", "goods", _GOODS, ("volume",)),
        Kind("no_picture", "FUL-DATA", "goods", _GOODS, ("image_1920",)),
        Kind("no_date", "FUL-DATA", "lots", "stock.lot", ("expiration_date",)),
        Kind("bin_no_barcode", "INV-PLACE", "bins", "stock.location", ("barcode",), "location"),
        Kind("bin_unreadable", "INV-PLACE", "bins", "stock.location", ("name",)),
        Kind("no_lot", "INV-NEGATIVE", "stock"),
        Kind("negative", "INV-NEGATIVE", "stock"),
        Kind("drifted", "INV-NEGATIVE", "stock"),
        Kind("no_cutoff", "SHP-DATA", "carriers"),
        Kind("no_size", "SHP-DATA", "boxes", "stock.package.type", _SIZE),
        Kind("no_street", "CUS-ADDRESS", "addresses", _PARTNER, ("street",)),
        Kind("wrong_zip", "CUS-ADDRESS", "addresses", _PARTNER, ("zip",)),
        Kind("no_city", "CUS-ADDRESS", "addresses", _PARTNER, ("city",)),
        Kind("no_country", "CUS-ADDRESS", "addresses", _PARTNER, ("country_id",)),
        Kind("no_phone", "CUS-DATA", "addresses", _PARTNER, ("phone",)),
    )
}
TYPES = tuple(dict.fromkeys(kind.type for kind in KINDS.values()))
