"""A printer on a raw socket: what is said of a label that did, did not, or may have come out."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.printing.zebra import Zebra
from warehouse_app.printing.raw import RawPrinter, Silent, read_status
from warehouse_app.service.ports.printing import Sent

LABEL = b"^XA^FO20,20^FDP-00001^FS^XZ\n"
LONG = b"^XA^FX" + b"x" * 8_000_000 + b"^FS^XZ\n"  # more than the machine's own buffers hold


@pytest.fixture
def zebra() -> Iterator[Zebra]:
    printer = Zebra()
    yield printer
    printer.off()


def raw(zebra: Zebra, asks: bool = True) -> RawPrinter:
    return RawPrinter("127.0.0.1", zebra.port, asks, zebra.waits)


def send(printer: RawPrinter, body: bytes = LABEL) -> tuple[Sent, list[str]]:
    left: list[str] = []

    def leaving() -> bool:
        left.append("left")
        return True

    return printer.send(body, "job", leaving), left


def test_a_label_that_came_out_is_confirmed_by_the_printer_itself(zebra: Zebra) -> None:
    assert send(raw(zebra)) == (Sent("confirmed"), ["left"])
    assert zebra.printed == [LABEL.strip()]
    assert zebra.asked >= 3  # once before, twice after


@pytest.mark.parametrize("switch", ["paper_out", "head_open", "ribbon_out", "paused"])
def test_a_printer_that_is_not_ready_gets_nothing(zebra: Zebra, switch: str) -> None:
    setattr(zebra, switch, True)
    assert send(raw(zebra)) == (Sent("queued", switch), [])
    assert raw(zebra).look() == switch
    zebra.mend()
    assert zebra.printed == []
    assert raw(zebra).look() is None


def test_a_printer_that_still_holds_a_label_gets_no_second_one(zebra: Zebra) -> None:
    zebra.buffer.append(LABEL)
    assert send(raw(zebra)) == (Sent("queued", "busy"), [])


def test_a_printer_that_is_gone_gets_nothing(zebra: Zebra) -> None:
    zebra.off()
    assert send(raw(zebra)) == (Sent("queued", "gone"), [])
    zebra.on()
    assert send(raw(zebra))[0].state == "confirmed"


def test_a_printer_that_answers_nothing_is_not_sent_a_label(zebra: Zebra) -> None:
    zebra.mute = True
    assert send(raw(zebra)) == (Sent("queued", "silent"), [])
    assert zebra.printed == []


def test_of_one_that_never_answers_only_a_person_knows(zebra: Zebra) -> None:
    zebra.mute = True
    assert send(raw(zebra, asks=False)) == (Sent("unknown", "no_status"), ["left"])


def test_a_printer_that_takes_connections_and_reads_nothing_is_found_out_before_anything_leaves(zebra: Zebra) -> None:
    zebra.deaf = True
    assert send(raw(zebra)) == (Sent("queued", "silent"), [])


def test_a_label_that_hangs_half_way_may_have_come_out(zebra: Zebra) -> None:
    zebra.deaf = True
    assert send(raw(zebra, asks=False), LONG) == (Sent("unknown", "hanging"), ["left"])


@pytest.mark.parametrize("prints", [False, True])
def test_a_line_that_is_cut_in_the_middle_of_a_label_leaves_it_unknown(zebra: Zebra, prints: bool) -> None:
    zebra.resets_after, zebra.prints_before_reset = 5, prints
    assert send(raw(zebra)) == (Sent("unknown", "reset"), ["left"])
    assert len(zebra.printed) == int(prints)


def test_paper_that_ends_with_this_label_leaves_it_unknown_and_says_why(zebra: Zebra) -> None:
    zebra.empties_after = 1
    assert send(raw(zebra)) == (Sent("unknown", "paper_out"), ["left"])


def test_what_the_printer_holds_can_be_taken_back(zebra: Zebra) -> None:
    zebra.paused = True
    zebra.buffer.append(LABEL)
    raw(zebra).recall("job")
    zebra.mend()
    assert (zebra.printed, zebra.buffer) == ([], [])


def test_nothing_leaves_where_the_ledger_says_no(zebra: Zebra) -> None:
    assert raw(zebra).send(LABEL, "job", lambda: False) == Sent("queued")
    assert zebra.printed == []


@pytest.mark.parametrize("said", [b"", b"\x02\x03", b"\x02a,b,c\x03\x02\x03\x02\x03", b"HTTP/1.1 400 Bad Request"])
def test_an_answer_in_no_words_we_know_is_no_answer(said: bytes) -> None:
    with pytest.raises(Silent):
        read_status(said)
