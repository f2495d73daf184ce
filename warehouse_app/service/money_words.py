"""Money as people read and type it."""

from __future__ import annotations

import re

LONGEST = 12


def money_text(amount: int, currency: str, digits: int) -> str:
    """Minor units as money.

    >>> money_text(123450, "EUR", 2), money_text(-5, "EUR", 2), money_text(1200, "JPY", 0)
    ('1234.50\\xa0EUR', '-0.05\\xa0EUR', '1200\\xa0JPY')
    """
    sign, figure = ("-" if amount < 0 else ""), abs(amount)
    whole = f"{figure // 10**digits}.{figure % 10**digits:0{digits}d}" if digits else str(figure)
    return f"{sign}{whole}\u00a0{currency}".strip()


def money_typed(text: str, digits: int) -> int | None:
    """What somebody typed, in minor units; None: that is no amount.

    >>> [money_typed(text, 2) for text in ("12", "12.5", "12,50", "1.234,50", "-3", "1e3", "12.345")]
    [1200, 1250, 1250, None, None, None, None]
    """
    found = re.fullmatch(r"([0-9]{1,9})(?:[.,]([0-9]{1,3}))?", text.strip()[: LONGEST + 2])
    if found is None or len(found[2] or "") > digits:
        return None
    return int(found[1]) * int(10**digits) + int((found[2] or "").ljust(digits, "0") or 0)
