"""What every shop's gate begins with.

Rules on trial: judged and counted, they hold nothing until somebody switches them on. The fact map as far as every Odoo
has it, and segments that are off.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

_Rule = tuple[str, str, int, Mapping[str, Any]]  # kind, code, version, body

EU = "AT, BE, BG, CY, CZ, DE, DK, EE, ES, FI, FR, GR, HR, HU, IE, IT, LT, LU, LV, MT, NL, PL, PT, RO, SE, SI, SK"
_OPEN: Mapping[str, Any] = dict.fromkeys(
    ("figure", "low", "high", "discount", "within", "carriers", "countries", "channels", "free")
)
_GATE: Mapping[str, Mapping[str, Any]] = {
    "GT-PAID": {"within": 240},
    "GT-AMOUNT": {"figure": 5},
    "GT-FRAUD": {"figure": 1},
    "GT-CREDIT": {},
    "GT-HOLD": {},
    "GT-ADDRESS": {"figure": 35},
    "GT-BOX": {"mode": "off"},
    "GT-CONTACT": {},
    "GT-CUSTOMS": {"free": EU},
    "GT-ALIKE": {"within": 30},
    "GT-REFERENCE": {},
    "GT-PRICE": {"low": 70, "high": 150, "discount": 30},
    "GT-TAX": {},
    "GT-STOCK": {"mode": "off"},
    "GT-OVERSOLD": {},
    "GT-MEASURES": {"figure": 0},
    "GT-CARRIER": {},
    "GT-HAZMAT": {},
    "GT-LATE": {},
}
_FACTS = {
    "reference": "sale.order:client_order_ref",
    "promised": "sale.order:commitment_date",
    "customs_code": "product.product:hs_code",
    "channel": "sale.order:team_id",
}
_SEGMENTS: Mapping[str, Mapping[str, Any]] = {
    "SG-1": {"size": "one", "lane": "single"},
    **{f"SG-{n}": {} for n in range(2, 9)},
}
_PATH: Mapping[str, Any] = {
    "on": False, "name": None, "size": "any", "types": None, "channels": None, "classes": None, "methods": None,
    "countries": None, "value_from": None, "value_to": None, "lane": "mixed", "wave": None, "boost": None,
}  # fmt: skip

# What a cart of less than seven tenths waits for more orders at most, in minutes.
_WAVES = {"WV-USUAL": 30, **{f"WV-{n}": 0 for n in range(1, 5)}}
_CART: Mapping[str, Any] = {
    "totes": None, "lines": None, "units": None, "kilos": None, "litres": None, "zones": False, "urgent": False,
}  # fmt: skip


def shipped_gate() -> Iterator[_Rule]:
    """All of it, as rules of the kinds `gate`, `fact`, `segment` and `wave`."""
    for rank, (code, body) in enumerate(_GATE.items(), start=1):
        yield "gate", code, 1, {"mode": "trial", **_OPEN, **body, "rank": rank}
    for fact, field in _FACTS.items():
        yield "fact", fact, 1, {"how": "field", "field": field, "value": None}
    for rank, (code, body) in enumerate(_SEGMENTS.items(), start=1):
        yield "segment", code, 1, {**_PATH, **body, "rank": rank}
    for rank, (code, waits) in enumerate(_WAVES.items(), start=1):
        yield "wave", code, 1, {**_CART, "waits": waits, "rank": rank}
