"""Work that only computes: labels, sheets of cards, plans. It is done where no scan waits for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, Protocol, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class Aside(Protocol):
    """One place to compute beside the scans; who asks waits for the answer and for those before."""

    def run(self, work: Callable[P, T], /, *args: P.args, **named: P.kwargs) -> T:
        """What `work` returns or raises. It is a function of a module; what goes in and comes out can be pickled."""
        ...

    def close(self) -> None: ...
