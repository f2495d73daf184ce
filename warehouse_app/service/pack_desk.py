"""One fact of a bench before it is judged: where it came from, and what may be said of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from warehouse_app.domain.facts import Event
from warehouse_app.domain.picking import Conflict, Invalid
from warehouse_app.service import odoo_cases
from warehouse_app.service.judging import Judged
from warehouse_app.service.ports.packing import PackRow
from warehouse_app.service.ports.people import Device
from warehouse_app.service.ports.store import UnitOfWork


@dataclass(frozen=True, slots=True)
class Desk:
    """One fact of a bench before it is judged."""

    device: Device
    event: Event
    uow: UnitOfWork
    row: PackRow
    line: int | None = None

    def accepted(self, then: Callable[[], None]) -> Judged:
        """It counts; `then` does the counting."""
        return Judged("accepted", about=(self.line, self.row.transfer), then=then)

    def refused(self, why: Conflict | Invalid) -> Judged:
        """It does not; a conflict names the goods to somebody."""
        about = self.line, self.row.transfer
        if isinstance(why, Invalid):
            return Judged("invalid", why.key, about=about)
        return Judged("conflict", why.key, about=about, then=partial(self._raise, why.key))

    def _raise(self, key: str) -> None:
        body = dict(self.event.body)
        odoo_cases.raise_about(self.uow, odoo_cases.BENCH, self.row.transfer, why=key, said=body)
