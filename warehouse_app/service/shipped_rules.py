"""The rules every shop begins with: why a line is short, an order held and let go, goods come back, Odoo is not told;
when the teams work, and when a detector loses patience.

They are installed at each start; what a shop made of a rule stays (`Releasing.ship_rule`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from warehouse_app.domain.calendars import SHIPPED
from warehouse_app.service.detectors import shipped_detectors
from warehouse_app.service.ports.releasing import Shipped
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.shipped_bench import shipped_bench
from warehouse_app.service.shipped_checks import shipped_checks
from warehouse_app.service.shipped_gate import shipped_gate
from warehouse_app.service.shipped_judging import shipped_judging
from warehouse_app.service.shipped_overrides import shipped_overrides
from warehouse_app.service.shipped_policy import shipped_policy
from warehouse_app.service.shipped_profiles import shipped_profiles
from warehouse_app.service.shipped_refunds import shipped_refunds
from warehouse_app.service.shipped_returns import shipped_returns
from warehouse_app.service.shipped_skills import shipped_skills
from warehouse_app.service.shipped_templates import shipped_templates
from warehouse_app.service.shipped_types import shipped_types

# The card, whether the picker is asked how many still lie in the bin, what becomes of the bin, what is opened about it,
# and whether the policy may send the picker elsewhere. In the order of the screen, which has six.
_PICK = (
    ("RC-EMPTY", "none", "cut", "INV-BIN", "auto"),
    ("RC-PART", "ask", "cut", "INV-BIN", "auto"),
    ("RC-DAMAGED", "ask", "lock", "INV-GOODS", "auto"),
    ("RC-WRONG", "ask", "cut", "INV-GOODS", "auto"),
    ("RC-REACH", "none", "none", "INV-BIN", "offer"),
    ("RC-LABEL", "none", "none", "none", "offer"),
    ("RC-ELSE", "none", "none", "none", "offer"),
    ("RC-EXPIRED", "ask", "lock", "INV-GOODS", "auto"),
)
_CUT = {"pieces": 3, "value": 50}  # what is corrected without anybody looking at it: base units, whole money

_SHOWN = ("RC-DAMAGED", "RC-LABEL")  # told better by a photo, which is asked for and may be left out

_NOTED = ("RC-REACH",)  # what is in the way says whom to send
_OF_A_LOT = ("RC-EXPIRED",)

# Why an order is held: the type of its case, the team that owns it, how bad, minutes to answer.
_HOLD = (
    ("HD-CUSTOMER", "ORD-INCOMPLETE", "service", "normal", 120),
    ("HD-ADDRESS", "CUS-ADDRESS", "service", "high", 30),
    ("HD-PAYMENT", "PAY-CAPTURE", "finance", "normal", 240),
    ("HD-FRAUD", "PAY-FRAUD", "finance", "critical", 60),
    ("HD-STOCK", "INV-NEGATIVE", "stock", "normal", 240),
    ("HD-OTHER", "ORD-INCOMPLETE", "floor", "normal", 120),
)
_ONLY = {"HD-FRAUD": ["finance"]}  # nobody else lets these go

# Why it is let go. `false_alarm`: it need not have been held.
_LET_GO = ("LG-MENDED", "LG-CHECKED", "LG-KNOWN", "LG-PROMISE", "LG-FALSE")

# Why Odoo's quantities are right after all, and why something is never told to Odoo; the last asks for words.
_ACCEPT = ("AC-COUNTED", "AC-EDITED", "AC-OTHER")
_WRITE_OFF = ("WO-BYHAND", "WO-NEEDLESS", "WO-WRONG", "WO-OTHER")


def shipped() -> Iterator[Shipped]:
    """All of them."""
    for rank, (code, count, bin_, opens, elsewhere) in enumerate(_PICK, start=1):
        body: dict[str, Any] = {
            "key": f"reason.{code}",
            "count": count,
            "photo": "ask" if code in _SHOWN else "none",
            "note": "ask" if code in _NOTED else "none",
            "lot": "ask" if code in _OF_A_LOT else "none",
            "bin": bin_,
        }
        yield "reason", code, 4, body | _CUT | {"opens": opens, "elsewhere": elsewhere, "screen": "pick", "rank": rank}
    yield from shipped_policy()
    yield from shipped_profiles()
    yield from shipped_skills()
    for rank, (code, type_, owner, severity, minutes) in enumerate(_HOLD, start=1):
        body = {"type": type_, "owner": owner, "severity": severity, "minutes": minutes, "rank": rank}
        yield "hold", code, 1, body | ({"only": _ONLY[code]} if code in _ONLY else {})
    for rank, code in enumerate(_LET_GO, start=1):
        yield "let_go", code, 1, {"rank": rank, "false_alarm": code == "LG-FALSE"}
    for kind, codes in (("accept", _ACCEPT), ("write_off", _WRITE_OFF)):
        for rank, code in enumerate(codes, start=1):
            yield kind, code, 1, {"rank": rank}
    yield from shipped_returns()
    for rank, (calendar, week) in enumerate(SHIPPED.items(), start=1):
        yield "hours", calendar, 1, {"week": week, "rank": rank}
    yield from shipped_detectors()
    yield from shipped_types()
    yield from shipped_templates()
    yield from shipped_overrides()
    yield from shipped_checks()
    yield from shipped_bench()
    yield from shipped_judging()
    yield from shipped_refunds()
    yield from shipped_gate()


def ship_rules(uow: UnitOfWork) -> None:
    """Keeps those that are new."""
    uow.releasing.ship_rules(shipped())
