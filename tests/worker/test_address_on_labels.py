"""An address that changes once boxes are closed is an exception until labels say it; labels yet to come follow."""

from __future__ import annotations

from typing import Any

import pytest

from tests.printing.bench import Plain
from tests.worker.packer import Packer, packer
from tests.worker.test_cases_in_odoo import sam
from tests.worker.test_packing import follow, picked, tote, with_boxes
from tests.worker.yard import Clock, Counting, Yard
from warehouse_app.demo.office import Office
from warehouse_app.domain.errors import Refused
from warehouse_app.service.address_on_labels import boxes_of
from warehouse_app.service.decide import Decide, decide
from warehouse_app.service.look_at_addresses import look_at_addresses
from warehouse_app.service.ports.printing import Sent
from warehouse_app.service.ports.store import Store, UnitOfWork
from warehouse_app.service.ports.views import CaseRow
from warehouse_app.service.print_jobs import depart, settle
from warehouse_app.service.print_round import drawn
from warehouse_app.service.printers import NewPrinter, add_printer, stand_at
from warehouse_app.service.retention import forget_order
from warehouse_app.service.shipped_rules import ship_rules

ZEBRA = "zpl://192.0.2.7"


def at_the_bench(store: Store, clock: Clock, steps: int, printer: str | None = ZEBRA) -> tuple[Yard, Packer]:
    """An order of two lines in a tote on a bench, with a printer or none."""
    yard = with_boxes(store, clock, steps)
    picker, (order,) = picked(yard, {0: 2, 1: 1})
    store.write(ship_rules)
    ben = packer(yard)

    def stand(uow: UnitOfWork) -> None:
        if printer is not None:
            add_printer(NewPrinter("Labels", printer, "Bench 1"), yard.w, uow)
            stand_at(ben.device, "Bench 1", uow)

    store.write(stand)
    look(yard)
    ben.open(tote(picker, order))
    return yard, ben


@pytest.fixture(params=[1, 3])
def packed(request: pytest.FixtureRequest, sqlite_store: Store, clock: Clock) -> Yard:
    """One step, where Odoo has shipped the boxes by now, and three, where it has not: they stand in the house."""
    yard, ben = at_the_bench(sqlite_store, clock, request.param)
    ben.pack_all(boxes=2)
    prints(yard)
    follow(yard)
    look(yard)
    assert cases(yard) == []
    return yard


def prints(yard: Yard) -> list[str]:
    """Whatever waits for a printer comes out; what the labels say."""
    said = []
    for job, label in yard.store.read(lambda views: views.printing.open_jobs(yard.w)):
        printer = yard.store.read(lambda views, of=job.printer: views.printing.printer(of))  # type: ignore[misc]
        drawn(label, printer, Plain(), yard.store)
        yard.store.write(lambda uow, one=job.id: depart(one, "server", uow))  # type: ignore[misc]
        yard.store.write(lambda uow, one=job.id: settle(one, Sent("confirmed"), uow))  # type: ignore[misc]
        kept = yard.store.read(lambda views, one=label.id: views.printing.label(one))  # type: ignore[misc]
        said.append(kept.fields["to"])
    return said


def moves_to(yard: Yard, street: str) -> None:
    """The customer's address is another one; nothing else in Odoo changes."""
    for row in yard.books.pickings.values():
        yard.books.partners[row.wanted.partner].street = street


def look(yard: Yard) -> int:
    yard.clock.now += 1000
    return look_at_addresses(yard.holding, yard.port, yard.w)


def cases(yard: Yard) -> list[CaseRow]:
    """Those of addresses."""
    return [one for one in yard.store.read(lambda views: views.open_cases(yard.w)) if "|address|" in one.key]


def relabel(yard: Yard, case: int) -> None:
    by = sam(yard)
    yard.store.write(lambda uow: decide(Decide(case, "relabel", by), uow))


def test_boxes_with_the_old_address_are_one_case_until_new_labels_are_out(packed: Yard) -> None:
    moves_to(packed, "Hafenstraße 9")
    look(packed)
    look(packed)
    (case,) = cases(packed)
    assert (case.type, case.owner, case.severity) == ("ORD-CHANGED", "floor", "high")
    assert case.facts["boxes"].count("P-0") == 2
    assert "Hafen" not in str(case.facts), "a case keeps no customer's address"
    relabel(packed, case.id)
    look(packed)
    assert len(cases(packed)) == 1, "they are not out yet"
    assert [text.count("Hafenstraße 9") for text in prints(packed)] == [1, 1]
    look(packed)
    assert cases(packed) == []


def test_an_address_that_is_as_the_labels_say_again_ends_it_and_so_does_the_truck(packed: Yard) -> None:
    moves_to(packed, "Hafenstraße 9")
    look(packed)
    (case,) = cases(packed)
    moves_to(packed, "Lindenweg 3")
    look(packed)
    assert cases(packed) == []
    moves_to(packed, "Hafenstraße 9")
    look(packed)
    (again,) = cases(packed)
    assert again.id == case.id

    def load(uow: UnitOfWork) -> None:
        for box in uow.packing.parcels(case.transfer or 0):
            uow.packing.load(box.id)

    packed.store.write(load)
    look(packed)
    assert cases(packed) == []


