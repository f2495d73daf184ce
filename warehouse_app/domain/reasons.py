"""A reason carries its consequences: what is asked, what becomes of the bin, what is opened, and who may be sent on.

>>> of({"count": "ask", "bin": "cut", "opens": "INV-BIN", "pieces": 3, "value": 50}).may_cut(-2000, 1_000)
True
>>> of({"bin": "cut", "pieces": 3, "value": 50}).may_cut(-4000, 1_000), of({"bin": "lock"}).may_cut(0, 0)
(False, False)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

ON_SCREEN = 6  # so many of a step are offered; every card is understood
BINS = ("none", "lock", "cut")
OPENS = ("none", "INV-BIN", "INV-GOODS")
ELSEWHERE = ("offer", "auto")
MOST = 99_999


@dataclass(frozen=True, slots=True)
class Consequences:
    """What follows when somebody gives this reason.

    `bin`: `none`, `lock` (nobody is sent there first until somebody else has counted it) or `cut` (locked, and Odoo's
    book becomes what was found). A cut of more than `pieces` base units, or worth more than `value` in whole units of
    the company's money, waits for a supervisor. `opens`: the exception about the bin. `elsewhere`: whether the policy
    may send the picker to another bin, or a person has to.
    """

    bin: str = "none"
    opens: str = "none"
    elsewhere: str = "offer"
    pieces: int = 0
    value: int = 0

    @property
    def locks(self) -> bool:
        """A bin is locked only where there is an exception to look after it."""
        return self.bin != "none" and self.opens != "none"

    def may_cut(self, difference_m: int, cost: int) -> bool:
        """Whether the book may become what was found; `cost` of one base unit in hundredths of the money."""
        size_m = abs(difference_m)
        worth = size_m * cost <= self.value * 100 * 1000
        return self.bin == "cut" and size_m <= self.pieces * 1000 and worth


def of(body: Mapping[str, Any]) -> Consequences:
    """What its rule says; one that says nothing has none."""
    known = {name: body[name] for name in Consequences.__slots__ if body.get(name) is not None}
    return Consequences(**known)
