"""One call for many; where it is refused, halves of it, until those at fault stand alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from warehouse_app.service.ports.odoo import OdooRefused


class _Subject(Protocol):
    @property
    def odoo_id(self) -> int: ...


T = TypeVar("T", bound=_Subject)


def halve(many: Sequence[T], work: Callable[[Sequence[T]], None]) -> dict[int, str]:
    """Does the work for all; the answer holds who was refused, by id, with Odoo's words."""
    if not many:
        return {}
    try:
        work(many)
    except OdooRefused as no:
        if len(many) == 1:
            return {many[0].odoo_id: str(no)}
        middle = len(many) // 2
        return halve(many[:middle], work) | halve(many[middle:], work)
    return {}
