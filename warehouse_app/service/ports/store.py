"""The unit of work and the store.

A use case runs inside one unit of work: all it writes is committed together or not at all, and it never
touches the network while it holds it. `now` is fixed for the whole use case (ms UTC).
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Protocol, TypeVar

from warehouse_app.service.ports.adopting import Adopting
from warehouse_app.service.ports.baseline import Baselines
from warehouse_app.service.ports.bins import Bins
from warehouse_app.service.ports.cartons import Cartons
from warehouse_app.service.ports.case_life import CaseLife
from warehouse_app.service.ports.catalogue import Catalogue
from warehouse_app.service.ports.chain import Chain
from warehouse_app.service.ports.customers import Customers
from warehouse_app.service.ports.escalation import Escalation
from warehouse_app.service.ports.evidence import Evidence
from warehouse_app.service.ports.floor import Cases, Floor
from warehouse_app.service.ports.gate import Gate
from warehouse_app.service.ports.handovers import Handovers
from warehouse_app.service.ports.journal import Journal
from warehouse_app.service.ports.mirrored import Mirror
from warehouse_app.service.ports.observing import Notebook
from warehouse_app.service.ports.outbox import Leases, Outbox
from warehouse_app.service.ports.overrides import Overrides
from warehouse_app.service.ports.pack_checks import PackChecks
from warehouse_app.service.ports.packing import Packing
from warehouse_app.service.ports.people import Devices, People, Sessions
from warehouse_app.service.ports.pictures import Pictures
from warehouse_app.service.ports.printing import Printing
from warehouse_app.service.ports.readiness import Readiness
from warehouse_app.service.ports.refills import Refills
from warehouse_app.service.ports.releasing import Releasing
from warehouse_app.service.ports.retention import Retention
from warehouse_app.service.ports.returns import Returns
from warehouse_app.service.ports.rulebook import Rulebook
from warehouse_app.service.ports.sending import Sending
from warehouse_app.service.ports.shelf import Shelf
from warehouse_app.service.ports.shipments import Shipments
from warehouse_app.service.ports.stock import Stock
from warehouse_app.service.ports.tasks import Slots, Tasks
from warehouse_app.service.ports.telling import Counts, Following, Telling
from warehouse_app.service.ports.totes import Totes
from warehouse_app.service.ports.views import Views

T = TypeVar("T")


class StoreFull(Exception):
    """The disk is full: nothing was written, what the devices hold is safe there."""


class DiskFailed(StoreFull):
    """The disk answers with errors or takes no writes: nothing was written, what the devices hold is safe there."""


class StoreClosed(Exception):
    """The store is starting or stopping; try again."""


class Unfit(ValueError):
    """What was to be written breaks a rule of the store (an unknown reference, say); the savepoint is undone."""


class UnitOfWork(Protocol):
    """One transaction's worth of writing."""

    now: int
    generation: str

    def prove(self) -> None:
        """Writes the time down, so that a disk that takes no writes is found out."""
        ...

    adopting: Adopting
    baseline: Baselines
    bins: Bins
    journal: Journal
    chain: Chain
    floor: Floor
    cases: Cases
    cartons: Cartons
    case_life: CaseLife
    customers: Customers
    escalation: Escalation
    devices: Devices
    evidence: Evidence
    people: People
    sessions: Sessions
    catalogue: Catalogue
    releasing: Releasing
    outbox: Outbox
    mirror: Mirror
    leases: Leases
    notebook: Notebook
    telling: Telling
    following: Following
    counts: Counts
    handovers: Handovers
    overrides: Overrides
    pack_checks: PackChecks
    packing: Packing
    printing: Printing
    readiness: Readiness
    sending: Sending
    returns: Returns
    rulebook: Rulebook
    totes: Totes
    shelf: Shelf
    shipments: Shipments
    slots: Slots
    tasks: Tasks
    stock: Stock
    pictures: Pictures
    retention: Retention
    refills: Refills

    @property
    def gate(self) -> Gate: ...

    def number(self, kind: str, w: int) -> int:
        """The next number of this kind in this warehouse; never given twice, not even after a rollback of others."""
        ...

    def changed(self, room: str, kind: str, ref: int | str) -> None:
        """Something people look at changed; becomes the next row of `change` and a hint on the sockets."""
        ...

    def attempt(self) -> AbstractContextManager[None]:
        """A savepoint: what is written inside is undone when an exception leaves it.

        Raises:
            Unfit: in place of the database's own integrity error.
        """
        ...


class Store(Protocol):
    """Where the floor is kept."""

    def write(self, use_case: Callable[[UnitOfWork], T]) -> T:
        """Runs the use case in a transaction and returns its result after the commit.

        Raises:
            StoreFull: the disk is full; nothing was written.
            StoreClosed: the store is not open (yet, or any more).
        """
        ...

    def read(self, query: Callable[[Views], T]) -> T:
        """Runs a query on what is committed."""
        ...
