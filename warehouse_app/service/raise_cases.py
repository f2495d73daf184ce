"""The cases that a walk raises by itself: goods that are not there, and what was done but does not fit."""

from __future__ import annotations

from warehouse_app.domain.facts import Event, Short
from warehouse_app.domain.findings import conflict_finding, short_finding, stray_finding
from warehouse_app.domain.picking import Line
from warehouse_app.service.judging import Judged
from warehouse_app.service.open_case import open_case
from warehouse_app.service.ports.people import Device
from warehouse_app.service.ports.store import UnitOfWork


def raise_short(event: Event, short: Short, line: Line, uow: UnitOfWork) -> None:
    """The goods are not there: a case for the supervisor, due before the truck."""
    wave = uow.floor.wave(line.wave or 0)
    finding = short_finding(short, line, wave.w if wave else 0, uow.floor.goods(line.id), event.id)
    open_case(finding, uow)
    uow.changed("board", "case", line.id)


def raise_conflict(device: Device, event: Event, judged: Judged, uow: UnitOfWork) -> None:
    """It is true and does not count: a case that names the goods, or the event where the wave is not known."""
    wave = uow.floor.wave(event.wave) if event.wave is not None else None
    if wave is None:
        open_case(stray_finding(event, judged.key or "", device.w), uow)
        uow.changed("board", "case", 0)
        return
    goods = uow.floor.goods(judged.line.id) if judged.line else None
    open_case(conflict_finding(event, judged.key or "", wave, judged.line, goods), uow)
    uow.changed("board", "case", judged.line.id if judged.line else 0)
