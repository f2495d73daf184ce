"""What every shop begins with at the bench, as rules of the kinds `check`, `limit` and `question`.

What asks nothing of a packer who does right is on; what may be wrong because master data is, only tells; what
a shop has to name goods, carriers or words for is off until somebody does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

_Rule = tuple[str, str, int, Mapping[str, Any]]  # kind, code, version, body

# code, on, amount: first orders of a packer, value of an order, one in so many
_CHECKS = (
    ("CK-EACH", False, None),
    ("CK-NEW", True, 50),
    ("CK-ALIKE", True, None),
    ("CK-VALUE", True, 150),
    ("CK-SHORT", True, None),
    ("CK-RANDOM", True, 10),
    ("CK-LOT", False, None),
    ("CK-KIT", True, None),
    ("CK-ADDRESS", True, None),
    ("CK-CARRIER", False, None),
    ("CK-DATA", False, None),
)
# code, on, stops, percent, grams
_LIMITS = (
    ("CK-WEIGHT", True, False, 3, 30),
    ("CK-FIT", True, False, 100, None),
    ("CK-HEAVY", False, True, None, 31_500),
    ("CK-HEAVY-2", False, True, None, None),
    ("CK-HEAVY-3", False, True, None, None),
    ("CK-BOX", False, True, None, None),
    ("CK-BOX-2", False, True, None, None),
    ("CK-BOX-3", False, True, None, None),
)
# code, on, what goods: those that carry such a tag in Odoo
_QUESTIONS = (
    ("CQ-HAZMAT", True, "hazmat"),
    ("CQ-AGE", True, "age 18"),
    *((f"CQ-{n}", False, None) for n in range(1, 7)),
)


def shipped_checks() -> Iterator[_Rule]:
    """All of them."""
    whom: dict[str, Any] = dict.fromkeys(("products", "carriers", "segments", "customers"))
    orders = {name: None for name in whom if name != "products"}
    for rank, (code, on, amount) in enumerate(_CHECKS, start=1):
        yield "check", code, 1, whom | {"on": on, "amount": amount, "rank": rank}
    for rank, (code, on, stops, percent, grams) in enumerate(_LIMITS, start=1):
        figures = {"percent": percent, "grams": grams, "boxes": None}
        yield "limit", code, 1, orders | figures | {"on": on, "stops": stops, "rank": rank}
    for rank, (code, on, products) in enumerate(_QUESTIONS, start=1):
        asked = {"how": "look", "says": None, "least": None, "most": None}
        yield "question", code, 1, whom | asked | {"on": on, "products": products, "rank": rank}
