"""What every shop refunds by: rules of the kinds `refund` and `refund_auto`. Money is whole money of the order's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from warehouse_app.domain.refunds import TERMS
from warehouse_app.domain.refunds_alone import POST, RELEASE

_Rule = tuple[str, str, int, Mapping[str, Any]]  # kind, code, version, body

# Percent a grade takes off where the customer bears it, and what a return costs them; whether what sending cost goes
# back where it was not their fault or all came back; and whether worn goods ask for two people.
_BODY: Mapping[str, Any] = {
    "less_a": 0, "less_b": 0, "less_c": 30, "less_d": 60, "fee": 0, "freight": True, "ask_worn": True,
}  # fmt: skip
# What the app does by itself is off until somebody switches it on.
_ALONE: Mapping[str, Mapping[str, Any]] = {
    RELEASE: {"on": False, "upto": 50, "worst": "A", "fault": None, "paid": True},
    POST: {"on": False, "upto": 50, "worst": None, "fault": None, "paid": False},
}


def shipped_refunds() -> Iterator[_Rule]:
    """All of them."""
    yield "refund", TERMS, 2, {**_BODY, "rank": 1}
    for rank, (code, body) in enumerate(_ALONE.items(), start=1):
        yield "refund_auto", code, 1, {**body, "rank": rank}
