"""Which of the papers at a transfer are the carrier's labels, and what they are made of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

DEADLINE_MS = 60_000  # after the order left the bench; Odoo has the label with the validation or not at all
PATIENCE_MS = 24 * 3600 * 1000  # so long one that is late is still looked for
LEAD_MS = 1_800_000  # before its truck somebody at dispatch has to know of a parcel without its carrier's label
_EVERY_MS = ((DEADLINE_MS, 0), (3_600_000, 30_000), (PATIENCE_MS, 300_000))  # until then, how often Odoo is asked
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


def ask_again_ms(waits_ms: int) -> int:
    """How long to leave Odoo alone before it is asked once more for a label that is waited for so long.

    >>> [ask_again_ms(minutes * 60_000) for minutes in (0, 2, 90)]
    [0, 30000, 300000]
    """
    return next((every for until, every in _EVERY_MS if waits_ms <= until), _EVERY_MS[-1][1])


def is_late(waits_ms: int, to_truck_ms: int | None, comes_later: bool) -> bool:
    """Whether somebody has to see to it: a minute after it should be there, or half an hour before its truck leaves
    where Odoo makes it only with that.

    >>> is_late(61_000, None, comes_later=False), is_late(61_000, 7_200_000, comes_later=True)
    (True, False)
    """
    if not comes_later:
        return waits_ms > DEADLINE_MS
    return to_truck_ms is not None and to_truck_ms < LEAD_MS and waits_ms > DEADLINE_MS


def _form(body: bytes) -> str | None:
    """By what it is, not by what it says: modules are careless with types."""
    head = body[:1024].lstrip()
    if head.startswith(b"%PDF-"):
        return "pdf"
    return "zpl" if b"^XA" in head.upper() else None
