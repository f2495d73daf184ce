"""GS1 numbers for the demo's goods, under 952, the prefix GS1 keeps for demonstrations: no real article has one.

The check digit is worked out here once more on purpose: a double that shared our code would share our errors.
"""

from __future__ import annotations

_DEMONSTRATION = "952"
_SPREAD = 618_033_989  # has no factor in common with 10^9: neighbours get numbers far apart, no two the same


def check_digit(body: str) -> str:
    """The last digit of a GS1 number, for all digits before it: weights 3, 1, 3... from the right."""
    total = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(body)))
    return str(-total % 10)


def ean13(article: int) -> str:
    """The EAN-13 of the demo's article number (below 10^9)."""
    body = f"{_DEMONSTRATION}{article * _SPREAD % 10**9:09d}"
    return body + check_digit(body)


def gtin14(indicator: int, ean: str) -> str:
    """The case of an article: its EAN-13 with a packing indicator 1 to 8 before it."""
    body = f"{indicator}{ean[:12]}"
    return body + check_digit(body)
