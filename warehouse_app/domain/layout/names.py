"""Names of locations, read by a pattern as a person writes it, and the pattern that fits the names there are.

In a pattern `{aisle:A}` stands for letters, `{bay:9}` for figures, `{bay:99}` for just two of them, `{level}` for
either; `*` for anything; all else for itself.

>>> read("A-04-2", ["{aisle:A}-{bay:9}-{level:9}"])
Named(aisle='A', bay='04', level='2', zone='', slot='')
>>> proposed(["A-04-2", "B-11-1", "C-02-3", "Dock"])
['{aisle:A}-{bay:9}-{level:9}']
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

PARTS = ("zone", "aisle", "bay", "level", "slot")
_PLACE = re.compile(r"\{(\w+)(?::(A+|9+))?\}")
_PIECES = re.compile(r"[A-Za-z]+|[0-9]+|[^A-Za-z0-9]+")
_RARE = 20  # a kind of name is proposed when at least one in so many names is of it
_KINDS = 4


@dataclass(frozen=True, slots=True)
class Named:
    """The parts of a name, as they stand on the sign; a part the pattern lacks is empty."""

    aisle: str
    bay: str
    level: str = ""
    zone: str = ""
    slot: str = ""

    @property
    def lane(self) -> str:
        """What an aisle is called where zones have aisles of the same name."""
        return f"{self.zone}-{self.aisle}" if self.zone else self.aisle


class WrongPattern(ValueError):
    """A pattern that nobody could read a name by; the text is the piece that is wrong."""


def read(name: str, patterns: Iterable[str]) -> Named | None:
    """The parts of a name by the first pattern that it follows; None when it follows none.

    Raises:
        WrongPattern: one of them is none.
    """
    for pattern in patterns:
        found = _compiled(pattern).fullmatch(name)
        if found:
            parts = found.groupdict("")
            return Named(
                parts.get("aisle", ""), parts["bay"], *(parts.get(one, "") for one in ("level", "zone", "slot"))
            )
    return None


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Raises WrongPattern."""
    text, at, seen = "", 0, set()
    for place in _PLACE.finditer(pattern):
        part, kind = place[1], place[2] or ""
        if part not in PARTS or part in seen:
            raise WrongPattern(place[0])
        seen.add(part)
        text += _literal(pattern[at : place.start()]) + f"(?P<{part}>{_kind(kind)})"
        at = place.end()
    if "bay" not in seen:
        raise WrongPattern("{bay}")
    return re.compile(text + _literal(pattern[at:]), re.IGNORECASE | re.ASCII)


def _literal(text: str) -> str:
    if "{" in text or "}" in text:
        raise WrongPattern(text)
    return ".*".join(re.escape(one) for one in text.split("*"))


def _kind(kind: str) -> str:
    one = {"": "[A-Za-z0-9]", "A": "[A-Za-z]", "9": "[0-9]"}[kind[:1]]
    return f"{one}{{{len(kind)}}}" if len(kind) > 1 else f"{one}+"


def proposed(names: Iterable[str]) -> list[str]:
    """Patterns for the kinds of names that are common here, the most common first; none where names have no parts."""
    kinds: dict[tuple[str, ...], list[list[str]]] = defaultdict(list)
    known = sorted(set(names))
    for name in known:
        pieces = _PIECES.findall(name)
        kinds[tuple(_shape(piece) for piece in pieces)].append(pieces)
    common = sorted(kinds.values(), key=lambda rows: (-len(rows), rows[0]))
    found = [
        _pattern(rows) for rows in common if len(rows) * _RARE >= len(known) and len(rows) > 1 and _counts(rows[0])
    ]
    return [one for one in found if one][:_KINDS]


def _counts(pieces: Sequence[str]) -> bool:
    """A word alone is a name, no place in a row."""
    return len(pieces) > 1 or pieces[0].isdigit()


def _shape(piece: str) -> str:
    return "A" if piece[0].isalpha() and piece.isascii() else "9" if piece.isdigit() else piece


def _pattern(rows: Sequence[Sequence[str]]) -> str:
    """For names of one kind. What is the same in all of them is no part, unless too little were left."""
    rows, halves = _halved(rows)
    values = [{row[at] for row in rows} for at in range(len(rows[0]))]
    kinds = ["99" if at in halves else _shape(piece) for at, piece in enumerate(rows[0])]
    parts = [at for at, kind in enumerate(kinds) if kind[0] in "A9" and len(values[at]) > 1]
    words = [at for at, kind in enumerate(kinds) if kind[0] in "A9"]
    if len(parts) == 1 and 1 < len(words) <= len(PARTS):
        parts = words  # a shelf or two: A-01-1, A-02-1
    if len(parts) == 2 and parts[0] > 1 and kinds[parts[0] - 2] == "A" and kinds[-1][0] in "A9":
        parts.insert(0, parts[0] - 2)  # one aisle only: A-01-1 to A-20-3
    parts = parts[-len(PARTS) :]
    if not parts:
        return ""
    called = dict(zip(parts, _called(parts, values), strict=True))
    return "".join(
        f"{{{called[at]}:{kind}}}" if at in called else rows[0][at] if len(values[at]) == 1 else "*"
        for at, kind in enumerate(kinds)
    )


def _called(parts: Sequence[int], values: Sequence[set[str]]) -> tuple[str, ...]:
    if len(parts) == 4:
        few, more = (len(values[at]) for at in parts[:2])
        return PARTS[:4] if few <= more and few <= 8 else PARTS[1:]
    return {1: ("bay",), 2: ("aisle", "bay"), 3: PARTS[1:4]}.get(len(parts), PARTS)


def _halved(rows: Sequence[Sequence[str]]) -> tuple[Sequence[Sequence[str]], range]:
    """A020413 is A, 02, 04, 13: figures without a sign between them are read in twos. With where those twos are."""
    long = [at for at, piece in enumerate(rows[0]) if piece.isdigit() and len(piece) in (4, 6)]
    if len(long) != 1 or any(len(row[long[0]]) != len(rows[0][long[0]]) for row in rows):
        return rows, range(0)
    at = long[0]
    twos = range(at, at + len(rows[0][at]) // 2)
    return [[*row[:at], *re.findall("..", row[at]), *row[at + 1 :]] for row in rows], twos
