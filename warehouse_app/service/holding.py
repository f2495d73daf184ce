"""Work that exactly one process does at a time: its units of work are refused to whoever no longer holds it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from warehouse_app.service.ports.store import Store, UnitOfWork

T = TypeVar("T")

LEASE_MS = 120_000  # longer than any one call to Odoo with its repeats


@dataclass(frozen=True, slots=True)
class Holding:
    """The work `name` (deliver, pull, clock, seal), held under the number `fence`."""

    store: Store
    name: str
    fence: int

    def write(self, use_case: Callable[[UnitOfWork], T]) -> T:
        """A unit of work of the holder.

        Raises:
            LeaseLost: somebody else does this work now; nothing was written.
        """

        def held(uow: UnitOfWork) -> T:
            uow.leases.hold(self.name, self.fence, LEASE_MS)
            return use_case(uow)

        return self.store.write(held)


def take(store: Store, name: str, holder: str) -> Holding | None:
    """The work, when it is free or was this holder's already; None when another one does it."""
    fence = store.write(lambda uow: uow.leases.take(name, holder, LEASE_MS))
    return None if fence is None else Holding(store, name, fence)


def let_go(holding: Holding) -> None:
    """The next one may take it at once."""
    holding.store.write(lambda uow: uow.leases.let_go(holding.name, holding.fence))
