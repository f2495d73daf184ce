"""What every shop refunds by, as rules of the kind `refund`. Money is whole money of the order's currency."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from warehouse_app.domain.refunds import TERMS

_Rule = tuple[str, str, int, Mapping[str, Any]]  # kind, code, version, body

# Percent a grade takes off where the customer bears it, and what a return costs them; whether what sending cost goes
# back where it was not their fault or all came back; whether worn goods ask for two people; and whether credit notes
# are posted by the app.
_BODY: Mapping[str, Any] = {
    "less_a": 0, "less_b": 0, "less_c": 30, "less_d": 60, "fee": 0, "freight": True, "ask_worn": True, "post": False,
}  # fmt: skip


def shipped_refunds() -> Iterator[_Rule]:
    """All of them."""
    yield "refund", TERMS, 1, {**_BODY, "rank": 1}
