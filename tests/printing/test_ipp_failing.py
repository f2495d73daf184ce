"""Each failure of a printer on IPP, over the ledger: told at once, the job waits, nothing twice by itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.printing.bench import Plain, PrintBench
from tests.printing.ipp_failing import FailingIpp
from warehouse_app.domain.printing import parse_address
from warehouse_app.printing.ipp import IppPrinter
from warehouse_app.service.ports.printing import Sent
from warehouse_app.service.print_round import send_next


@dataclass
class Ipp:
    """The bench, its main printer on IPP."""

    bench: PrintBench
    printer: FailingIpp

    def turn(self) -> Sent | None:
        main = self.bench.world.store.read(lambda views: views.printing.printer(self.bench.printers[0]))
        assert main is not None
        way = IppPrinter(parse_address(f"ipp://127.0.0.1:{self.printer.port}/"), "zpl", 0.5)
        return send_next(main, Plain(), lambda _: way, self.bench.world.store)


@pytest.fixture
def ipp(one: PrintBench) -> Iterator[Ipp]:
    made = Ipp(one, FailingIpp())
    yield made
    made.printer.off()


@pytest.mark.parametrize(
    ("reason", "trouble"),
    [
        ("media-empty-error", "paper_out"),
        ("cover-open-report", "head_open"),
        ("paused", "paused"),
        ("shutdown", "stopped"),
    ],
)
def test_a_label_waits_for_a_printer_that_is_not_ready_and_comes_out_once(ipp: Ipp, reason: str, trouble: str) -> None:
    ipp.printer.reasons = [reason]
    number = ipp.bench.box()
    assert ipp.turn() == Sent("queued", trouble)
    assert (ipp.bench.job(number).state, ipp.printer.printed) == ("queued", [])
    ipp.printer.reasons = ["none"]
    assert ipp.turn() == Sent("confirmed")
    assert (ipp.turn(), len(ipp.printer.printed)) == (None, 1)


def test_a_line_cut_after_the_printer_took_the_label_is_found_by_its_name_and_printed_once(ipp: Ipp) -> None:
    ipp.printer.cuts = True
    ipp.bench.box()
    assert ipp.turn() == Sent("confirmed")
    assert len(ipp.printer.printed) == 1


def test_a_line_cut_before_the_printer_took_the_label_leaves_the_question_to_a_person(ipp: Ipp) -> None:
    ipp.printer.cuts, ipp.printer.prints = True, False
    number = ipp.bench.box()
    assert ipp.turn() == Sent("unknown", "reset")
    assert (ipp.turn(), ipp.printer.printed) == (None, []), "nothing goes there until somebody says what came out"
    ipp.printer.cuts, ipp.printer.prints = False, True
    ipp.bench.answer(number)
    assert ipp.turn() == Sent("confirmed")
    assert len(ipp.printer.printed) == 1
