"""Many totes in few words: codes that follow each other become a row, first and last.

>>> rows_of(["T-0007", "T-0008", "T-0009", "T-0011", "BLUE"])
[['T-0007', 'T-0009'], ['T-0011'], ['BLUE']]
"""

from __future__ import annotations

from collections.abc import Iterable
from string import digits


def rows_of(codes: Iterable[str]) -> list[list[str]]:
    """Rows of the codes, which come in order. A row has one name and numbers of one width."""
    rows: list[list[str]] = []
    following: str | None = None
    for code in map(str.upper, codes):
        if code == following:
            rows[-1][1:] = [code]
        else:
            rows.append([code])
        following = _next(code)
    return rows


def _next(code: str) -> str | None:
    name = code.rstrip(digits)
    number = code[len(name) :]
    following = str(int(number or 0) + 1).zfill(len(number))
    return name + following if len(following) == len(number) else None
