"""A printer on IPP, a real one: what is said of a label that did, did not, or may have come out."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Timer

import pytest

from tests.gaps import need
from tests.printing import ipp_printer
from warehouse_app.domain.printing import Address
from warehouse_app.printing.ipp import IppError, IppPrinter, parse
from warehouse_app.printing.labels import label_pdf
from warehouse_app.printing.tls import fingerprint_at
from warehouse_app.service.ports.printing import Sent

pytestmark = pytest.mark.xdist_group("ipp")
FIELDS = {"number": "TEST-1", "printer": "Bench 1", "station": "", "address": ""}
ZPL = b"^XA^FO20,20^FDP-00001^FS^XZ\n"


@pytest.fixture(scope="module")
def real() -> Iterator[ipp_printer.IppPrinter]:
    program = need("ippeveprinter")
    with tempfile.TemporaryDirectory() as folder:
        printer = ipp_printer.IppPrinter(program, Path(folder))
        yield printer
        printer.close()


@pytest.fixture
def printer(real: ipp_printer.IppPrinter) -> Iterator[ipp_printer.IppPrinter]:
    yield real
    real.switch("wait", False)
    real.rest()
    real.switch("fail", False)


def ipp(real: ipp_printer.IppPrinter, form: str = "pdf", prints_s: float = 10) -> IppPrinter:
    return IppPrinter(Address("ipp", "localhost", real.port, "/ipp/print"), form, prints_s)


def send(printer: IppPrinter, body: bytes, token: str = "job") -> tuple[Sent, int]:
    left: list[int] = []

    def leaving() -> bool:
        left.append(1)
        return True

    return printer.send(body, token, leaving), len(left)


@pytest.mark.parametrize("form", ["pdf", "zpl"])
def test_a_label_is_confirmed_by_the_printer_and_comes_out_byte_for_byte(
    printer: ipp_printer.IppPrinter, form: str
) -> None:
    body = label_pdf("test", FIELDS) if form == "pdf" else ZPL
    before = len(printer.printed())
    assert ipp(printer, form).look() is None
    assert send(ipp(printer, form), body) == (Sent("confirmed"), 1)
    assert printer.printed()[before:] == [body]


def test_over_tls_it_is_confirmed_by_the_printer_whose_certificate_is_known(printer: ipp_printer.IppPrinter) -> None:
    place = Address("ipp", "localhost", printer.port, "/ipp/print", tls=True)
    assert IppPrinter(place, "zpl").look() == "cert_unknown"
    known = replace(place, fingerprint=fingerprint_at("localhost", printer.port))
    before = len(printer.printed())
    assert send(IppPrinter(known, "zpl", 10), ZPL) == (Sent("confirmed"), 1)
    assert printer.printed()[before:] == [ZPL]


def test_a_job_that_goes_wrong_in_the_printer_may_have_come_out_in_part(printer: ipp_printer.IppPrinter) -> None:
    printer.switch("fail", True)
    sent, left = send(ipp(printer), label_pdf("test", FIELDS))
    assert (sent.state, left) == ("unknown", 1)


def test_a_job_that_hangs_is_unknown_and_can_be_taken_back(printer: ipp_printer.IppPrinter) -> None:
    printer.switch("wait", True)
    hung = ipp(printer, prints_s=0.6)
    sent, _ = send(hung, ZPL, "a-name-of-its-own")
    assert sent == Sent("unknown", "hanging")
    hung.recall("a-name-of-its-own")
    printer.switch("fail", True)  # what the recall does not stop must not look like a label
    printer.switch("wait", False)


def test_a_printer_that_is_off_gets_nothing(printer: ipp_printer.IppPrinter) -> None:
    printer.off()
    try:
        assert ipp(printer).look() == "gone"
        assert send(ipp(printer), ZPL) == (Sent("queued", "gone"), 0)
    finally:
        printer.on()


def test_a_printer_that_goes_while_it_prints_leaves_the_label_unknown(printer: ipp_printer.IppPrinter) -> None:
    printer.switch("wait", True)
    plug = Timer(0.5, printer.off)
    plug.start()
    try:
        assert send(ipp(printer), ZPL)[0] == Sent("unknown", "reset")
    finally:
        plug.join()
        printer.switch("fail", True)
        printer.switch("wait", False)
        printer.on()


@pytest.mark.parametrize("said", [b"", b"\x02\x00", b"<html>", b"\x02\x00\x00\x00\x00\x00\x00\x01\x01\x47\x00"])
def test_what_is_no_ipp_is_refused(said: bytes) -> None:
    with pytest.raises(IppError):
        parse(said) if len(said) != 6 else parse(said[:3])
