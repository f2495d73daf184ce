"""The reserve: places from which nobody picks, by patterns of their codes.

>>> [is_reserve(code, ["*-5", "r-*"]) for code in ("A-04-5", "R-01-1", "A-04-2")]
[True, True, False]
"""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatchcase


def is_reserve(code: str, patterns: Iterable[str]) -> bool:
    """Whether one of the patterns is of this code; `*` is any text, `?` one character, upper and lower case alike."""
    return any(fnmatchcase(code.upper(), one.upper()) for one in patterns)
