"""Telling Odoo that an order goes with another carrier, with the second credential."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from warehouse_app.service import odoo_cases
from warehouse_app.service.deliver import Errand, Post
from warehouse_app.service.deliver_refunds import office_of
from warehouse_app.service.ports.odoo import TransferNote
from warehouse_app.service.ports.outbox import Job
from warehouse_app.service.ports.store import UnitOfWork


@dataclass(frozen=True, slots=True)
class Redirect:
    """An errand: the order and its open transfers go with this carrier, and a note says who wanted it so."""

    jobs: Sequence[Job]
    transfer: int
    odoo_id: int
    worker: str

    def tell(self, post: Post) -> None:
        said = self.jobs[0].body
        office_of(post).mend_carrier(self.odoo_id, said["carrier"])
        words = post.say(
            "odoo.carrier_changed", carrier=said["carrier"], before=said["before"], worker=self.worker,
            reason=post.say(f"reason.{said['reason']}"),
        )  # fmt: skip
        post.odoo.post_notes([TransferNote(self.odoo_id, self.jobs[0].token or "", words)])
        post.write(lambda uow: uow.outbox.finish(self.jobs))

    def refused(self, uow: UnitOfWork, words: str) -> None:
        odoo_cases.raise_about(uow, odoo_cases.REFUSED, self.transfer, words=words)


def plan_redirect(uow: UnitOfWork, jobs: Sequence[Job], fence: int) -> Errand | None:
    """The newest word about the order; None where another came after it, or nothing is left to send."""
    leased = uow.outbox.lease(jobs, fence)
    transfer = uow.telling.transfers([leased[0].about]).get(leased[0].about) if leased else None
    if transfer is None or transfer.state != "open" or not _is_newest(leased[0], uow):
        uow.outbox.finish(leased)
        return None
    by = uow.people.get(leased[0].body["person"])
    return Redirect(leased, transfer.id, transfer.odoo_id, by.name if by is not None else "-")


def _is_newest(job: Job, uow: UnitOfWork) -> bool:
    newest = uow.overrides.newest(f"carrier:{job.body['order']}")
    return newest is None or newest.facts["carrier"] == job.body["carrier"]
