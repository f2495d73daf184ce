"""Sending a picker elsewhere for goods that were not where they should be, and what becomes of the rest of an order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Sent:
    """Where somebody was sent. Of `moved_m` that the short line gave up, `added_m` are for the line there to fetch."""

    line: int
    moved_m: int
    added_m: int


class Sending(Protocol):
    """Lines that follow a supervisor's word and not Odoo's reservation. Ids are ours."""

    def place(self, w: int, code: str) -> tuple[int, str] | None:
        """The location that is called so, or has this barcode, and its code."""
        ...

    def send(self, line: int, location: int, case: int) -> Sent:
        """What is missing of the line is to be fetched at the location; the line is content with what it has."""
        ...

    def recall(self, line: int, sent: Sent) -> int:
        """What was not fetched yet is missing from the line again; how much that is."""
        ...

    def settle(self, transfer: int, case: int) -> None:
        """Nobody walks any more: what is open of the transfer is missing."""
        ...

    def rest(self, transfer: int, rest: str) -> None:
        """What becomes of the goods it is short of."""
        ...

    def is_packing(self, transfer: int) -> bool:
        """Whether somebody at a bench has begun to pack it."""
        ...

    def has_ended(self, wave: int) -> bool:
        """Whether a transfer of the wave is validated already."""
        ...

    def was_walked(self, wave: int) -> bool:
        """Whether the last that was heard of the wave is that its walk is over."""
        ...
