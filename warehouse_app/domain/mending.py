"""What may be mended on an exception, by its type; what a form may say; and when Odoo's data is right.

    CUS-ADDRESS      address, phone         right when street, postcode, town and country are there
    CUS-MOVED        address                right when the transfer goes where its order says
    CUS-DATA         phone, e-mail, carrier right when what was missing is there
    FUL-DATA         weight, barcode, volume  right when weight and barcode are there, or what was missing is
    ORD-INCOMPLETE   address, phone, carrier right when the address is whole and a carrier is set
    SHP-LABEL        address, phone, carrier ends when its label was scanned, not here

`facts["missing"]` of a case names one field where only that is missing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from warehouse_app.domain.errors import Refused

ADDRESS = ("street", "street2", "zip", "city", "country")
NEEDED = ("street", "zip", "city", "country")
PRODUCT = ("weight_g", "barcode")
VOLUME = "volume_l"  # all the size that Odoo has of a product: no lengths
FIELDS: Mapping[str, tuple[str, ...]] = {
    "CUS-ADDRESS": (*ADDRESS, "phone"),
    "CUS-MOVED": ADDRESS,
    "CUS-DATA": ("phone", "email", "carrier"),
    "FUL-DATA": (*PRODUCT, VOLUME),
    "ORD-INCOMPLETE": (*ADDRESS, "phone", "carrier"),
    "SHP-LABEL": (*ADDRESS, "phone", "carrier"),
}
_RIGHT: Mapping[str, tuple[str, ...]] = {
    "CUS-ADDRESS": NEEDED,
    "CUS-MOVED": ("agrees",),
    "CUS-DATA": ("phone",),
    "FUL-DATA": PRODUCT,
    "ORD-INCOMPLETE": (*NEEDED, "carrier"),
}
_ROLES: Mapping[str, tuple[str, ...]] = {
    "CUS": ("service", "supervisor"),
    "ORD": ("service", "supervisor"),
    "SHP": ("service", "supervisor"),
    "FUL": ("stock", "supervisor"),
}
LONGEST = {"country": 2, VOLUME: 10, "barcode": 64, "phone": 40}
TEXT_MAX = 120
_LITRES = re.compile(r"[0-9]{1,6}([.,][0-9]{1,3})?")
HEAVIEST_G = 1_000_000
LARGEST_ML = 100_000_000


@dataclass(frozen=True, slots=True)
class Fix:
    """What is to be written. `address` holds phone and e-mail too; None stays as it is."""

    address: Mapping[str, str]
    carrier: str | None = None
    weight_g: int | None = None
    barcode: str | None = None
    volume_ml: int | None = None

    @property
    def fields(self) -> list[str]:
        """Their names, for the history: what was written there is Odoo's to know."""
        more = {"carrier": self.carrier, "weight_g": self.weight_g, "barcode": self.barcode, VOLUME: self.volume_ml}
        return [*self.address, *(name for name, value in more.items() if value is not None)]


def may_mend(type_: str, roles: frozenset[str]) -> bool:
    """Whether somebody with these roles may mend an exception of this type."""
    return type_ in FIELDS and not roles.isdisjoint(_ROLES[type_[:3]])


def fix_of(type_: str, given: Mapping[str, str]) -> Fix:
    """What a form says. A field that is not in it stays as it is; so does an empty one, but for the second line.

    Raises:
        Refused: `mend.field` (which one, in `field`), `mend.nothing`.
    """
    sent = {name: " ".join(text.split()) for name, text in given.items() if name in FIELDS.get(type_, ())}
    for name, text in sent.items():
        if len(text) > LONGEST.get(name, TEXT_MAX) or not text.isprintable() or not _fits(name, text):
            raise Refused("mend.field", 400, {"field": name, "most": LONGEST.get(name, TEXT_MAX)})
    said = {name: text for name, text in sent.items() if text or name == "street2"}
    address = {name: text for name, text in said.items() if name in (*ADDRESS, "phone", "email")}
    weight = said.get("weight_g")
    volume = said.get(VOLUME)
    fix = Fix(
        address, said.get("carrier"), int(weight) if weight else None, said.get("barcode"),
        _ml(volume) if volume else None,
    )  # fmt: skip
    if type_ != "CUS-MOVED" and not [name for name in fix.fields if name != "street2"]:
        raise Refused("mend.nothing", 400)
    return fix


def is_right(type_: str, missing: str | None, now: Mapping[str, str]) -> bool:
    """Whether Odoo's data is as it has to be: `now` has the fields, and `agrees` ("" or "yes").

    >>> is_right("CUS-DATA", "email", {"email": "a@b.example"}), is_right("CUS-DATA", None, {"email": "a@b.example"})
    (True, False)
    """
    needed = _RIGHT.get(type_, ())
    wanted = (missing,) if missing in FIELDS.get(type_, ()) else needed
    return bool(needed) and all(now.get(name) for name in wanted)


def _ml(text: str) -> int | None:
    """Litres as somebody types them, in thousandths.

    >>> _ml("12,5"), _ml("0.75"), _ml("1e3"), _ml("x")
    (12500, 750, None, None)
    """
    return round(float(text.replace(",", ".")) * 1000) if _LITRES.fullmatch(text) else None


def _fits(name: str, text: str) -> bool:
    if not text:
        return True
    if name == "country":
        return len(text) == 2 and text.isascii() and text.isalpha()
    if name == "weight_g":
        return text.isascii() and text.isdecimal() and 0 < int(text) <= HEAVIEST_G
    if name == VOLUME:
        return 0 < (_ml(text) or 0) <= LARGEST_ML
    if name == "barcode":
        return text.isascii() and " " not in text
    return name != "email" or "@" in text
