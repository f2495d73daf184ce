"""Labels: rendered as a printer of 203 dpi sees them, and read back with a scanner."""

# ruff: noqa: RUF001  names are written in their own alphabet
from __future__ import annotations

from typing import Any

import pypdfium2
import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st

from warehouse_app.assets import LABELS
from warehouse_app.domain.numbers import with_check
from warehouse_app.printing.designs import Bar, design, parse
from warehouse_app.printing.labels import LabelProblem, label_pdf

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
    return dict.fromkeys(design(name).fields, value) | {"number": with_check("R-00001")}


@pytest.mark.parametrize("name", NAMES)
def test_every_design_can_be_printed_and_its_number_read_back(name: str) -> None:
    pdf = label_pdf(name, filled(name, "Abc"))
    assert [code.text for code in zxingcpp.read_barcodes(picture(pdf))] == [with_check("R-00001")]
    assert with_check("R-00001") in words(pdf)


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


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("width = 10", "height"),
        ("width = ", "Invalid value"),
        ("width = 10\nheight = 10\n[[circle]]\nx = 1", "'circle' is no element"),
        ("width = 10\nheight = 10\n[[line]]\nx = 1\ny = 1\nwidth = 3", "height"),
        ("width = 10\nheight = 10\n[[line]]\nx = 'left'\ny = 1\nwidth = 3\nheight = 1", "x = 'left' does not fit"),
        ("width = 10\nheight = 10\n[[text]]\ncontent = 'A'\nalign = 'middle'", "align = 'middle' does not fit"),
    ],
)
def test_a_broken_design_says_what_is_wrong_with_it(text: str, why: str) -> None:
    with pytest.raises(LabelProblem, match=f"labels/mine.toml: .*{why}"):
        parse("mine", text)
