"""A carrier's labels that Odoo has: awaited, printed as they are and in their order, and missed aloud."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field

import pypdfium2
import pytest
from sqlalchemy import update

from tests.printing.bench import PrintBench
from tests.service.world import NOW, build
from warehouse_app.domain.carrier_labels import DEADLINE_MS, carrier_labels
from warehouse_app.printing.designs import LabelProblem
from warehouse_app.printing.graphics import pdf_to_zpl
from warehouse_app.printing.labels import label_pdf
from warehouse_app.printing.rendering import foreign
from warehouse_app.service.carrier_labels import Pace, await_labels, look_for_labels
from warehouse_app.service.holding import take
from warehouse_app.service.ports.odoo import Hanging
from warehouse_app.store import open_store
from warehouse_app.store import tables as t

FIELDS = {"number": "TEST-1", "printer": "Bench 1", "station": "", "address": ""}
ZPL = b"^XA^FDcarrier one^FS^XZ", b"^XA^FDcarrier two^FS^XZ"


@dataclass
class Papers:
    """An Odoo with papers at its transfers."""

    left: list[Hanging] = field(default_factory=list)
    asked: int = 0

    def hanging(self, transfer: int) -> list[Hanging]:
        self.asked += 1
        return self.left


@dataclass
class Wait:
    """An order that left the bench with a carrier whose labels Odoo has."""

    bench: PrintBench
    clock: list[int]
    odoo: Papers = field(default_factory=Papers)

    def look(self, *carriers: str) -> int:
        store = self.bench.world.store
        holding = take(store, "carrier", "test")
        assert holding is not None
        pace = Pace(lambda: self.clock[0])
        return look_for_labels(holding, store, self.odoo, carriers or ("dhl",), pace)  # type: ignore[arg-type]

    def cases(self) -> list[str]:
        world = self.bench.world
        return [row.type for row in world.store.read(lambda views: views.open_cases(world.w))]


@pytest.fixture(params=["sqlite", "postgresql"])
def wait(request: pytest.FixtureRequest) -> Iterator[Wait]:
    clock = [NOW]
    opened = open_store(request.getfixturevalue(f"{request.param}_copy"), lambda: clock[0])
    bench = PrintBench(build(opened))
    opened.write(lambda uow: uow._connection.execute(update(t.transfer).values(carrier="DHL")))  # type: ignore[attr-defined]

    def packed(uow: object) -> None:
        row = uow.packing.row(bench.transfer)  # type: ignore[attr-defined]
        await_labels(bench.world.first, row, uow)  # type: ignore[arg-type]
        await_labels(bench.world.first, row, uow)  # type: ignore[arg-type]

    opened.write(packed)
    yield Wait(bench, clock)
    bench.close()
    opened.close()


def test_labels_are_printed_byte_for_byte_in_their_order_and_once(wait: Wait) -> None:
    assert wait.look() == 1
    wait.odoo.left = [Hanging(n, f"LabelShipping-{n}.zpl", "text/plain", body) for n, body in enumerate(ZPL)]
    wait.look()
    assert wait.look() == 0
    wait.bench.turn()
    wait.bench.turn()
    assert wait.bench.main.printed == list(ZPL)
    assert wait.cases() == []


def test_none_in_time_is_a_case_that_goes_when_the_label_comes(wait: Wait) -> None:
    wait.clock[0] += DEADLINE_MS + 1
    wait.look()
    wait.look()
    assert wait.cases() == ["SHP-LABEL"]
    wait.odoo.left = [Hanging(1, "label.zpl", "text/plain", ZPL[0])]
    wait.look()
    wait.bench.turn()
    assert (wait.cases(), wait.bench.main.printed) == ([], [ZPL[0]])


def test_odoo_is_not_asked_for_a_carrier_whose_labels_it_has_not(wait: Wait) -> None:
    wait.look("UPS")
    assert (wait.look("DHL"), wait.odoo.asked) == (0, 0)


def test_labels_are_told_from_other_papers_by_name_and_by_what_they_are() -> None:
    pdf = b"%PDF-1.4"
    papers = [
        Hanging(1, "Delivery slip.pdf", "application/pdf", pdf),
        Hanging(2, "LabelShipping-dhl-00340.pdf", "application/pdf", pdf),
        Hanging(3, "ups.txt", "text/plain", b"\n ^XA^XZ"),
        Hanging(4, "label.pdf", "application/pdf", b"<html>"),
    ]
    assert [(one.name, one.form) for one in carrier_labels(papers)] == [
        ("LabelShipping-dhl-00340.pdf", "pdf"), ("ups.txt", "zpl"),
    ]  # fmt: skip


def test_a_pdf_becomes_one_graphic_a_page_for_a_printer_that_knows_only_zpl() -> None:
    pdf = label_pdf("test", FIELDS)
    two = pypdfium2.PdfDocument.new()
    for _ in range(2):
        two.import_pages(pypdfium2.PdfDocument(pdf))
    out = io.BytesIO()
    two.save(out)
    assert foreign(pdf, "pdf", "pdf") == pdf
    assert foreign(pdf, "pdf", "zpl").count(b"^XA") == 1
    assert pdf_to_zpl(out.getvalue(), 203).count(b"^XA") == 2


@pytest.mark.parametrize("body", [b"", b"%PDF-1.4 nothing", b"<html>"])
def test_what_is_no_label_is_refused_in_words(body: bytes) -> None:
    with pytest.raises(LabelProblem):
        foreign(body, "pdf", "zpl")


def test_a_printer_of_pdf_gets_no_zpl() -> None:
    with pytest.raises(LabelProblem, match="prints only PDF"):
        foreign(ZPL[0], "zpl", "pdf")
