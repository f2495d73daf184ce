"""The walk: where a location lies, read from its code, and in which order a picker passes all of them.

>>> parse("A-04-2")
Place(aisle='A', bay='04', level='2')
>>> sorted(["A10", "A2", "a1"], key=natural)
['a1', 'A2', 'A10']
>>> walk_ranks(["A-10-1", "A-2-1", "Stock"])
{'A-2-1': 1, 'A-10-1': 2, 'Stock': 3}
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

PATTERN = r"^(?P<aisle>[A-Z]+)-(?P<bay>\d+)-(?P<level>\w+)$"

_NUMBER = re.compile(r"([0-9]+)")

Key = tuple[tuple[str | int, ...], str]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a bin is. The parts are texts as they stand on the sign; a part the pattern lacks is empty."""

    aisle: str
    bay: str
    level: str


def parse(code: str, pattern: str = PATTERN) -> Place | None:
    """The place a location code names, or None when the code does not follow the pattern.

    `pattern` is a regular expression with groups named aisle, bay and level; it may leave some out.
    """
    match = re.search(pattern, code)
    if match is None:
        return None
    parts = match.groupdict("")
    return Place(parts.get("aisle", ""), parts.get("bay", ""), parts.get("level", ""))


def natural(text: str) -> Key:
    """A sort key as people count: A2 before A10, upper and lower case alike."""
    parts = _NUMBER.split(text.casefold())  # text and number take turns, so keys always compare
    return tuple(int(part) if place % 2 else part for place, part in enumerate(parts)), text


def walk_ranks(codes: Iterable[str], pattern: str = PATTERN, serpentine: bool = False) -> dict[str, int]:
    """The rank on the walk of every code, from 1: aisle by aisle, bay by bay, lower levels first.

    With `serpentine` every second aisle is walked back, for aisles that are open at both ends. Codes that do
    not follow the pattern come last, in natural order.
    """
    aisles: dict[str, list[tuple[Place, str]]] = defaultdict(list)
    others = []
    for code in set(codes):
        place = parse(code, pattern)
        if place is None:
            others.append(code)
        else:
            aisles[place.aisle].append((place, code))
    walk: list[str] = []
    for turn, aisle in enumerate(sorted(aisles, key=natural)):
        walk += _along(aisles[aisle], back=serpentine and turn % 2 == 1)
    walk += sorted(others, key=natural)
    return {code: rank for rank, code in enumerate(walk, start=1)}


def _along(aisle: Iterable[tuple[Place, str]], back: bool) -> list[str]:
    """The codes of one aisle in walking order; at a bay the lower levels first, whichever way one comes."""
    by_level = sorted(aisle, key=lambda row: (natural(row[0].level), natural(row[1])))
    return [code for _, code in sorted(by_level, key=lambda row: natural(row[0].bay)[0], reverse=back)]
