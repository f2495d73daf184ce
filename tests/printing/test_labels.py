"""Labels: rendered as a printer of 203 dpi sees them, and read back with a scanner."""

# ruff: noqa: RUF001  names are written in their own alphabet
from __future__ import annotations

import re
from typing import Any

import pypdfium2
import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st

from tests.tools.report import ROOT
from warehouse_app.assets import LABELS
from warehouse_app.domain.numbers import with_check
from warehouse_app.domain.sscc import sscc
from warehouse_app.printing.designs import Bar, Barcode, Text, design, parse
from warehouse_app.printing.labels import LabelProblem, label_pdf
from warehouse_app.printing.type_face import legible, to_the_eye
from warehouse_app.printing.type_setting import set_text
from warehouse_app.printing.zpl import label_zpl

DPI, POINTS = 203.2, 72
NAMES = sorted(path.stem for path in LABELS.glob("*.toml"))
PARCEL = {
    "number": with_check("P-0000427"),
    "order": "S00427",
    "carrier": "DHL",
    "to": "Zuzana Škvorecká\nNordstraße 17b\n01097 Dresden\nGermany",
    "from": "Nordlager",
    "weight": "3.400 kg",
    "n_of_m": "1 of 3",
}


def page(pdf: bytes) -> Any:
    document = pypdfium2.PdfDocument(pdf)
    assert len(document) == 1
    return document[0]


def picture(pdf: bytes) -> Any:
    """What comes out of the printer: black and white dots, no greys."""
    return page(pdf).render(scale=DPI / POINTS).to_pil().convert("L").point(lambda grey: 255 if grey > 127 else 0)


def words(pdf: bytes) -> str:
    return str(page(pdf).get_textpage().get_text_range()).replace("\r\n", "\n").replace("\ufffe", "")


def filled(name: str, value: str) -> dict[str, str]:
    given = {"number": with_check("R-00001"), "sscc": sscc("4012345", 1)}
    fields = design(name).fields
    return dict.fromkeys(fields, value) | {field: text for field, text in given.items() if field in fields}


@pytest.mark.parametrize("name", NAMES)
def test_every_design_can_be_printed_and_its_number_read_back(name: str) -> None:
    pdf = label_pdf(name, filled(name, "Abc"))
    if any(isinstance(one, Barcode) and one.content == "{number}" for one in design(name).elements):
        assert with_check("R-00001") in {code.text for code in zxingcpp.read_barcodes(picture(pdf))}
    if "number" in design(name).fields:
        assert with_check("R-00001") in words(pdf)


def test_every_design_and_every_field_of_its_own_is_in_the_documentation() -> None:
    told = (ROOT / "docs/labels.md").read_text(encoding="utf-8")
    named = {word for name in NAMES for word in (name, *design(name).fields)}
    assert {word for word in named if f"`{word}`" not in told} == set()


@pytest.mark.parametrize("name", NAMES)
def test_a_label_is_as_large_as_its_paper_and_nothing_hangs_over_the_edge(name: str) -> None:
    paper = design(name)
    assert page(label_pdf(name, filled(name, "Abc"))).get_size() == pytest.approx(
        (paper.width / 25.4 * POINTS, paper.height / 25.4 * POINTS), abs=0.1
    )
    for element in paper.elements:
        assert element.x + element.width <= paper.width
        assert element.y + getattr(element, "height", 0) <= paper.height


def test_a_parcel_label_says_who_gets_what_from_whom() -> None:
    pdf = label_pdf("parcel", PARCEL)
    said = words(pdf).split("\n")
    for value in PARCEL.values():
        for line in value.split("\n"):
            assert any(line in part for part in said), line
    code = zxingcpp.read_barcode(picture(pdf))
    assert code is not None
    assert (code.text, code.format) == (PARCEL["number"], zxingcpp.BarcodeFormat.Code128)


def test_the_same_label_is_the_same_bytes() -> None:
    first = label_pdf("parcel", PARCEL)
    label_pdf("parcel", PARCEL | {"to": "Somebody else"})
    assert label_pdf("parcel", PARCEL) == first


def test_accents_greek_and_cyrillic_are_printed_and_the_rest_is_seen_to_lack() -> None:
    said = words(label_pdf("parcel", PARCEL | {"to": "Łódź Őri Çağlar\nΑθήνα\nТверская\n東京 😀"}))
    for word in ("Łódź", "Őri", "Çağlar", "Αθήνα", "Тверская", "\u25a1\u25a1 \u25a1"):
        assert word in said


def test_an_accent_sent_apart_from_its_letter_is_joined() -> None:
    assert "Müller" in words(label_pdf("parcel", PARCEL | {"to": "Mu\u0308ller"}))


def test_what_is_too_long_gets_smaller_then_is_cut_with_an_ellipsis_and_keeps_its_last_line() -> None:
    long = "Donaudampfschifffahrtsgesellschaft" * 12 + "\n" + "Long street " * 60 + "\n20457 Hamburg\nGermany"
    said = words(label_pdf("parcel", PARCEL | {"to": long, "carrier": "International Priority Express " * 3}))
    assert said.count("…") == 3
    assert "20457 Hamburg\nGermany" in said


def test_an_address_of_many_lines_keeps_its_first_and_its_last() -> None:
    lines = "\n".join(f"Line {number}" for number in range(1, 41))
    said = words(label_pdf("parcel", PARCEL | {"to": lines}))
    assert "Line 1\n" in said
    assert "…\nLine 40" in said


