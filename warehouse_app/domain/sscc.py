"""Serial shipping container codes: the number GS1 gives a box, once in the world and never again.

>>> sscc("4012345", 1)
'040123450000000016'
"""

from __future__ import annotations

_BODY = 17  # digits before the check digit: one of ours, the company's prefix, ours again


def sscc(prefix: str, number: int) -> str:
    """The `number`-th code (from 1) of the company with this GS1 prefix of 4 to 12 digits.

    Raises:
        ValueError: the prefix has no more numbers.
    """
    own = _BODY - len(prefix)
    if not 0 < number < 10**own:
        raise ValueError(f"the prefix {prefix} has no number {number}")
    digits = f"{number:0{own}d}"
    body = digits[0] + prefix + digits[1:]
    return body + check_digit(body)


def check_digit(body: str) -> str:
    """GS1's check digit of the digits before it.

    >>> check_digit("400638133393")
    '1'
    """
    weighed = (int(digit) * (1 if place % 2 else 3) for place, digit in enumerate(reversed(body)))
    return str(-sum(weighed) % 10)
