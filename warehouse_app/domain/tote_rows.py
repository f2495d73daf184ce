"""Many totes in few words: codes that follow each other become a row, first and last.

>>> rows_of(["T-0007", "T-0008", "T-0009", "T-0011", "BLUE"])
[['T-0007', 'T-0009'], ['T-0011'], ['BLUE']]
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_NUMBER = re.compile(r"\d+\Z")


def rows_of(codes: Iterable[str]) -> list[list[str]]:
    """Rows of the codes, which come in order. A row has one name and numbers of one width."""
    rows: list[list[str]] = []
    for code in codes:
        if rows and _next(rows[-1][-1]) == code.upper():
            rows[-1] = [rows[-1][0], code.upper()]
        else:
            rows.append([code.upper()])
    return rows


def _next(code: str) -> str | None:
    number = _NUMBER.search(code)
    if number is None:
        return None
    following = str(int(number[0]) + 1).zfill(len(number[0]))
    return code[: number.start()] + following if len(following) == len(number[0]) else None