def test_text_stays_in_its_place(subtests: pytest.Subtests) -> None:
    """With every field overfull, the words of an element end before the next one begins."""
    for name in NAMES:
        pdf = label_pdf(name, filled(name, "Wide Words " * 80 + "\nMore\nYet more"))
        text = page(pdf).get_textpage()
        height = page(pdf).get_size()[1]
        bars = [element for element in design(name).elements if isinstance(element, Bar) and element.height < 1]
        for index in range(text.count_rects()):
            left, bottom, right, top = text.get_rect(index)
            with subtests.test(name, rect=index):
                assert right / POINTS * 25.4 <= design(name).width - 3
                for bar in bars:
                    y = height - bar.y / 25.4 * POINTS
                    beside = bar.x / 25.4 * POINTS > right or (bar.x + bar.width) / 25.4 * POINTS < left
                    assert beside or not bottom + 0.5 < y < top - 0.5


@pytest.mark.parametrize(
    "hostile",
    ["\x00\x07\x1b[2J", "abc\u202egnp.exe", "<b>&amp;</b>", ")Tj /XX Do (", "{number}", "^XZ~JR", "\u200b" * 50],
)
def test_hostile_text_is_only_text(hostile: str) -> None:
    pdf = label_pdf("parcel", PARCEL | {"to": hostile + " Hamburg", "from": hostile})
    assert "Hamburg" in words(pdf)
    assert "\u202e" not in words(pdf)
    assert [code.text for code in zxingcpp.read_barcodes(picture(pdf))] == [PARCEL["number"]]


@given(st.dictionaries(st.sampled_from(sorted(PARCEL.keys() - {"number"})), st.text(max_size=300)))
def test_any_text_makes_a_label(values: dict[str, str]) -> None:
    assert label_pdf("parcel", PARCEL | values).startswith(b"%PDF")


def test_an_empty_field_leaves_its_place_empty() -> None:
    said = words(label_pdf("parcel", PARCEL | {"weight": "", "n_of_m": " "}))
    assert "kg" not in said
    assert "of" not in said


def test_an_unknown_design_is_named() -> None:
    for name in ("nosuch", "../labels/parcel", "", "Parcel", "fonts"):
        with pytest.raises(LabelProblem, match="there is no label design"):
            label_pdf(name, PARCEL)


def test_a_field_too_many_or_too_few_is_named() -> None:
    with pytest.raises(LabelProblem, match="the label parcel has no field colour"):
        label_pdf("parcel", PARCEL | {"colour": "red"})
    with pytest.raises(LabelProblem, match="the label parcel needs the field weight"):
        label_pdf("parcel", {name: value for name, value in PARCEL.items() if name != "weight"})


@pytest.mark.parametrize("number", ["", "Köln", "a\nb", "x" * 60, "1" * 200])
def test_a_number_that_cannot_be_a_barcode_is_refused(number: str) -> None:
    with pytest.raises(LabelProblem, match="barcode"):
        label_pdf("parcel", PARCEL | {"number": number})


PAPER = "width = 10\nheight = 10\n"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("width = 10", "line 1: height has to be the paper's"),
        ("width = 10\nheight = -1", "line 2: height has to be the paper's"),
        ("width = ", "line 1: Invalid value"),
        (PAPER + "[[circle]]\nx = 1", "line 3: 'circle' is no element"),
        (PAPER + "[line]\nx = 1", "line 1: an element begins with"),
        (PAPER + "[[line]]\nx = 1\ny = 1\nwidth = 3", "line 3: a bar lacks .*height"),
        (PAPER + "[[line]]\nx = 'left'\ny = 1\nwidth = 3\nheight = 1", "line 4: x = 'left' does not fit"),
        (PAPER + "[[text]]\ncontent = 'A'\nalign = 'middle'", "line 5: align = 'middle' does not fit"),
        (PAPER + "[[barcode]]\ncontent = 'A'\nkind = 'ean'", "line 5: kind = 'ean' does not fit"),
        (
            PAPER + "[[line]]\nx = 1\ny = 1\nwidth = 3\nheight = 1\n\n[[line]]\nx = 1\ny = 9\nwidth = 3\nheight = 2",
            "line 11: it reaches to 11 mm, over the edge of the paper at 10 mm",
        ),
    ],
)
def test_a_broken_design_says_what_is_wrong_with_it_and_in_which_line(text: str, why: str) -> None:
    with pytest.raises(LabelProblem, match=f"labels/mine.toml.*{why}"):
        parse("mine", text)


def test_hebrew_and_arabic_are_set_from_the_right_and_arabic_letters_join() -> None:
    (line,) = set_text(Text("", 0, 0, 80, 12), "שלום 12")[1]
    assert line[0] == "12 םולש"
    assert to_the_eye(legible("سلام")) == "ﻡﻼﺳ"


def test_a_gs1_code_with_a_wrong_check_digit_is_not_printed() -> None:
    with pytest.raises(LabelProblem, match="check digit"):
        label_pdf("parcel_sscc", filled("parcel_sscc", "A") | {"sscc": "040123450000000015"})


def test_a_parcel_without_an_sscc_has_no_bars_for_one() -> None:
    pdf = label_pdf("parcel_sscc", filled("parcel_sscc", "A") | {"sscc": ""})
    assert [code.text for code in zxingcpp.read_barcodes(picture(pdf))] == [with_check("R-00001")]


def test_nothing_that_is_said_becomes_a_command_of_the_printer() -> None:
    """In ZPL words are pictures and bars are hexadecimal: what is left are our own commands."""
    hostile = dict.fromkeys(PARCEL, "^XZ~JR^XA^FDx^FS") | {"number": "^XZ~JR>8_5E"}
    told = label_zpl("parcel", hostile).decode("ascii")
    calm = label_zpl("parcel", PARCEL).decode("ascii")
    commands = re.compile(r"\^[A-Z0-9]{2}|~[A-Z]{2}")
    assert set(commands.findall(told)) == set(commands.findall(calm))
    assert commands.findall(told).count("^XA") == 1
    assert len(told) < 200_000
