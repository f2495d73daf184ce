"""Read models: what the screens and the devices ask for."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from warehouse_app.domain.pictures import Picture
from warehouse_app.domain.sheet import SheetFacts
from warehouse_app.service.ports.baseline import BaselineViews
from warehouse_app.service.ports.bins import BinViews
from warehouse_app.service.ports.board import BoardViews
from warehouse_app.service.ports.cartons import CartonViews
from warehouse_app.service.ports.case_life import CaseLifeViews
from warehouse_app.service.ports.chain import ChainViews
from warehouse_app.service.ports.customers import CustomerViews
from warehouse_app.service.ports.detecting import DetectingViews
from warehouse_app.service.ports.evidence import EvidenceViews
from warehouse_app.service.ports.handovers import HandoverViews
from warehouse_app.service.ports.health import HealthViews
from warehouse_app.service.ports.labels import LabelViews
from warehouse_app.service.ports.look import LookViews
from warehouse_app.service.ports.measures import MeasureViews
from warehouse_app.service.ports.mirrored import MendViews
from warehouse_app.service.ports.observing import NotebookViews
from warehouse_app.service.ports.orders import OrderViews
from warehouse_app.service.ports.overrides import OverrideViews
from warehouse_app.service.ports.pack_checks import PackCheckViews
from warehouse_app.service.ports.packing import PackingViews
from warehouse_app.service.ports.people import Device, Person, Session
from warehouse_app.service.ports.printing import PrintingViews
from warehouse_app.service.ports.readiness import ReadinessViews
from warehouse_app.service.ports.releasing import ReleaseViews
from warehouse_app.service.ports.retention import RetentionViews
from warehouse_app.service.ports.returns import ReturnViews
from warehouse_app.service.ports.rows import (
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
from warehouse_app.service.ports.rulebook import RulebookViews
from warehouse_app.service.ports.shipments import ShipmentViews
from warehouse_app.service.ports.tasks import SlotViews, TaskViews
from warehouse_app.service.ports.telling import Delivery
from warehouse_app.service.ports.undelivered import UndeliveredViews

__all__ = [
    "AlertRow",
    "AnswerRow",
    "BinRow",
    "CaseRow",
    "Change",
    "DeviceRow",
    "EventRow",
    "Held",
    "StepRow",
    "TruckRow",
    "Views",
    "WaveRow",
]


class Views(ReleaseViews, ChainViews, HealthViews, UndeliveredViews, MendViews, Protocol):
    """Read models; nothing in here writes."""

    generation: str
    cartons: CartonViews
    baseline: BaselineViews
    board: BoardViews
    case_life: CaseLifeViews
    detecting: DetectingViews
    notebook: NotebookViews
    pack_checks: PackCheckViews
    packing: PackingViews
    shipments: ShipmentViews
    customers: CustomerViews
    evidence: EvidenceViews
    labels: LabelViews
    look: LookViews
    handovers: HandoverViews
    printing: PrintingViews
    measures: MeasureViews
    orders: OrderViews
    overrides: OverrideViews
    readiness: ReadinessViews
    retention: RetentionViews
    returns: ReturnViews
    bins: BinViews
    rulebook: RulebookViews
    slots: SlotViews
    tasks: TaskViews

    def device_by_token(self, token_hash: str) -> Device | None: ...
    def session_by_token(self, token_hash: str) -> tuple[Session, Person] | None:
        """The open session with its person, unless it was closed or the person left; expiry is the caller's."""

    def head(self) -> int:
        """The newest change."""

    def changes(self, since: int, rooms: Sequence[str], limit: int) -> list[Change]: ...
    def waves(self, w: int, states: Sequence[str]) -> list[WaveRow]: ...
    def open_waves(self, w: int) -> list[WaveRow]:
        """Those to be taken: released, or begun and in nobody's hand."""
        ...

    def wave_of(self, person: int) -> WaveRow | None: ...
    def open_cases(self, w: int) -> list[CaseRow]:
        """Those that are not resolved, also the answered ones."""
        ...

    def case(self, w: int, case: int) -> CaseRow | None: ...
    def transfer_name(self, transfer: int) -> tuple[str, int]:
        """Its name, and its id in Odoo."""
        ...

    def case_steps(self, cases_: Collection[int]) -> list[StepRow]:
        """Their histories, oldest first."""

    def other_bins(self, cases_: Collection[int]) -> dict[int, list[BinRow]]:
        """For each short: places its goods may lie in, the likeliest first. Known ones only; stock is not guessed."""
        ...

    def held(self, wave: int) -> Held | None: ...
    def answers(self, wave: int) -> list[AnswerRow]:
        """What was answered to the shorts of a wave, newest first."""

    def alerts(self, w: int, since: int, limit: int) -> list[AlertRow]:
        """The cases that changed since, in the order of their newest change."""

    def devices(self, w: int) -> list[DeviceRow]: ...
    def trucks(self, w: int) -> list[TruckRow]: ...
    def people(self, w: int) -> list[Person]: ...
    def practised(self, w: int) -> Mapping[int, int]:
        """When each person last passed the practice wave (ms), by person; who never did is not in it."""
        ...

    def warehouses(self) -> list[tuple[int, str, str, str]]:
        """(id, code, name, time zone)."""

    def picture(self, sha: str) -> Picture | None: ...
    def sheet_facts(self, wave: int) -> SheetFacts | None: ...
    def events(self, wave: int) -> list[EventRow]:
        """The history of a wave, oldest first."""
        ...

    def delivery(self, w: int) -> Delivery:
        """How it stands with Odoo."""
        ...

    def is_due(self, w: int, lines: int) -> bool:
        """Whether there is something to tell Odoo now: its time has come, or so many changes wait."""
        ...

    def count(self, table: str) -> int:
        """Rows of `event`, `order`, `wave`... for the start page and tests."""
        ...
