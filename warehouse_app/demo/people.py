"""Who works in the demo's warehouse, and its totes: plain data, the same every time."""

from __future__ import annotations

from dataclasses import dataclass


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

TOTES = tuple(f"T-{number:04d}" for number in range(1, 401))
# Where totes stand that are in nobody's hand: kind, shelf or cart, and its slots.
SLOTS = (
    ("problem", "Problem shelf", tuple(f"P-{number:02d}" for number in range(1, 13))),
    ("consolidation", "Consolidation shelf", tuple(f"K-{number:02d}" for number in range(1, 13))),
    ("returns", "Returns shelf", tuple(f"RS-{number:02d}" for number in range(1, 9))),
    ("cart", "Cart 1", tuple(f"C1-{number:02d}" for number in range(1, 9))),
)
