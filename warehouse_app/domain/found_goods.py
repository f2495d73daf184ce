"""Goods at the returns desk that fit nothing: without papers, not of the order, too many; or an empty box."""

from __future__ import annotations

from dataclasses import dataclass

from warehouse_app.domain.facts import Event, Malformed, whole, word

NO_PAPERS, EMPTY = "no_papers", "empty"
WHAT = (NO_PAPERS, "unexpected", "too_many", EMPTY)
_OF_A_RETURN = ("unexpected", "too_many")
LONGEST = 64
_BAD = "fact.malformed"


@dataclass(frozen=True, slots=True)
class ReturnFound:
    """`return_`: whose box it came in (None: nobody knows); `code`: what was scanned of it, if anything was."""

    what: str
    return_: int | None
    code: str | None
    qty_m: int


def parse_found(event: Event) -> ReturnFound:
    """Raises Malformed: `fact.malformed`."""
    body = event.body
    what, back, code = word(body.get("what"), 16), body.get("return"), body.get("code")
    if what not in WHAT or (back is None and what in _OF_A_RETURN):
        raise Malformed(_BAD)
    return ReturnFound(
        what=what,
        return_=None if back is None else whole(body, "return", key=_BAD),
        code=None if code in (None, "") else word(code, LONGEST),
        qty_m=whole(body, "qty_m", least=0 if what == EMPTY else 1, key=_BAD),
    )


def case_type(what: str, has_return: bool) -> str:
    """What nobody knows the order of is unknown; the rest differs from what was announced."""
    return "RET-DEVIATION" if has_return else "RET-UNKNOWN"
