"""Waves on paper, rendered as an office printer does and read back with a scanner."""

from __future__ import annotations

from functools import partial
from typing import Any

import pypdfium2
import pytest
import zxingcpp

from tests.printing.test_cards import REASONS, WORDS
from warehouse_app.domain.paper import line_code, line_named, wave_code
from warehouse_app.domain.picking import Wave
from warehouse_app.domain.sheet import SheetFacts, SheetLine, SheetProduct
from warehouse_app.printing.paper import paper_pdf, rows_a_page
from warehouse_app.service.paper_sheet import paper_wave

DPI = 300
NAMES = (
    "Olive oil, native extra, 500 ml",
    "酱油 500 ml 厨房装",
    "Donaudampfschifffahrtsgesellschaftskapitän " * 6,
    "Μέλι",
    "\u202egnp.exe",
    "",
)


def line(n: int, **more: Any) -> SheetLine:
    """A line of its own bin; every third has a lot, long ids as in a shop of years."""
    lot = n if n % 3 == 0 else None
    said: dict[str, Any] = {
        "id": 4_700_000 + n, "location": n, "location_code": f"A-{n:03d}-0{n % 5}", "location_barcode": "", "rank": n,
        "product": n % 6 + 1, "lot": lot, "lot_name": lot and f"LOT-2026-{n:05d}", "lot_expires": None,
        "demand_m": (n % 12 + 1) * 1_000, "picked_m": 0, "short_m": 0, "tote": f"T-{n % 12:04d}", "slot": n % 12,
        "transfer": n % 12, "order": f"S{n % 12:05d}",
    }  # fmt: skip
    return SheetLine(**said | more)


def facts(*lines: SheetLine) -> SheetFacts:
    products = [
        SheetProduct(n, f"SKU-{n:04d}", name, "pieces", True, "box", 0, ((f"400638133393{n}", 1_000),))
        for n, name in enumerate(NAMES, 1)
    ]
    wave = Wave(7, 1, "W-0007", "released", 0, None, None)
    reasons = tuple((code, body | {"count": "ask"}) for code, body in REASONS.items())
    return SheetFacts(wave, 1, "DHL", 1_790_000_000_000, lines, tuple(products), (), reasons, now=1_790_000_000_000)


class OneWave:
    """The one view that printing asks."""

    def __init__(self, found: SheetFacts) -> None:
        self.sheet_facts = lambda _wave: found


def printed(found: SheetFacts, lang: str = "en") -> Any:
    say = partial(WORDS.say, lang)
    wave = paper_wave(OneWave(found), 7, 1, say)  # type: ignore[arg-type]
    pdf = paper_pdf([(wave.head, wave.rows)], say("paper.page", n="{n}", of="{of}"), "Paper")
    return pypdfium2.PdfDocument(pdf)


def codes(page: Any) -> list[str]:
    """Black and white, no greys: a laser of 300 dpi that is short of toner."""
    grey = page.render(scale=DPI / 72).to_pil().convert("L").point(lambda dot: 255 if dot > 127 else 0)
    return [code.text for code in zxingcpp.read_barcodes(grey)]


def words(page: Any) -> str:
    return str(page.get_textpage().get_text_range()).replace("\r\n", "\n").replace("\ufffe", "")


def test_every_barcode_of_a_sheet_is_read_back_and_names_its_line() -> None:
    lines = [line(n) for n in range(1, 20)]
    document = printed(facts(*lines))
    assert len(document) == 2
    read = [code for page in document for code in codes(page)]
    assert sorted(read) == sorted([wave_code("W-0007")] * 2 + [line_code("W-0007", one) for one in lines])
    assert {line_named(code) for code in read if code.startswith("PL")} == {one.id for one in lines}


def test_a_sheet_says_where_what_how_much_and_for_whom_in_the_order_of_the_walk() -> None:
    said = words(printed(facts(line(3), line(1, demand_m=1_250, lot_name="2026-B", lot=9)))[0])
    for word in (
        "W-0007", "Page 1 of 1", "DHL", "2 lines · 2 orders", "Picked by", "Day, time", "A-003-03", "SKU-0004 · …3934",
        "Lot LOT-2026-00003", "4", "T-0003", "S00003", "Lot 2026-B", "1.25", "found", "reason",
    ):  # fmt: skip
        assert word in said
    assert "1 Bin is empty" in said
    assert said.index("A-003-03") < said.index("A-001-01")


def test_long_names_and_foreign_letters_are_cut_or_boxed_and_spoil_no_barcode() -> None:
    lines = [line(n) for n in range(6)]
    (page,) = printed(facts(*lines))
    assert len(codes(page)) == 7
    said = words(page)
    assert "…" in said
    assert "\u25a1\u25a1 500 ml" in said
    assert "Μέλι" in said
    assert "\u202e" not in said


def test_three_hundred_lines_stand_on_numbered_pages_with_the_waves_barcode_on_each() -> None:
    document = printed(facts(*(line(n) for n in range(1, 301))))
    pages = -(-300 // rows_a_page())
    assert len(document) == pages
    texts = [words(page) for page in document]
    assert all(f"Page {n} of {pages}" in text and "PW-0007" in text for n, text in enumerate(texts, 1))
    assert sum(text.count("PL47") for text in texts) == 300
    assert wave_code("W-0007") in codes(document[pages - 1])


def test_only_what_is_still_to_be_taken_is_printed_and_as_much_as_is_open() -> None:
    said = words(printed(facts(line(1, demand_m=5_000, picked_m=2_000), line(2, demand_m=3_000, picked_m=3_000)))[0])
    assert "1 lines" in said
    assert "A-002-02" not in said
    assert "1/1" in said


def test_goods_of_several_orders_without_totes_are_told_as_their_sum_too() -> None:
    lines = [line(1, id=n, tote=None, slot=None, transfer=n, order=f"S{n}", demand_m=n * 1_000) for n in (1, 2)]
    said = words(printed(facts(*lines))[0])
    assert said.count("3 together") == 2
    assert "S2" in said


@pytest.mark.parametrize("lang", ["en", "de", "es", "fr"])
def test_every_word_of_a_sheet_is_in_the_language_asked_for(lang: str) -> None:
    said = words(printed(facts(line(3)), lang)[0])
    assert "paper." not in said
    assert WORDS.say(lang, "paper.found") in said


def test_the_same_line_has_another_barcode_once_something_printed_of_it_changed() -> None:
    first = line_code("W-0007", line(3))
    assert line_code("W-0007", line(3, picked_m=1_000)) == first
    others = [line(3, demand_m=1_000), line(3, lot_name="OTHER"), line(3, location_code="B-1"), line(3, product=2)]
    assert first not in {line_code("W-0007", other) for other in others}
    assert line_code("W-0008", line(3)) != first
