"""The three profiles every shop begins with, as rules of the kind `profile`; `normal` is all as set up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

_Rule = tuple[str, str, int, Mapping[str, Any]]  # kind, code, version, body

# code, percent of the usual wave, every piece scanned at the bench, else one order in so many, what decides by itself,
# minutes a short waits for an answer, minutes from the tote to the truck
_PROFILES = (
    ("careful", 50, True, None, "sure", None, None),
    ("normal", None, False, None, "set", None, None),
    ("peak", 130, False, 25, "more", 10, None),
)
_NAMES = ("share", "every", "one_in", "decides", "wait", "buffer")


def shipped_profiles() -> Iterator[_Rule]:
    """All of them."""
    for rank, (code, *values) in enumerate(_PROFILES, start=1):
        yield "profile", code, 1, dict(zip(_NAMES, values, strict=True)) | {"rank": rank}
