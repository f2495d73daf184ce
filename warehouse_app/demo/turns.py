"""Calls of the double: one at a time."""

from __future__ import annotations

from collections.abc import Callable
from threading import RLock
from typing import Any, Concatenate, ParamSpec, TypeVar

S = TypeVar("S", bound="InTurn")
P = ParamSpec("P")
T = TypeVar("T")


class InTurn:
    """Something whose calls take turns."""

    def __init__(self) -> None:
        self.lock: Any = RLock()


def in_turn(method: Callable[Concatenate[S, P], T]) -> Callable[Concatenate[S, P], T]:
    """One call at a time, each whole or not at all to the others: as with a database."""

    def call(self: S, /, *args: P.args, **named: P.kwargs) -> T:
        with self.lock:
            return method(self, *args, **named)

    call.__name__, call.__doc__ = method.__name__, method.__doc__
    return call
