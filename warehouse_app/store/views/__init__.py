"""Read models: SELECTs for the screens and the devices, on one picture of what is committed."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import Connection, bindparam, func, select

from warehouse_app.domain.pictures import Picture
from warehouse_app.domain.sheet import SheetFacts
from warehouse_app.service.ports import (
    customers,
    evidence,
    gate,
    handovers,
    labels,
    look,
    measures,
    orders,
    overrides,
    retention,
    returns,
    tasks,
)
from warehouse_app.service.ports.baseline import BaselineViews
from warehouse_app.service.ports.bins import BinViews
from warehouse_app.service.ports.board import BoardViews
from warehouse_app.service.ports.cartons import CartonViews
from warehouse_app.service.ports.case_life import CaseLifeViews
from warehouse_app.service.ports.detecting import DetectingViews
from warehouse_app.service.ports.labour import LabourViews
from warehouse_app.service.ports.layouts import LayoutReads as LayoutViews
from warehouse_app.service.ports.observing import NotebookViews
from warehouse_app.service.ports.pack_checks import PackCheckViews
from warehouse_app.service.ports.packing import PackingViews
from warehouse_app.service.ports.people import Device, Person, Session
from warehouse_app.service.ports.printing import PrintingViews
from warehouse_app.service.ports.readiness import ReadinessViews
from warehouse_app.service.ports.rulebook import RulebookViews
from warehouse_app.service.ports.shipments import ShipmentViews
from warehouse_app.service.ports.telling import Delivery
from warehouse_app.service.ports.views import (
    AlertRow,
    AnswerRow,
    BinRow,
    CaseRow,
    Change,
    DeviceRow,
    EventRow,
    Held,
    StepRow,
    TruckRow,
    WaveRow,
)
from warehouse_app.store import sheet
from warehouse_app.store import tables as t
from warehouse_app.store.notebook import NotebookReads
from warehouse_app.store.pack_checks import PackCheckReads
from warehouse_app.store.packs import PackReads
from warehouse_app.store.printing import PrintReads
from warehouse_app.store.repositories.baseline import Baselines
from warehouse_app.store.repositories.bins import Bins
from warehouse_app.store.repositories.cartons import CartonReads
from warehouse_app.store.repositories.customers import CustomerViews
from warehouse_app.store.repositories.devices import BY_TOKEN, to_device
from warehouse_app.store.repositories.evidence import EvidenceViews
from warehouse_app.store.repositories.layouts import LayoutReads
from warehouse_app.store.repositories.people import PERSON, roles_of, to_person
from warehouse_app.store.repositories.readiness import ReadinessReads
from warehouse_app.store.repositories.rulebook import RulebookReads
from warehouse_app.store.repositories.sessions import SESSION
from warehouse_app.store.repositories.shipments import ShipmentReads
from warehouse_app.store.views import board, cases, delivery, lists, trucks
from warehouse_app.store.views.blast import BoardReads
from warehouse_app.store.views.case_life import CaseLifeReads
from warehouse_app.store.views.chain import ChainViews
from warehouse_app.store.views.detecting import DetectingReads
from warehouse_app.store.views.gate import GateViews
from warehouse_app.store.views.handovers import HandoverViews
from warehouse_app.store.views.health import HealthViews
from warehouse_app.store.views.labels import LabelViews
from warehouse_app.store.views.labour import LabourReads
from warehouse_app.store.views.look import LookViews
from warehouse_app.store.views.measures import MeasureViews
from warehouse_app.store.views.mending import MendViews
from warehouse_app.store.views.orders import OrderViews
from warehouse_app.store.views.other_bins import other_bins
from warehouse_app.store.views.overrides import OverrideViews
from warehouse_app.store.views.release import ReleaseViews
from warehouse_app.store.views.retention import RetentionViews
from warehouse_app.store.views.returns import ReturnViews
from warehouse_app.store.views.slots import SlotReads
from warehouse_app.store.views.tasks import TaskReads
from warehouse_app.store.views.undelivered import UndeliveredViews

_c = t.change.c
_HEAD = select(func.coalesce(func.max(_c.seq), 0))
_CHANGES = (
    select(_c.seq, _c.room, _c.kind, _c.ref)
    .where(_c.seq > bindparam("since"), _c.room.in_(bindparam("rooms", expanding=True)))
    .order_by(_c.seq)
    .limit(bindparam("at_most"))
)
_SESSION = (
    select(*SESSION, *(column.label(f"person_{column.name}") for column in PERSON))
    .join(t.person, t.person.c.id == t.session.c.person)
    .where(t.session.c.token_hash == bindparam("token_hash"), t.session.c.closed_at.is_(None), t.person.c.active == 1)
)


class Views(ReleaseViews, ChainViews, HealthViews, UndeliveredViews, MendViews):
    """All queries of one read see the same state. `now` is ms UTC."""

    def __init__(self, connection: Connection, now: int, generation: str) -> None:
        self._connection, self._now, self.generation = connection, now, generation
        self.cartons: CartonViews = CartonReads(connection, now)
        self.board: BoardViews = BoardReads(connection)
        self.case_life: CaseLifeViews = CaseLifeReads(connection)
        self.detecting: DetectingViews = DetectingReads(connection, now)
        self.pack_checks: PackCheckViews = PackCheckReads(connection)
        self.notebook: NotebookViews = NotebookReads(connection)
        self.packing: PackingViews = PackReads(connection, now)
        self.printing: PrintingViews = PrintReads(connection)
        self.baseline: BaselineViews = Baselines(connection)
        self.readiness: ReadinessViews = ReadinessReads(connection)
        self.shipments: ShipmentViews = ShipmentReads(connection, now)
        self.returns: returns.ReturnViews = ReturnViews(connection)
        self.bins: BinViews = Bins(connection, now)
        self.rulebook: RulebookViews = RulebookReads(connection)
        self.customers: customers.CustomerViews = CustomerViews(connection)
        self.evidence: evidence.EvidenceViews = EvidenceViews(connection)
        self.gate: gate.GateViews = GateViews(connection)
        self.handovers: handovers.HandoverViews = HandoverViews(connection)
        self.measures: measures.MeasureViews = MeasureViews(connection)
        self.orders: orders.OrderViews = OrderViews(connection)
        self.overrides: overrides.OverrideViews = OverrideViews(connection)
        self.labour: LabourViews = LabourReads(connection)
        self.layouts: LayoutViews = LayoutReads(connection)
        self.labels: labels.LabelViews = LabelViews(connection)
        self.look: look.LookViews = LookViews(connection)
        self.slots: tasks.SlotViews = SlotReads(connection)
        self.tasks: tasks.TaskViews = TaskReads(connection)
        self.retention: retention.RetentionViews = RetentionViews(connection, now)

    def device_by_token(self, token_hash: str) -> Device | None:
        row = self._connection.execute(BY_TOKEN, {"token_hash": token_hash}).first()
        return to_device(row) if row else None

    def session_by_token(self, token_hash: str) -> tuple[Session, Person] | None:
        row = self._connection.execute(_SESSION, {"token_hash": token_hash}).first()
        if row is None:
            return None
        session = Session(*row[: len(SESSION)])
        return session, to_person(row[len(SESSION) :], roles_of(self._connection, session.person))

    def head(self) -> int:
        newest: int = self._connection.execute(_HEAD).scalar_one()
        return newest

    def changes(self, since: int, rooms: Sequence[str], limit: int) -> list[Change]:
        asked = {"since": since, "rooms": list(rooms), "at_most": limit}
        return [Change(*row) for row in self._connection.execute(_CHANGES, asked)]

    def waves(self, w: int, states: Sequence[str]) -> list[WaveRow]:
        return board.waves(self._connection, (t.wave.c.w == w) & t.wave.c.state.in_(states))

    def open_waves(self, w: int) -> list[WaveRow]:
        nobodys = (t.wave.c.state == "claimed") & t.wave.c.person.is_(None)
        return board.waves(self._connection, (t.wave.c.w == w) & ((t.wave.c.state == "released") | nobodys))

    def wave_of(self, person: int) -> WaveRow | None:
        held = (t.wave.c.person == person) & (t.wave.c.state == "claimed")
        return next(iter(board.waves(self._connection, held)), None)

    def open_cases(self, w: int) -> list[CaseRow]:
        return cases.open_cases(self._connection, w)

    def case(self, w: int, case: int) -> CaseRow | None:
        return cases.case(self._connection, w, case)

    def transfer_name(self, transfer: int) -> tuple[str, int]:
        asked = select(t.transfer.c.name, t.transfer.c.odoo_id).where(t.transfer.c.id == transfer)
        name, odoo_id = self._connection.execute(asked).one()
        return name, odoo_id

    def case_steps(self, cases_: Collection[int]) -> list[StepRow]:
        return cases.steps(self._connection, cases_)

    def other_bins(self, cases_: Collection[int]) -> dict[int, list[BinRow]]:
        return other_bins(self._connection, cases_, self._now)

    def held(self, wave: int) -> Held | None:
        wave_ = t.wave.c
        asked = select(wave_.state, wave_.device, wave_.epoch, wave_.sheet_no).where(wave_.id == wave)
        row = self._connection.execute(asked).first()
        return Held(*row) if row else None

    def answers(self, wave: int) -> list[AnswerRow]:
        return cases.answers(self._connection, wave)

    def alerts(self, w: int, since: int, limit: int) -> list[AlertRow]:
        return cases.alerts(self._connection, w, since, limit)

    def devices(self, w: int) -> list[DeviceRow]:
        return lists.devices(self._connection, w)

    def trucks(self, w: int) -> list[TruckRow]:
        return trucks.trucks(self._connection, w, self._now)

    def people(self, w: int) -> list[Person]:
        return lists.people(self._connection, w)

    def practised(self, w: int) -> dict[int, int]:
        return lists.practised(self._connection, w)

    def mirrored(self) -> str | None:
        found: str | None = self._connection.execute(select(t.source.c.identity).order_by(t.source.c.id)).scalar()
        return found

    def warehouses(self) -> list[tuple[int, str, str, str]]:
        site = t.warehouse_.c
        asked = select(site.id, site.code, site.name, site.zone).order_by(site.id)
        return [(row[0], row[1], row[2], row[3]) for row in self._connection.execute(asked)]

    def picture(self, sha: str) -> Picture | None:
        asked = select(t.picture.c.type, t.picture.c.body).where(t.picture.c.sha == sha)
        row = self._connection.execute(asked).first()
        return Picture(sha, row.type, row.body) if row else None

    def sheet_facts(self, wave: int) -> SheetFacts | None:
        return sheet.sheet_facts(self._connection, wave, self._now)

    def events(self, wave: int) -> list[EventRow]:
        return lists.events(self._connection, wave)

    def delivery(self, w: int) -> Delivery:
        return delivery.delivery(self._connection, w)

    def is_due(self, w: int, lines: int) -> bool:
        return delivery.is_due(self._connection, w, self._now, lines)

    def count(self, table: str) -> int:
        """Raises KeyError when there is no such table."""
        rows: int = self._connection.execute(select(func.count()).select_from(t.metadata.tables[table])).scalar_one()
        return rows
