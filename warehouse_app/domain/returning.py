"""What a returns desk tells: goods that may come back, and goods that are here.

>>> _received({"return": 3, "lines": [{"line": 7, "qty_m": 1000}]})
ReturnReceived(return_=3, lines=((7, 1000),))
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from warehouse_app.domain.facts import Event, Malformed, whole, word

_BAD = "fact.malformed"


@dataclass(frozen=True, slots=True)
class ComingBack:
    """So much of a line of a delivery (`line`, our id) comes back, and why the customer says."""

    line: int
    qty_m: int
    reason: str


@dataclass(frozen=True, slots=True)
class ReturnAuthorised:
    """These goods of the delivery `shipped` may come back."""

    shipped: int
    lines: tuple[ComingBack, ...]


@dataclass(frozen=True, slots=True)
class ReturnReceived:
    """Goods of a return are here: (line of the return, thousandths)."""

    return_: int
    lines: tuple[tuple[int, int], ...]


ReturnFact = ReturnAuthorised | ReturnReceived


def parse_return(event: Event) -> ReturnFact:
    """The fact inside a returns desk's event. Raises Malformed: `event.unknown_kind` or `fact.malformed`."""
    reader = _READERS.get(event.kind)
    if reader is None:
        raise Malformed("event.unknown_kind")
    return reader(event.body)


def authorised(body: Mapping[str, Any]) -> ReturnAuthorised:
    """What comes back, out of a body. Raises Malformed."""
    lines = tuple(
        ComingBack(
            line=whole(row, "line", key=_BAD),
            qty_m=whole(row, "qty_m", least=1, key=_BAD),
            reason=word(row.get("reason"), 32),
        )
        for row in _rows(body)
    )
    return ReturnAuthorised(whole(body, "shipped", key=_BAD), lines)


def _received(body: Mapping[str, Any]) -> ReturnReceived:
    lines = tuple((whole(row, "line", key=_BAD), whole(row, "qty_m", key=_BAD)) for row in _rows(body))
    return ReturnReceived(whole(body, "return", key=_BAD), lines)


def _rows(body: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """At least one row, each line once."""
    rows = body.get("lines")
    if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
        raise Malformed(_BAD)
    if len({row.get("line") for row in rows if isinstance(row.get("line"), int)}) < len(rows):
        raise Malformed(_BAD)
    return rows


_READERS: dict[str, Callable[[Mapping[str, Any]], ReturnFact]] = {
    "return_authorised": authorised,
    "return_received": _received,
}
KINDS = frozenset(_READERS)
