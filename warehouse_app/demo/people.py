"""Who works in the demo's warehouse, and the cards on its walls: plain data, the same every time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """Somebody of the demo. The PIN is the number on the badge; who works in Odoo too has a login there."""

    name: str
    badge: str
    roles: tuple[str, ...]
    login: str | None = None

    @property
    def pin(self) -> str:
        return self.badge.removeprefix("B-")

    @property
    def password(self) -> str | None:
        """The password of the login in the demo's Odoo."""
        return f"{self.login}-demo" if self.login else None


PEOPLE = (
    DemoPerson("Ana", "B-1001", ("picker",)),
    DemoPerson("Cy", "B-1002", ("picker",)),
    DemoPerson("Dora", "B-1003", ("picker",)),
    DemoPerson("Ben", "B-1004", ("packer",)),
    DemoPerson("Rita", "B-1005", ("returns",)),
    DemoPerson("Stella", "B-1006", ("stock",)),
    DemoPerson("Sam", "B-1007", ("supervisor",), "sam"),
    DemoPerson("Mia", "B-1008", ("service",), "mia"),
    DemoPerson("Finn", "B-1009", ("finance",), "finn"),
    DemoPerson("Ada", "B-1010", ("admin",), "ada"),
)

TOTES = tuple(f"T-{number:04d}" for number in range(1, 121))

# The card, and whether the picker is asked how many still lie in the bin. In the order of the screen.
_PICK_REASONS = (
    ("RC-EMPTY", "none"),
    ("RC-PART", "ask"),
    ("RC-DAMAGED", "ask"),
    ("RC-WRONG", "ask"),
    ("RC-REACH", "none"),
    ("RC-LABEL", "none"),
)


def pick_reasons() -> list[tuple[str, int, Mapping[str, Any]]]:
    """The six reasons a picker may give: (code, version, body)."""
    return [
        (code, 1, {"key": f"reason.{code}", "count": count, "screen": "pick", "rank": rank})
        for rank, (code, count) in enumerate(_PICK_REASONS, start=1)
    ]
