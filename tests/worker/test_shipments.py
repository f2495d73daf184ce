"""What Odoo has of a packed order's parcels: tracking numbers and labels, once, on the document they leave with."""

from __future__ import annotations

import pytest

from tests.worker.packer import packer
from tests.worker.test_packing import follow, picked, tote, with_boxes
from tests.worker.yard import Clock, Yard
from warehouse_app.demo.flaky import Flaky
from warehouse_app.service.ports.carriers import Booked, CarrierAway, CarrierRefused, Consignment
from warehouse_app.service.ports.store import Store


class Moody:
    """A carrier that fails first."""

    def __init__(self, *troubles: Exception) -> None:
        self.troubles, self.asked = list(troubles), list[str]()

    def book(self, consignment: Consignment) -> Booked:
        self.asked.append(consignment.token)
        if self.troubles:
            raise self.troubles.pop(0)
        return Booked(f"JD{consignment.parcel.n:04d}", b"%PDF")


def on_papers(yard: Yard, order: str) -> dict[str, tuple[str, list[str]]]:
    """Tracking reference and papers by step of the order's transfers."""
    return {
        row.type.name: (row.tracking, sorted(one.name for one in yard.books.attachments.values() if one.of == row.id))
        for row in yard.books.pickings.values()
        if row.order == order
    }


def numbers(yard: Yard, transfer: int) -> list[str]:
    boxes = yard.store.write(lambda uow: uow.shipments.shipment(transfer)).boxes
    return [box.parcel.number for _, box in boxes]


@pytest.mark.parametrize("steps", [1, 2, 3])
@pytest.mark.parametrize("seed", [None, 3], ids=["all well", "answers lost"])
def test_labels_and_numbers_are_at_the_document_the_boxes_leave_with(
    sqlite_store: Store, clock: Clock, steps: int, seed: int | None
) -> None:
    yard = with_boxes(sqlite_store, clock, steps)
    picker, (order,) = picked(yard, {0: 4, 1: 2})
    ben = packer(yard)
    ben.open(tote(picker, order))
    if seed is not None:
        yard.port = Flaky(yard.port, seed, refused=0, unreachable=0.2, lost=0.5, only=frozenset({"keep_shipment"})).port
    ben.pack_all(boxes=2)
    follow(yard)
    made = numbers(yard, ben.sheet["transfer"])
    assert len(made) == 2
    papers = on_papers(yard, order)
    assert papers.pop("OUT") == (",".join(made), sorted(f"{number}.pdf" for number in made))
    assert all(kept == ("", []) for kept in papers.values())


def test_a_carrier_that_is_away_is_asked_again_and_its_number_is_kept(sqlite_store: Store, clock: Clock) -> None:
    yard = with_boxes(sqlite_store, clock, 1)
    yard.carriers = moody = Moody(CarrierAway("no line"))
    picker, (order,) = picked(yard, {0: 1})
    ben = packer(yard)
    ben.open(tote(picker, order))
    ben.pack_all()
    follow(yard)
    assert len(moody.asked) == 2
    assert on_papers(yard, order)["OUT"] == ("JD0001", ["JD0001.pdf"])
    assert yard.rig.raw_shipped(order) == 1, "the order does not wait for its carrier"


def test_what_a_carrier_will_not_have_is_an_exception_and_told_again_by_a_person(
    sqlite_store: Store, clock: Clock
) -> None:
    yard = with_boxes(sqlite_store, clock, 1)
    yard.carriers = Moody(CarrierRefused("no such postcode"))
    picker, (order,) = picked(yard, {0: 1})
    ben = packer(yard)
    ben.open(tote(picker, order))
    ben.pack_all()
    follow(yard)
    assert yard.cases() == [("FUL-SCAN", "odoo.refused")]
    (entry,) = yard.store.write(lambda uow: uow.outbox.stuck(yard.w))
    assert entry.subject == f"shipment:{ben.sheet['transfer']}"
    yard.store.write(lambda uow: uow.outbox.try_again(entry.subject))
    follow(yard)
    assert on_papers(yard, order)["OUT"][0] == "JD0001"
