"""Totes are registered for life, by the code on their side: one, or a whole row of numbers at once."""

from __future__ import annotations

import re

from warehouse_app.domain.errors import Refused
from warehouse_app.service.ports.store import UnitOfWork

MOST = 5000  # at once
_CODE = re.compile(r"(?P<name>[A-Z0-9][A-Z0-9._-]{0,30}?)(?P<number>\d{1,9})")


def codes_of(first: str, last: str | None) -> list[str]:
    """`T-0001` alone, or all from `T-0001` to `T-0120`.

    Raises:
        Refused: `tote.malformed`, `tote.range`.
    """
    begin = _CODE.fullmatch(first.strip().upper())
    if begin is None:
        raise Refused("tote.malformed", 400, {"code": first[:40]})
    if last is None:
        return [begin[0]]
    end = _CODE.fullmatch(last.strip().upper())
    width = len(begin["number"])
    if end is None or end["name"] != begin["name"] or len(end["number"]) != width:
        raise Refused("tote.range", 400, {"first": first[:40], "last": last[:40], "most": MOST})
    numbers = range(int(begin["number"]), int(end["number"]) + 1)
    if not 0 < len(numbers) <= MOST:
        raise Refused("tote.range", 400, {"first": first[:40], "last": last[:40], "most": MOST})
    return [f"{begin['name']}{number:0{width}d}" for number in numbers]


def following(first: str, many: int) -> list[str]:
    """So many codes from this one on.

    Raises:
        Refused: `tote.malformed`, `tote.range` (the figures run out).
    """
    begin = codes_of(first, None)[0]
    found = _CODE.fullmatch(begin)
    number = found["number"] if found is not None else ""
    last = str(int(number) + many - 1).zfill(len(number))
    return codes_of(begin, begin[: -len(number)] + last)


def add_totes(first: str, last: str | None, w: int, uow: UnitOfWork) -> list[str]:
    """Registers them; those that are here already stay as they are. Their codes.

    Raises:
        Refused: as `codes_of`.
    """
    codes = codes_of(first, last)
    uow.catalogue.keep_totes(w, codes)
    uow.changed("board", "tote", w)
    return codes
