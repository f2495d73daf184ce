"""Thirty labels of each design, with what people and worse send, read back from paper by two scanners."""

from __future__ import annotations

import random

import pytest

from tests.gaps import need
from tests.printing.reading import expected, random_fields, seen_on_pdf, seen_on_zpl, without_gs1, zbar, zxing
from warehouse_app.printing.designs import design, names
from warehouse_app.printing.runs import can_be_zpl

LABELS = 30


@pytest.mark.parametrize("name", names())
def test_every_label_is_read_back_by_two_scanners_from_pdf_and_from_zpl(name: str) -> None:
    need("zbar")
    chance, paper = random.Random(name), design(name)
    for _ in range(LABELS):
        fields = random_fields(paper, chance)
        wanted = expected(paper, fields)
        pages, labels = seen_on_pdf(name, fields), seen_on_zpl(name, fields)
        assert (len(pages), len(labels)) == (1, int(can_be_zpl(name)))
        for picture in pages + labels:
            assert zxing(picture) == wanted
            assert zbar(picture) == without_gs1(wanted)


def test_numbers_that_begin_or_go_on_with_any_two_digits_keep_them() -> None:
    """The library we draw with drops 99 at the beginning."""
    for pair in range(100):
        number = f"{pair:02d}12345"
        (picture,) = seen_on_pdf("card", {"number": number, "word": ""})
        assert zxing(picture) == [("CODE128", number)]
