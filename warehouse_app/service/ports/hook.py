"""The web hook: a program of the shop that hears what ops hear."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol


class HookFailed(Exception):
    """It did not take it: not there, too slow, or it answered something else than 2xx. Try again later."""


class Hook(Protocol):
    """Called at least once per delivery; a repeat carries the same id."""

    def post(self, delivery: str, at: int, body: Mapping[str, Any]) -> None:
        """`at` is now (ms UTC); it is signed, so that nobody replays an old call.

        Raises:
            HookFailed: in words without the address.
        """
        ...
