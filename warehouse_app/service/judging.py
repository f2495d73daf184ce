"""What became of one fact: the word between who keeps events and who understands them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from warehouse_app.domain.picking import Line, Verdict


@dataclass(frozen=True, slots=True)
class Judged:
    """What became of one fact, and which line and transfer it was about.

    `then` is what follows once the event is kept, where that is not what follows of a walk's facts.
    """

    verdict: Verdict
    key: str | None = None
    line: Line | None = None
    flags: tuple[str, ...] = ()
    before_m: int = 0  # what was short before
    about: tuple[int | None, int | None] = (None, None)  # line and transfer, where there is no line of a walk
    then: Callable[[], None] | None = None
