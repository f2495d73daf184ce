"""One document is validated: what a bench has packed, or what a truck has taken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from warehouse_app.service import odoo_cases
from warehouse_app.service.deliver import Errand, Post
from warehouse_app.service.deliver_close import AGAIN_MS, SOON_MS, TRIES, close_of, is_over, note_closed, waits_for
from warehouse_app.service.ports.odoo import Closed
from warehouse_app.service.ports.outbox import Job
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.ports.telling import FloorTransfer

WAIT_MS = 60_000  # goods are waited for; whoever decides otherwise need not wait so long


@dataclass(frozen=True, slots=True)
class Shipping:
    """An errand: the transfer as it was packed or loaded."""

    jobs: Sequence[Job]
    floor: FloorTransfer

    def tell(self, post: Post) -> None:
        (closed,) = post.odoo.validate([close_of(self.floor)])
        post.write(lambda uow: self._note(uow, closed))

    def refused(self, uow: UnitOfWork, words: str) -> None:
        odoo_cases.raise_about(uow, odoo_cases.NOT_CLOSED, self.floor.id, words=words)

    def _note(self, uow: UnitOfWork, closed: Closed) -> None:
        if closed.status == "changed" and self.jobs[0].attempts + 1 < TRIES:
            uow.outbox.put_back(self.jobs, uow.now + AGAIN_MS, "changed in Odoo: looking again")
            return
        if closed.status in ("changed", "not_picked", "refused"):
            words = closed.words or closed.status
            uow.outbox.give_up(self.jobs, words)
            odoo_cases.raise_about(uow, odoo_cases.NOT_CLOSED, self.floor.id, words=words)
            return
        note_closed(uow, self.floor, closed)
        uow.outbox.finish(self.jobs)
        close_waves(uow, self.floor.id)


def plan_ship(uow: UnitOfWork, jobs: Sequence[Job], fence: int) -> Errand | None:
    """Waits for what has to go first: its boxes, its quantities, counts of its bins; and for goods, where it is to."""
    leased = uow.outbox.lease(jobs, fence)
    if not leased:
        return None
    about = leased[0].about
    floor = uow.telling.transfers([about])[about]
    if floor.state != "open":
        uow.outbox.finish(leased)
        close_waves(uow, about)
        return None
    if floor.rest == "wait":
        uow.outbox.put_back(leased, uow.now + WAIT_MS, "the order waits for goods")
        return None
    if uow.outbox.is_stuck("reconcile", f"transfer:{about}") or is_over(floor):
        uow.outbox.give_up(leased, "its quantities wait for a person")
        odoo_cases.raise_about(uow, odoo_cases.NOT_CLOSED, about, words="its quantities wait for a person")
        return None
    waits = _boxes(uow, floor) or waits_for(uow, floor.w, [floor])
    if waits:
        uow.outbox.put_back(leased, uow.now + SOON_MS, waits)
        return None
    return Shipping(leased, floor)


def close_waves(uow: UnitOfWork, transfer: int) -> None:
    """A walked wave is over with its last transfer."""
    for wave in uow.packing.close_waves(transfer):
        uow.changed("board", "wave", wave)


def _boxes(uow: UnitOfWork, floor: FloorTransfer) -> str:
    boxes = [parcel for parcel in uow.packing.parcels(floor.id) if parcel.state == "closed"]
    missing = [f"parcel:{parcel.id}" for parcel in boxes if parcel.odoo_id is None]
    again = [f"parcel:{parcel.id}" for parcel in boxes if parcel.odoo_id is not None]
    awaited = any(uow.outbox.is_stuck("create", box) for box in missing)
    awaited = awaited or any(uow.outbox.is_open("create", box) for box in (*missing, *again))
    return "a box is still to be made" if awaited else ""
