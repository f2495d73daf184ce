"""A weight that a bench measured is written to the product at once, where whoever measured it may mend it anyway.

Whoever may not leaves an exception with the figure to its owner; so does everybody where there is no second credential.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from warehouse_app.domain.mending import FIELDS, may_mend
from warehouse_app.service import odoo_cases
from warehouse_app.service.deliver import Errand, Post
from warehouse_app.service.ports.outbox import Job
from warehouse_app.service.ports.store import UnitOfWork

TYPE = "FUL-DATA"


def mend_measured(case: int, w: int, person: int | None, uow: UnitOfWork) -> None:
    """Asks for it to be written, if this person may."""
    by = uow.people.get(person) if person is not None else None
    if by is not None and may_mend(TYPE, by.roles):
        uow.outbox.add(w, "create", f"measured:{case}", {"what": "measured", "person": by.id})
        uow.outbox.again("create", f"measured:{case}")


@dataclass(frozen=True, slots=True)
class Measured:
    """An errand: the product of an exception weighs so much. `transfer` is ours."""

    jobs: Sequence[Job]
    product: int
    transfer: int
    weight_g: int

    def tell(self, post: Post) -> None:
        if post.office is not None:
            post.office.mend_product(self.product, self.weight_g, None)
        post.write(lambda uow: self._note(post.office is not None, uow))

    def refused(self, uow: UnitOfWork, words: str) -> None:
        odoo_cases.raise_about(uow, odoo_cases.REFUSED, self.transfer, words=words)

    def _note(self, is_written: bool, uow: UnitOfWork) -> None:
        job = self.jobs[0]
        uow.outbox.finish(self.jobs)
        if is_written:  # the next look there ends the exception
            uow.cases.note(job.about, "mended", int(job.body["person"]), {"fields": ["weight_g"]})
            uow.mirror.look(job.about, "")


def plan_measured(uow: UnitOfWork, jobs: Sequence[Job], fence: int) -> Errand | None:
    """Nothing for an exception that is over."""
    leased = uow.outbox.lease(jobs, fence)
    found = next(iter(uow.mirror.mendable(FIELDS, leased[0].about)), None) if leased else None
    case = uow.cases.get(leased[0].about) if leased else None
    weight_g = case.facts.get("value") if case is not None else None
    if found is None or case is None or found.product is None or case.transfer is None or not weight_g:
        uow.outbox.finish(leased)
        return None
    return Measured(leased, found.product, case.transfer, int(weight_g))
