"""Which waves are not for everybody: what goods and places ask of whoever walks there, by rules of the shop.

A rule of the kind `skill` names goods, beginnings of the codes of places, a level from which on one climbs, or the
grams of one piece from which on it is heavy; one of them is enough. A rule that names nothing asks for nothing.

>>> rules = {"ladder": {"on": True, "level": 4}, "heavy": {"on": True, "grams": 15000}, "hazmat": {"products": "acid"}}
>>> sorted(needed([Load((), 20_000, "A-04-5", "5"), Load(("acid",), 500, "A-01-1", "1")], rules))
['heavy', 'ladder']
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from warehouse_app.domain.checks import is_named

Rows = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Load:
    """One open line: all its goods may be called by, the weight of one piece (g), and its place with its level."""

    names: tuple[str, ...]
    grams: int | None
    place: str
    level: str


def needed(loads: Iterable[Load], rules: Rows) -> frozenset[str]:
    """The skills that somebody needs for all of it."""
    on = {code: body for code, body in rules.items() if body.get("on")}
    return frozenset(code for one in (loads if on else ()) for code, body in on.items() if _asks(one, body))


def _asks(one: Load, body: Mapping[str, Any]) -> bool:
    beginnings = [text.strip().casefold() for text in str(body.get("places") or "").split(",") if text.strip()]
    level, grams = body.get("level"), body.get("grams")
    return (
        (bool(body.get("products")) and is_named(body["products"], one.names))
        or any(one.place.casefold().startswith(text) for text in beginnings)
        or (level is not None and one.level.isdecimal() and int(one.level) >= level)
        or (grams is not None and one.grams is not None and one.grams >= grams)
    )
