"""Shorts end with their order, or when the goods turn up; nobody has to close one."""

from __future__ import annotations

from warehouse_app.domain.answers import FOUND, by_rule
from warehouse_app.domain.findings import short_key
from warehouse_app.domain.picking import Line
from warehouse_app.service.decide import take_back
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.ports.telling import FloorTransfer


def end_shorts(uow: UnitOfWork, transfer: FloorTransfer, ended: str) -> None:
    """The transfer is `done` or `cancelled`. A short nobody answered was decided by rule, and its history says so."""
    for case in uow.cases.shorts(transfer.id):
        if ended == "done" and case.status == "open":
            uow.cases.decide(case.id, "by_rule", by_rule(transfer.rest), None, {})
        uow.cases.resolve(case.id, "validated" if ended == "done" else "cancelled")
    if transfer.wave_state == "walked":
        uow.outbox.again("close", f"wave:{transfer.wave}")  # it may have been the last one its wave waited for


def goods_came(uow: UnitOfWork, line: Line) -> None:
    """What a supervisor sent the picker for is in the tote."""
    if line.for_case is not None:
        _resolve(uow, line.for_case, "found")


def missing_too(uow: UnitOfWork, line: Line) -> None:
    """Where a supervisor sent the picker nothing was either: that short is another question, the old one is over."""
    case = uow.cases.get(line.for_case) if line.for_case is not None else None
    if case is not None and case.key != short_key(line.id):
        _resolve(uow, case.id, "missing_too")


def turned_up(uow: UnitOfWork, line: int) -> bool:
    """The goods are where they were missing after all: who was sent elsewhere for them need not go."""
    case = uow.cases.find(short_key(line))
    if case is None or (case.status, case.decision) != ("decided", FOUND):
        return False
    take_back(case, uow)
    if case.wave is not None:
        uow.changed(f"wave:{case.wave}", "sheet", uow.following.new_sheet(case.wave))
    return True


def _resolve(uow: UnitOfWork, case: int, why: str) -> None:
    now = uow.cases.get(case)
    if now is not None and now.status != "resolved":
        uow.cases.resolve(case, why)
        uow.changed("board", "case", case)
