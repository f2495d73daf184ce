"""Waves, their lines, and the cases that come of them."""

from __future__ import annotations

from typing import Protocol

from warehouse_app.domain.cases import Finding, Goods
from warehouse_app.domain.picking import Line, Wave


class Floor(Protocol):
    """Waves and their lines as the facts left them."""

    def wave(self, wave: int) -> Wave | None:
        """The wave, locked for this unit of work."""
        ...

    def wave_held_by(self, person: int) -> Wave | None:
        """The claimed wave of this person, if there is one."""
        ...

    def line(self, line: int) -> Line | None: ...
    def gone_line(self, line: int) -> Line | None:
        """A line that nobody walks to any more: Odoo moved, shipped or cancelled it."""
        ...

    def goods(self, line: int) -> Goods:
        """What the line is about, in words, for cases and alerts."""
        ...

    def save_line(self, line: Line) -> None: ...
    def open_lines(self, wave: int) -> int: ...
    def save_wave(self, wave: Wave) -> None:
        """Writes state, epoch, device and person."""
        ...

    def let_go(self, device: int) -> list[int]:
        """The claimed waves of a device that is gone are on no device any more; their ids. The picker keeps them."""
        ...

    def set_rest(self, transfer: int, rest: str) -> None:
        """What becomes of goods the transfer is short of: `backorder`, `cancel`, or `wait` until they are here."""
        ...

    def want(self, transfer: int) -> None:
        """Odoo should look like the next version of this transfer: raises `want_version`, one outbox row."""
        ...


class Cases(Protocol):
    """Order exceptions; nothing is in here without an owner."""

    def open(self, finding: Finding) -> int:
        """Opens a case, or adds to the open one with the same key; returns its id."""
        ...

    def is_open(self, key: str) -> bool:
        """Whether somebody is looking after this already."""
        ...

    def close(self, key: str, why: str) -> None:
        """Closes the open case with this key, if there is one."""
        ...
