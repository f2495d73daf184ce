"""One transaction's worth of writing: the repositories over one connection, and what is numbered at its end."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection
from sqlalchemy.exc import DataError, IntegrityError

from warehouse_app.service.ports import (
    adopting,
    baseline,
    bins,
    cartons,
    case_life,
    catalogue,
    chain,
    customers,
    escalation,
    evidence,
    floor,
    gate,
    handovers,
    journal,
    mirrored,
    observing,
    outbox,
    overrides,
    pack_checks,
    packing,
    people,
    pictures,
    printing,
    readiness,
    refills,
    releasing,
    retention,
    returns,
    rulebook,
    sending,
    shelf,
    shipments,
    stock,
    tasks,
    telling,
    totes,
)
from warehouse_app.service.ports.store import Unfit
from warehouse_app.store import tables as t
from warehouse_app.store.dialect import upsert
from warehouse_app.store.errors import may_retry
from warehouse_app.store.notebook import Notebook
from warehouse_app.store.pack_checks import PackChecks
from warehouse_app.store.pending import Pending
from warehouse_app.store.repositories.adopting import Adopting
from warehouse_app.store.repositories.baseline import Baselines
from warehouse_app.store.repositories.bins import Bins
from warehouse_app.store.repositories.cartons import Cartons
from warehouse_app.store.repositories.case_life import CaseLife
from warehouse_app.store.repositories.cases import Cases
from warehouse_app.store.repositories.catalogue import Catalogue
from warehouse_app.store.repositories.chain import Chain
from warehouse_app.store.repositories.counts import Counts
from warehouse_app.store.repositories.customers import Customers
from warehouse_app.store.repositories.devices import Devices
from warehouse_app.store.repositories.escalation import Escalation
from warehouse_app.store.repositories.evidence import Evidence
from warehouse_app.store.repositories.floor import Floor
from warehouse_app.store.repositories.following import Following
from warehouse_app.store.repositories.gate import Gate
from warehouse_app.store.repositories.handovers import Handovers
from warehouse_app.store.repositories.journal import Journal
from warehouse_app.store.repositories.leases import Leases
from warehouse_app.store.repositories.mirrored import Mirror
from warehouse_app.store.repositories.outbox import Outbox
from warehouse_app.store.repositories.overrides import Overrides
from warehouse_app.store.repositories.packing import Packing
from warehouse_app.store.repositories.people import People
from warehouse_app.store.repositories.pictures import Pictures
from warehouse_app.store.repositories.printing import Printing
from warehouse_app.store.repositories.readiness import Readiness
from warehouse_app.store.repositories.refills import Refills
from warehouse_app.store.repositories.releasing import Releasing
from warehouse_app.store.repositories.retention import Retention
from warehouse_app.store.repositories.returns import Returns
from warehouse_app.store.repositories.rulebook import Rulebook
from warehouse_app.store.repositories.sending import Sending
from warehouse_app.store.repositories.sessions import Sessions
from warehouse_app.store.repositories.shelf import Shelf
from warehouse_app.store.repositories.shipments import Shipments
from warehouse_app.store.repositories.slots import Slots
from warehouse_app.store.repositories.stock import Stock
from warehouse_app.store.repositories.tasks import Tasks
from warehouse_app.store.repositories.telling import Telling
from warehouse_app.store.repositories.totes import Totes


class UnitOfWork:
    """What a use case writes with. Whoever runs it begins and commits; `flush` comes just before.

    `may_run_again`: whoever runs it tries again when somebody else made the same row first.
    """

    def __init__(self, connection: Connection, now: int, generation: str, may_run_again: bool = False) -> None:
        self.now, self.generation, self._may_run_again = now, generation, may_run_again
        self._connection, self._pending, self._savepoints = connection, Pending(), itertools.count()
        self.journal: journal.Journal = Journal(connection, now, self._pending)
        self.chain: chain.Chain = Chain(connection)
        self.floor: floor.Floor = Floor(connection, now)
        self.cases: floor.Cases = Cases(connection, now, self.number, self.changed)
        self.cartons: cartons.Cartons = Cartons(connection, now)
        self.case_life: case_life.CaseLife = CaseLife(connection, now)
        self.escalation: escalation.Escalation = Escalation(connection, now)
        self.bins: bins.Bins = Bins(connection, now)
        self.devices: people.Devices = Devices(connection, now)
        self.customers: customers.Customers = Customers(connection, now)
        self.evidence: evidence.Evidence = Evidence(connection)
        self.people: people.People = People(connection, now)
        self.sessions: people.Sessions = Sessions(connection, now)
        self.catalogue: catalogue.Catalogue = Catalogue(connection, now)
        self.releasing: releasing.Releasing = Releasing(connection, now)
        self.outbox: outbox.Outbox = Outbox(connection, now)
        self.mirror: mirrored.Mirror = Mirror(connection, now)
        self.notebook: observing.Notebook = Notebook(connection, now)
        self.leases: outbox.Leases = Leases(connection, now)
        self.telling: telling.Telling = Telling(connection, now)
        self.following: telling.Following = Following(connection, now)
        self.sending: sending.Sending = Sending(connection)
        self.counts: telling.Counts = Counts(connection, now)
        self.adopting: adopting.Adopting = Adopting(connection)
        self._open_more(connection, now)

    def _open_more(self, connection: Connection, now: int) -> None:
        self.handovers: handovers.Handovers = Handovers(connection, now)
        self.overrides: overrides.Overrides = Overrides(connection, now)
        self.pack_checks: pack_checks.PackChecks = PackChecks(connection)
        self.packing: packing.Packing = Packing(connection, now, self._pending)
        self.printing: printing.Printing = Printing(connection, now)
        self.returns: returns.Returns = Returns(connection, now)
        self.rulebook: rulebook.Rulebook = Rulebook(connection, now, self.changed)
        self.retention: retention.Retention = Retention(connection, now)
        self.totes: totes.Totes = Totes(connection, now, self._pending)
        self.shelf: shelf.Shelf = Shelf(connection, now)
        self.shipments: shipments.Shipments = Shipments(connection, now)
        self.slots: tasks.Slots = Slots(connection, now)
        self.tasks: tasks.Tasks = Tasks(connection, now)
        self.stock: stock.Stock = Stock(connection, now)
        self.refills: refills.Refills = Refills(connection)
        self._beside(connection, now)

    def _beside(self, connection: Connection, now: int) -> None:
        """What the floor can do without."""
        self.pictures: pictures.Pictures = Pictures(connection, now)
        self.baseline: baseline.Baselines = Baselines(connection)
        self.readiness: readiness.Readiness = Readiness(connection, now)

    def prove(self) -> None:
        row = upsert(self._connection, t.lease).values(name="ready", fence=0, until=self.now)
        self._connection.execute(row.on_conflict_do_update(index_elements=[t.lease.c.name], set_={"until": self.now}))

    @property
    def gate(self) -> gate.Gate:
        return Gate(self._connection, self.now)

    def number(self, kind: str, w: int) -> int:
        """The next number of this kind in this warehouse, starting at 1."""
        first = upsert(self._connection, t.counter).values(kind=kind, w=w, value=1)
        following = first.on_conflict_do_update(
            index_elements=[t.counter.c.kind, t.counter.c.w], set_={"value": t.counter.c.value + 1}
        )
        value: int = self._connection.execute(following.returning(t.counter.c.value)).scalar_one()
        return value

    def changed(self, room: str, kind: str, ref: int | str) -> None:
        """Becomes the next row of `change`; said twice in one unit of work it is one row."""
        self._pending.changes[room, kind, str(ref)] = None

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """A savepoint, over the database and over what is still to be written. Raises Unfit for a row it refuses."""
        name, mark = f"attempt_{next(self._savepoints)}", self._pending.mark()
        self._connection.exec_driver_sql(f"SAVEPOINT {name}")
        try:
            yield
        except BaseException as error:
            self._connection.exec_driver_sql(f"ROLLBACK TO SAVEPOINT {name}")
            self._connection.exec_driver_sql(f"RELEASE SAVEPOINT {name}")
            self._pending.rewind(mark)
            if isinstance(error, IntegrityError | DataError) and not (self._may_run_again and may_retry(error)):
                raise Unfit(str(error.orig)) from error
            raise
        self._connection.exec_driver_sql(f"RELEASE SAVEPOINT {name}")

    def flush(self) -> int | None:
        """Writes what was kept back; the newest change, if there is one."""
        return self._pending.flush(self._connection, self.now)
