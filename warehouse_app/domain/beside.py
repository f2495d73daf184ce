"""What somebody does beside the walk: a bin counted, goods moved from one place to another.

Places and goods are named by our ids where the device knew them, and always by what was scanned: without a network it
may know only that.

>>> _moved({"product": 3, "code": "A", "qty_m": 1000, "from": 1, "from_code": "X", "to": 2, "to_code": "Y"}).qty_m
1000
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from warehouse_app.domain.facts import Event, Malformed, optional, whole, word

_BAD = "fact.malformed"
MOST_ROWS = 100
_LONGEST = 64


@dataclass(frozen=True, slots=True)
class Named:
    """A place or goods: our id where it was known, and the code that was scanned."""

    id: int | None
    code: str


@dataclass(frozen=True, slots=True)
class CountedRow:
    """So much of the goods. Where only their code is known: so many times what it stands for, in thousandths."""

    goods: Named
    lot: int | None
    lot_name: str | None
    counted_m: int


@dataclass(frozen=True, slots=True)
class Counted:
    """What lay in a place when it was counted (device clock, ms); `empty`: nothing at all did."""

    place: Named
    rows: tuple[CountedRow, ...]
    empty: bool
    counted_at: int


@dataclass(frozen=True, slots=True)
class Moved:
    """So much of the goods was taken from one place and put into another."""

    goods: Named
    lot: int | None
    lot_name: str | None
    qty_m: int
    source: Named
    target: Named


BesideFact = Counted | Moved


def parse_beside(event: Event) -> BesideFact:
    """The fact inside such an event. Raises Malformed: `event.unknown_kind` or `fact.malformed`."""
    reader = _READERS.get(event.kind)
    if reader is None:
        raise Malformed("event.unknown_kind")
    return reader(event.body)


def _counted(body: Mapping[str, Any]) -> Counted:
    rows, empty = body.get("rows"), body.get("empty", False)
    if not isinstance(rows, list) or len(rows) > MOST_ROWS or not isinstance(empty, bool):
        raise Malformed(_BAD)
    if not all(isinstance(row, dict) for row in rows) or not (rows or empty):
        raise Malformed(_BAD)
    counted = tuple(CountedRow(*_goods(row), whole(row, "counted_m", key=_BAD)) for row in rows)
    if empty and any(row.counted_m for row in counted):
        raise Malformed(_BAD)
    return Counted(_named(body, "location", "place"), counted, empty, whole(body, "counted_at", key=_BAD))


def _moved(body: Mapping[str, Any]) -> Moved:
    places = _named(body, "from", "from_code"), _named(body, "to", "to_code")
    return Moved(*_goods(body), whole(body, "qty_m", least=1, key=_BAD), *places)


def _goods(row: Mapping[str, Any]) -> tuple[Named, int | None, str | None]:
    name = row.get("lot_name")
    lot_name = word(name, _LONGEST) if name is not None else None
    return _named(row, "product", "code"), optional(row, "lot", key=_BAD), lot_name


def _named(body: Mapping[str, Any], own: str, code: str) -> Named:
    return Named(optional(body, own, key=_BAD), word(body.get(code), _LONGEST))


_READERS: dict[str, Callable[[Mapping[str, Any]], BesideFact]] = {"count": _counted, "move": _moved}
KINDS = frozenset(_READERS)
