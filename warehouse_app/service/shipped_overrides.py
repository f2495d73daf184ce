"""What every shop lets people do against its rules, as rules of the kind `override`: only what the app has today."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

_Rule = tuple[str, str, int, Mapping[str, Any]]  # kind, code, version, body

# code: who, for which reasons, and what limits it
_OVERRIDES: Mapping[str, Mapping[str, Any]] = {
    # Who may let which order go its hold says; to mend what was wrong is no override.
    "OV-RELEASE": {
        "roles": ["supervisor", "service", "stock", "finance"],
        "reasons": ["LG-CHECKED", "LG-KNOWN", "LG-PROMISE", "LG-FALSE"],
    },
    "OV-SHORT": {"roles": ["supervisor"], "reasons": ["OS-CUSTOMER", "OS-GIFT", "OS-PARTIAL"], "per_day": 10},
    # Few pieces of little worth are no override; whoever agrees to more has a limit of their own, in whole money.
    "OV-STOCK": {
        "roles": ["stock", "supervisor"],
        "reasons": ["OC-FOUND", "OC-LOST", "OC-BOOKING", "OC-YEAREND"],
        "beyond_m": 3000,
        "value": 50,
        "agree": ["stock", "supervisor", "finance"],
        "limits": {"supervisor": 200, "stock": 1000, "finance": 10000},
    },
    "OV-NOSCAN": {
        "roles": ["packer", "supervisor"],
        "reasons": ["ON-UNREADABLE", "ON-BULKY", "ON-DOWN"],
        "second": True,
        "agree": ["supervisor"],
    },
    # As far as a packer may go alone its check says; what comes here is beyond that.
    "OV-WEIGHT": {
        "roles": ["packer", "supervisor"],
        "reasons": ["OW-RECOUNT", "OW-FILLER", "OW-MASTER"],
        "second": True,
        "agree": ["supervisor"],
    },
    # Against a rule that refuses a return; and what a rule lets come back when a second person agrees.
    "OV-RETURN": {
        "roles": ["service", "supervisor"],
        "reasons": ["OR-GOODWILL", "OR-LAW", "OR-OURS"],
        "per_day": 10,
    },
    "OV-RETURN-ASKED": {
        "roles": ["returns", "service", "supervisor"],
        "reasons": ["OA-RULE"],
        "second": True,
        "agree": ["service", "supervisor"],
    },
    # Up to their limit, in whole money, people release alone what was proposed; all else is beyond it.
    "OV-REFUND": {
        "roles": ["returns", "service", "supervisor", "finance"],
        "reasons": ["OR-PROPOSED", "OR-GOODWILL", "OR-LAW", "OR-PHOTO", "OR-VIP", "OR-WORN"],
        "beyond_m": 0,
        "agree": ["service", "supervisor", "finance"],
        "limits": {"returns": 50, "service": 250, "supervisor": 250, "finance": 1000},
    },
    # Goods sent for others that came back, by the same limits: what they cost by Odoo's list.
    "OV-EXCHANGE": {
        "roles": ["returns", "service", "supervisor", "finance"],
        "reasons": ["OE-WISH", "OE-OTHER", "OE-OURS", "OR-GOODWILL"],
        "beyond_m": 0,
        "agree": ["service", "supervisor", "finance"],
        "limits": {"returns": 50, "service": 250, "supervisor": 250, "finance": 1000},
    },
    # What it is about is money: so far off the list prices (thousandths) one person is enough. To mend what was wrong
    # is no override, as above.
    "OV-PRICE": {
        "roles": ["finance", "service", "supervisor"],
        "reasons": ["OP-PROMOTION", "OP-AGREED", "LG-FALSE"],
        "alone_m": 250_000,
        "agree": ["finance", "supervisor"],
    },
    "OV-CARRIER": {
        "roles": ["supervisor"],
        "reasons": ["OX-MISSED", "OX-DOWN", "OX-CUSTOMER"],
        "per_day": 20,
        "agree": ["supervisor"],
    },
    "OV-ALLOC": {"roles": ["supervisor"], "reasons": ["OL-PROMISE", "OL-CUSTOMER", "OL-TRUCK"], "per_day": 20},
    "OV-DECISION": {"roles": ["supervisor"], "reasons": ["OD-FACTS", "OD-MISTAKE"], "per_day": 20},
}
_NEWER = {"OV-STOCK": 2}  # versions of what was shipped otherwise before


def shipped_overrides() -> Iterator[_Rule]:
    """All of them."""
    for rank, (code, body) in enumerate(_OVERRIDES.items(), start=1):
        yield "override", code, _NEWER.get(code, 1), {**body, "rank": rank}
