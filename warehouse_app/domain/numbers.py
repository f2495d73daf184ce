"""Numbers for people: read out on a phone, typed from paper, so they end in a check character.

The check is ISO/IEC 7064 MOD 37,36: it finds every wrong character and nearly every swap of two neighbours, over
digits and letters; hyphens and case do not count.

>>> with_check("C-00042")
'C-00042-Q'
>>> is_right("c-00042-q"), is_right("C-00024-Q")
(True, False)
"""

from __future__ import annotations

_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_M = len(_ALPHABET)


def with_check(number: str) -> str:
    """The number with its check character behind a hyphen. Raises ValueError for other than digits and letters."""
    return f"{number}-{_check_character(number)}"


def amount(quantity_m: int) -> str:
    """Thousandths as a person reads them.

    >>> [amount(m) for m in (3000, 1250, -500)]
    ['3', '1.25', '-0.5']
    """
    return f"{quantity_m / 1000:.3f}".rstrip("0").rstrip(".")


def is_right(number: str) -> bool:
    """Whether the last character of `number` is the check character of those before it."""
    body, _, check = number.upper().rpartition("-")
    try:
        return bool(body) and _check_character(body) == check
    except ValueError:
        return False


def _check_character(number: str) -> str:
    product = _M
    for character in number.upper().replace("-", ""):
        total = (product + _ALPHABET.index(character)) % _M or _M
        product = total * 2 % (_M + 1)
    return _ALPHABET[(1 - product) % _M]
