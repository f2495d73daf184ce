"""Which errand a job becomes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from warehouse_app.service.carrier_choice import plan_carrier
from warehouse_app.service.correct_count import plan_count
from warehouse_app.service.deliver import Errand, Plan
from warehouse_app.service.deliver_carrier import plan_redirect
from warehouse_app.service.deliver_cases import plan_case
from warehouse_app.service.deliver_close import plan_close
from warehouse_app.service.deliver_creations import plan_creation
from warehouse_app.service.deliver_judged import plan_judged
from warehouse_app.service.deliver_moves import plan_move
from warehouse_app.service.deliver_refunds import plan_refund
from warehouse_app.service.deliver_returns import plan_return
from warehouse_app.service.deliver_ship import plan_ship
from warehouse_app.service.deliver_shipments import plan_labels
from warehouse_app.service.deliver_transfers import plan_transfers
from warehouse_app.service.invoices import plan_invoice
from warehouse_app.service.measured import plan_measured
from warehouse_app.service.ports.outbox import Job
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.tell_customer import plan_message

_CLOSES: Mapping[str, Plan] = {"wave": plan_close, "transfer": plan_ship}
_BY_SUBJECT: Mapping[str, Plan] = {
    "return": plan_return,
    "judged": plan_judged,
    "refund": plan_refund,
    "exchange": plan_refund,
    "carrier": plan_carrier,
    "redirect": plan_redirect,
    "invoice": plan_invoice,
    "message": plan_message,
    "move": plan_move,
    "shipment": plan_labels,
    "measured": plan_measured,
    "case": plan_case,
}
_BY_KIND: Mapping[str, Plan] = {
    "reconcile": plan_transfers,
    "create": plan_creation,
    "close": lambda uow, jobs, fence: _CLOSES[jobs[0].subject.partition(":")[0]](uow, jobs, fence),
    "correct": plan_count,
}


def plan(uow: UnitOfWork, jobs: Sequence[Job], fence: int) -> Errand | None:
    """The errand of jobs of one kind; None when there is nothing to tell any more, or not yet."""
    of_subject = _BY_SUBJECT.get(jobs[0].subject.partition(":")[0])
    return (of_subject or _BY_KIND[jobs[0].kind])(uow, jobs, fence)