def test_an_address_that_changes_once_more_after_new_labels_is_the_same_case_to_decide_anew(packed: Yard) -> None:
    moves_to(packed, "Hafenstraße 9")
    look(packed)
    (case,) = cases(packed)
    relabel(packed, case.id)
    prints(packed)
    moves_to(packed, "Elbchaussee 1")
    look(packed)
    assert [(one.id, one.status) for one in cases(packed)] == [(case.id, "open")]
    relabel(packed, case.id)
    assert all("Elbchaussee 1" in text for text in prints(packed))
    look(packed)
    assert cases(packed) == []


def test_what_is_not_printed_yet_says_the_new_address_and_nobody_has_to_do_anything(
    sqlite_store: Store, clock: Clock
) -> None:
    yard, ben = at_the_bench(sqlite_store, clock, 1)
    moves_to(yard, "Hafenstraße 9")
    look(yard)
    ben.pack_all()
    assert all("Hafenstraße 9" in text for text in prints(yard))
    follow(yard)
    look(yard)
    assert cases(yard) == []


def test_without_a_ledger_what_the_app_had_is_what_the_label_said(sqlite_store: Store, clock: Clock) -> None:
    yard, ben = at_the_bench(sqlite_store, clock, 1, printer=None)
    ben.pack_all()
    follow(yard)
    moves_to(yard, "Hafenstraße 9")
    look(yard)
    (case,) = cases(yard)
    assert case.facts["prints"] is False, "so its page offers no button that leads nowhere"
    with pytest.raises(Refused, match=r"relabel\.nowhere"):
        relabel(yard, case.id)
    ((_, label),) = yard.store.write(lambda uow: boxes_of(case.id, yard.w, uow))
    assert label.ship_to is not None
    assert label.ship_to["street"] == "Hafenstraße 9", "the page draws them as they are to be"
    moves_to(yard, "Lindenweg 3")
    look(yard)
    assert cases(yard) == []


def test_half_an_address_that_is_whole_by_now_is_no_longer_asked_about_at_the_bench(
    sqlite_store: Store, clock: Clock
) -> None:
    yard, _ = at_the_bench(sqlite_store, clock, 1)
    transfer = yard.floors()[0].id
    for street, whole in (("", False), ("Hafenstraße 9", True)):
        moves_to(yard, street)
        look(yard)
        facts = yard.store.write(lambda uow: uow.packing.pack_facts(transfer))
        assert facts.customer_ok is whole


def test_an_address_that_was_forgotten_here_does_not_come_back(sqlite_store: Store, clock: Clock) -> None:
    yard, ben = at_the_bench(sqlite_store, clock, 1)
    own = yard.floors()[0].id
    ben.pack_all()
    prints(yard)
    follow(yard)
    order = next(row.order for row in yard.books.pickings.values())
    forget_order(order, sqlite_store)
    look(yard)
    assert sqlite_store.write(lambda uow: uow.following.ship_to(own)) is None
    assert cases(yard) == []


@pytest.mark.parametrize("steps", [1, 3])
def test_an_order_that_goes_elsewhere_than_its_transfer_is_a_case_of_service_until_they_agree(
    steps: int, sqlite_store: Store, clock: Clock
) -> None:
    yard, _ = at_the_bench(sqlite_store, clock, steps)
    newest = max(yard.books.pickings)
    yard.rig.there.someone_moves(newest, "Hafenstraße 9")
    look(yard)
    look(yard)
    (case,) = moved(yard)
    assert (case.owner, case.facts["order"]) == ("service", yard.books.pickings[newest].order)
    Office(yard.books).mend_address(newest, {})
    look(yard)
    assert moved(yard) == []


def test_a_shop_whose_orders_all_go_through_another_place_hears_nothing_of_it(
    sqlite_store: Store, clock: Clock
) -> None:
    yard = with_boxes(sqlite_store, clock, 1)
    yard.order({0: 1})
    yard.rig.there.someone_moves(max(yard.books.pickings), "Pick-up point 4")
    yard.open()
    sqlite_store.write(ship_rules)
    look(yard)
    look(yard)
    assert moved(yard) == []


def moved(yard: Yard) -> list[CaseRow]:
    return [one for one in yard.store.read(lambda views: views.open_cases(yard.w)) if one.type == "CUS-MOVED"]


def test_a_look_costs_two_calls_for_500_and_one_where_nothing_is_here(sqlite_store: Store, clock: Clock) -> None:
    yard, _ = at_the_bench(sqlite_store, clock, 1)
    counting: Any = Counting(yard.port)
    look_at_addresses(yard.holding, counting, yard.w)
    assert (counting.calls["changed_addresses"], counting.calls["addressees"]) == (1, 1)
