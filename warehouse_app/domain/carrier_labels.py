"""Which of the papers at a transfer are the carrier's labels, and what they are made of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

DEADLINE_MS = 60_000  # after the order left the bench; Odoo has the label with the validation or not at all
PATIENCE_MS = 24 * 3600 * 1000  # so long one that is late is still looked for
_BY_NAME = re.compile(r"label", re.IGNORECASE)


class Paper(Protocol):
    """Anything that hangs at a transfer."""

    @property
    def name(self) -> str: ...
    @property
    def body(self) -> bytes: ...


@dataclass(frozen=True, slots=True)
class CarrierLabel:
    """Bytes as the carrier made them: pdf or zpl."""

    name: str
    form: str
    body: bytes = field(repr=False)


def carrier_labels(papers: Sequence[Paper]) -> list[CarrierLabel]:
    """The labels among them, in their order. By name, with or without a carrier's prefix; ZPL is nothing else anyway.

    >>> carrier_labels([])
    []
    """
    found = [CarrierLabel(paper.name, form, paper.body) for paper in papers if (form := _form(paper.body)) is not None]
    return [one for one in found if one.form == "zpl" or _BY_NAME.search(one.name)]


def _form(body: bytes) -> str | None:
    """By what it is, not by what it says: modules are careless with types."""
    head = body[:1024].lstrip()
    if head.startswith(b"%PDF-"):
        return "pdf"
    return "zpl" if b"^XA" in head.upper() else None
