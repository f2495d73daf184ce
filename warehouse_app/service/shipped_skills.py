"""What a shop may ask of whoever walks a wave, as rules of the kind `skill`; off until it has said who has which."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

_Rule = tuple[str, str, int, Mapping[str, Any]]  # kind, code, version, body

# code, goods, from which level, from how many grams of one piece
_SKILLS = (
    ("ladder", None, 4, None),
    ("forklift", None, None, None),
    ("heavy", None, None, 15_000),
    ("hazmat", "hazmat", None, None),
)


def shipped_skills() -> Iterator[_Rule]:
    """All of them."""
    for rank, (code, goods, level, grams) in enumerate(_SKILLS, start=1):
        body = {"on": False, "products": goods, "places": None, "level": level, "grams": grams, "rank": rank}
        yield "skill", code, 1, body
