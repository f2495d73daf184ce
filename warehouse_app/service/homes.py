"""No tote with goods stands about: one whose order waits is to be put on a shelf, and called from there."""

from __future__ import annotations

from warehouse_app.domain.cases import MINUTE
from warehouse_app.domain.tasks import NewTask, tote_task
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.tasks import ask_task, end_about

SOON_MS = 30 * MINUTE


def put_away(transfer: int, uow: UnitOfWork) -> None:
    """The walk is over and the order waits: its totes go to a shelf. Where it does not wait nobody has to."""
    told = uow.telling.transfers([transfer])[transfer]
    waits = told.state == "open" and told.rest == "wait" and told.wave_state == "walked"
    for code, is_placed in uow.totes.with_goods(transfer):
        if not waits:
            end_about(told.w, tote_task(code), "cancelled", uow)
        elif not is_placed:
            due_at = uow.now + SOON_MS
            ask_task(NewTask(told.w, "move_tote", tote_task(code), transfer=transfer, tote=code, due_at=due_at), uow)
