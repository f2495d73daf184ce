"""The shop's own papers for the box come by rule: which order gets which, once, and with what in them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.printing.bench import Plain, PrintBench
from tests.service.world import NOW, build
from tests.worker.packer import packer
from tests.worker.test_packing import follow, picked, tote, with_boxes
from tests.worker.yard import Clock, Yard
from warehouse_app.demo.papers import Attachment
from warehouse_app.domain.box_papers import CUSTOMS, GIFT, INVOICE
from warehouse_app.printing.labels import label_pdf, mixed_pdf
from warehouse_app.service.box_papers import papers_of, queue_papers
from warehouse_app.service.ports.printing import Label, Printer
from warehouse_app.service.ports.store import Store, UnitOfWork
from warehouse_app.service.print_round import drawn
from warehouse_app.service.printers import NewPrinter, add_printer, stand_at
from warehouse_app.service.shipped_rules import ship_rules
from warehouse_app.store import open_store

EVERYBODY = dict.fromkeys(("products", "carriers", "segments", "customers", "countries"))


@pytest.fixture
def bench(sqlite_copy: str) -> Iterator[PrintBench]:
    opened = open_store(sqlite_copy, lambda: NOW)
    opened.write(ship_rules)
    made = PrintBench(build(opened))
    yield made
    made.close()
    opened.close()


def switch_on(store: Store, code: str, **whom: Any) -> None:
    body = EVERYBODY | {"on": True, "rank": 1, "words_en": "All the best."} | whom
    store.write(lambda uow: uow.releasing.ship_rule("paper", code, 9, body))


def queued(bench: PrintBench, number: str) -> list[Label]:
    """The papers that closing this box queues."""

    def close(uow: UnitOfWork) -> list[int]:
        parcel = next(one for one in uow.packing.parcels(bench.transfer) if one.number == number)
        return queue_papers(bench.world.first, parcel, None, uow)

    jobs = bench.world.store.write(close)
    kept = bench.world.store.read(lambda views: [views.printing.job(job) for job in jobs])
    found = bench.world.store.read(lambda views: [views.printing.label(job.label) for job in kept if job])
    return [label for label in found if label]


def test_a_gift_note_comes_once_and_customs_with_each_box(bench: PrintBench) -> None:
    store = bench.world.store
    switch_on(store, "PP-GIFT")
    switch_on(store, "PP-CUSTOMS", rank=2)
    first, second = bench.box(), bench.box()
    assert [one.design for one in queued(bench, first)] == [GIFT, CUSTOMS]
    assert [one.design for one in queued(bench, first)] == [CUSTOMS], "a box that is closed anew has other goods in it"
    assert [one.design for one in queued(bench, second)] == [CUSTOMS]


def test_only_orders_that_the_rule_means_get_it(bench: PrintBench) -> None:
    switch_on(bench.world.store, "PP-CUSTOMS", countries="CH, GB")
    assert queued(bench, bench.box()) == []
    switch_on(bench.world.store, "PP-GIFT", customers="Nobody At All")
    assert queued(bench, bench.box()) == []


def packed(store: Store, clock: Clock) -> tuple[Yard, Any, str]:
    """An order in one box, the bench with a printer for labels and one for pages."""
    yard = with_boxes(store, clock, 1)
    picker, (order,) = picked(yard, {0: 2, 1: 1})
    yard.store.write(ship_rules)
    ben = packer(yard)

    def stand(uow: UnitOfWork) -> None:
        add_printer(NewPrinter("A pages", "ipp://192.0.2.9/ipp/a4", "Bench 1"), yard.w, uow)
        add_printer(NewPrinter("Labels", "zpl://192.0.2.7", "Bench 1"), yard.w, uow)
        stand_at(ben.device, "Bench 1", uow)

    store.write(stand)
    ben.open(tote(picker, order))
    return yard, ben, order


def test_customs_names_what_is_in_this_box_and_no_other(sqlite_store: Store, clock: Clock) -> None:
    yard, ben, _ = packed(sqlite_store, clock)
    switch_on(sqlite_store, "PP-CUSTOMS")
    ben.pack_all(boxes=2)
    open_jobs = sqlite_store.read(lambda views: views.printing.open_jobs(yard.w))
    customs = [(job, label) for job, label in open_jobs if label.design == CUSTOMS]
    assert len(customs) == 2
    for job, label in customs:
        printer = _printer(yard, job.printer)
        assert printer.name == "Labels"
        drawn(label, printer, Plain(), sqlite_store)
    kept = sqlite_store.read(lambda views: [views.printing.label(label.id) for _, label in customs])
    goods = [one.fields["goods"] for one in kept if one and one.fields]
    assert [text.count("\n") for text in goods] == [0, 1], "one piece alone, then the other two products' rest"
    assert label_pdf(CUSTOMS, kept[0].fields).startswith(b"%PDF")  # type: ignore[union-attr,arg-type]


def test_a_bench_whose_browser_prints_has_the_papers_in_one_document(sqlite_store: Store, clock: Clock) -> None:
    yard, ben, _ = packed(sqlite_store, clock)
    for code in ("PP-GIFT", "PP-CUSTOMS", "PP-INVOICE"):
        switch_on(sqlite_store, code, rank=len(code))
    (box,) = ben.pack_all()
    found = sqlite_store.read(lambda views: papers_of(f"__floor__.box_{box}", yard.w, views))
    assert [name for name, _ in found] == [GIFT, CUSTOMS]
    assert mixed_pdf(found).count(b"/Type /Page\n") == 2


def test_the_invoice_is_fetched_when_odoo_has_it_and_printed_on_pages_once(sqlite_store: Store, clock: Clock) -> None:
    yard, ben, order = packed(sqlite_store, clock)
    yard.office = yard.rig.office
    switch_on(sqlite_store, "PP-INVOICE")
    ben.pack_all(boxes=2)
    yard.run(10)
    assert invoices(yard) == [], "Odoo has none yet"
    sale = next(row.order_id for row in yard.books.pickings.values() if row.order == order)
    yard.books.attachments[9] = Attachment(9, "invoice", sale, "INV-1.pdf", "application/pdf", b"%PDF the invoice")
    follow(yard)
    assert invoices(yard) == [(b"%PDF the invoice", "A pages")]
    assert yard.cases() == []


def test_without_the_right_to_read_invoices_somebody_hears_of_it(sqlite_store: Store, clock: Clock) -> None:
    yard, ben, _ = packed(sqlite_store, clock)
    switch_on(sqlite_store, "PP-INVOICE")
    ben.pack_all()
    follow(yard)
    assert yard.cases() == [("SHP-LABEL", "no_office")]


def invoices(yard: Yard) -> list[tuple[bytes | None, str]]:
    found = yard.store.read(lambda views: views.printing.open_jobs(yard.w))
    return [(label.body, _printer(yard, job.printer).name) for job, label in found if label.design == INVOICE]


def _printer(yard: Yard, printer: int) -> Printer:
    found = yard.store.read(lambda views: views.printing.printer(printer))
    assert found is not None
    return found
