"""Hashing of what must not be readable in the store."""

from __future__ import annotations

from typing import Protocol


class Hasher(Protocol):
    """PINs, codes and failure keys. Slow by design: never called inside a unit of work, but for `keyed` and `seal`."""

    @property
    def pin_digits(self) -> int:
        """So many a new PIN has at least."""
        ...

    def keyed(self, text: str) -> str:
        """Hex of a keyed hash: for short codes and names of guessers, looked up by equality. Fast."""
        ...

    def seal(self, text: str) -> str:
        """Hex of a hash under a key for the journal's chain alone. Fast."""
        ...

    def make(self, pin: str) -> str:
        """What is kept of a PIN."""
        ...

    def check(self, kept: str | None, pin: str) -> bool:
        """Whether this is the PIN. None takes as long as any other and is never right.

        Raises:
            Refused: `sign_in.busy`, when too many are being checked at once.
        """
        ...
