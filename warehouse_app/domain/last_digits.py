"""No readable barcode: the figures under its bars answer for it, where the rules of the shop allow that.

>>> ends([("4006381333931", 1000), ("14006381333938", 12000), ("SOAP-A", 1000)], frozenset())
['3931']
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

FIGURES = 4
TRIES = 3  # then the line is a short, or for later

Codes = Iterable[tuple[str, int]]


def rule(on: bool) -> dict[str, Any] | None:
    """What a sheet says of it: how many figures are asked, and how often they may be wrong."""
    return {"figures": FIGURES, "tries": TRIES} if on else None


def shared(goods: Iterable[Codes]) -> frozenset[str]:
    """Ends that goods of several kinds have: they are no proof of which of them is in the hand."""
    counted = Counter(end for codes in goods for end in {_end(text) for text, _ in codes})
    return frozenset(end for end, kinds in counted.items() if kinds > 1)


def ends(codes: Codes, taken: frozenset[str]) -> list[str]:
    """What may be typed in place of one piece. A case is never typed, and letters are no figures."""
    found = {_end(text) for text, factor_m in codes if factor_m == 1_000}
    return sorted(end for end in found - taken if len(end) == FIGURES and end.isascii() and end.isdigit())


def _end(text: str) -> str:
    return text.strip()[-FIGURES:]
