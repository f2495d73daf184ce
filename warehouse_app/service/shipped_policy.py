"""The policy of shorts every shop begins with: twelve rows, tried from the first on; three are free for the shop."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from warehouse_app.domain.policy import METRES

_Rule = tuple[str, str, int, Mapping[str, Any]]  # kind, code, version, body

# on, only, percent left from, to, truck, its minutes, another bin, what is done
_ROWS = (
    (True, "any", 0, 100, "any", 30, "any", "ask"),
    (True, "any", 0, 100, "any", 30, "passes", "found"),
    (False, "any", 0, 100, "more", 60, "known", "found"),
    (True, "whole", 0, 100, "any", 30, "any", "wait"),
    (True, "parts", 0, 0, "any", 30, "any", "wait"),
    (True, "parts", 60, 100, "any", 30, "any", "ship_short"),
    (True, "parts", 1, 59, "less", 30, "any", "ship_short"),
    (False, "parts", 1, 59, "more", 240, "any", "wait"),
    (False, "any", 0, 100, "any", 30, "any", "cancel"),
    *((False, "any", 0, 100, "any", 30, "any", "ask"),) * 3,
)
_REASONS = {"PL-01": "RC-ELSE"}  # the picker saw the goods elsewhere: a person looks where
_NAMES = ("on", "only", "left_from", "left_to", "truck", "ahead", "other_bin", "does")


def shipped_policy() -> Iterator[_Rule]:
    """All rows, as rules of the kind `policy`."""
    for rank, row in enumerate(_ROWS, start=1):
        code, body = f"PL-{rank:02d}", dict(zip(_NAMES, row, strict=True))
        yield (
            "policy",
            code,
            2,
            body | {"segment": None, "reason": _REASONS.get(code), "metres": METRES, "by": "pieces", "rank": rank},
        )
