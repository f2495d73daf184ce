"""A packed order's parcels are booked with their carrier; Odoo keeps the tracking numbers and the labels.

They go to the documents the boxes leave with: the one that was packed, or with three steps the one that follows it,
which is there once the packing was validated.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from warehouse_app.service import odoo_cases
from warehouse_app.service.deliver import Errand, Post
from warehouse_app.service.ports.carriers import Booked, CarrierAway, CarrierRefused, Consignment
from warehouse_app.service.ports.odoo import Paper
from warehouse_app.service.ports.outbox import Job
from warehouse_app.service.ports.shipments import Shipment
from warehouse_app.service.ports.store import UnitOfWork

WAIT_MS = 5_000  # the packing is validated by then, or somebody has to see to that first
AWAY_MS = 60_000


def ask_for_labels(uow: UnitOfWork, w: int, transfer: int) -> None:
    """The order left the bench: its parcels are to be booked, and Odoo to know how."""
    uow.outbox.add(w, "create", f"shipment:{transfer}", {"what": "labels"})


@dataclass(frozen=True, slots=True)
class Labels:
    """An errand: all parcels of an order."""

    jobs: Sequence[Job]
    shipment: Shipment

    def tell(self, post: Post) -> None:
        try:
            booked = [(id_, box, post.carriers.book(box)) for id_, box in self.shipment.boxes]
        except CarrierAway as away:
            post.write(lambda uow, words=str(away): uow.outbox.put_back(self.jobs, uow.now + AWAY_MS, words))  # type: ignore[misc]
            return
        except CarrierRefused as no:
            post.write(lambda uow, words=str(no): self._give_up(uow, words))  # type: ignore[misc]
            return
        booked = [row for row in booked if row[2].tracking]
        numbers = [one.tracking for _, _, one in booked]
        for odoo_id in self.shipment.ends_at if booked else ():
            post.odoo.keep_shipment(odoo_id, numbers, [_paper(odoo_id, box, one) for _, box, one in booked])
        post.write(lambda uow: self._note(uow, {id_: one.tracking for id_, _, one in booked}))

    def refused(self, uow: UnitOfWork, words: str) -> None:
        odoo_cases.raise_about(uow, odoo_cases.REFUSED, self.shipment.transfer, words=words)

    def _give_up(self, uow: UnitOfWork, words: str) -> None:
        uow.outbox.give_up(self.jobs, words)
        self.refused(uow, words)

    def _note(self, uow: UnitOfWork, numbers: dict[int, str]) -> None:
        for parcel, number in numbers.items():
            uow.shipments.track(parcel, number)
        uow.outbox.finish(self.jobs)


def plan_labels(uow: UnitOfWork, jobs: Sequence[Job], fence: int) -> Errand | None:
    """Waits for the document that the boxes leave with; nothing for an order that was cancelled."""
    leased = uow.outbox.lease(jobs, fence)
    if not leased:
        return None
    shipment = uow.shipments.shipment(leased[0].about)
    if not shipment.ends_at and shipment.state == "open":
        uow.outbox.put_back(leased, uow.now + WAIT_MS, "the packing is still to be validated")
        return None
    if not shipment.ends_at or not shipment.boxes or shipment.state == "cancelled":
        uow.outbox.finish(leased)
        return None
    return Labels(leased, shipment)


def _paper(odoo_id: int, box: Consignment, booked: Booked) -> Paper:
    """A box that leaves with several documents has its label at each."""
    return Paper(f"{box.token.replace('box_', 'label_', 1)}_{odoo_id}", f"{booked.tracking}.pdf", booked.label)
