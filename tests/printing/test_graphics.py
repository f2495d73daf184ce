"""A label as dots: what a ZPL printer draws of it is read by a scanner, and is the page dot for dot."""

from __future__ import annotations

import base64
import re
import zlib
from binascii import crc_hqx

import pytest
import zxingcpp
from PIL import Image

from warehouse_app.printing.labels import label_pdf
from warehouse_app.printing.rendering import foreign, render

FIELDS = {"number": "P-00042-X", "printer": "Zebra 1", "station": "Bench 1", "address": "zpl://10.0.0.7"}


CODES = ["(01)04006381333931(10)TEST", "4006381333931", "P-00042-X", "P-00042-X"]  # its bars, its square, goods, GS1


def codes(drawn: Image.Image) -> list[str]:
    """All that a scanner reads of it."""
    return sorted(code.text for code in zxingcpp.read_barcodes(drawn))


def dots(zpl: bytes) -> Image.Image:
    """The graphic as a printer unpacks it: lengths and checksum have to agree."""
    found = re.fullmatch(
        rb"\^XA\^PW(\d+)\^LL(\d+)\^LH0,0\^FO0,0\^GFA,(\d+),(\d+),(\d+),:Z64:([^:]+):([0-9a-f]{4})\^FS\^PQ1\^XZ\n", zpl
    )
    assert found is not None
    width, height, total, _, row = map(int, found.groups()[:5])
    raw = zlib.decompress(base64.b64decode(found[6]))
    assert (len(raw), row * height) == (total, total)
    assert int(found[7], 16) == crc_hqx(found[6], 0)
    return (
        Image.frombytes("1", (row * 8, height), raw)
        .crop((0, 0, width, height))
        .point(lambda ink: 255 - ink)
        .convert("L")
    )


@pytest.mark.parametrize(("dpi", "width"), [(203, 813), (300, 1200), (600, 2400)])
def test_a_label_as_dots_is_read_back_at_every_resolution(dpi: int, width: int) -> None:
    drawn = dots(foreign(label_pdf("test", FIELDS), "pdf", "zpl", dpi))
    assert abs(drawn.width - width) <= 1
    assert codes(drawn) == CODES


@pytest.mark.parametrize("form", ["zpl", "pdf"])
def test_a_copy_says_so_and_can_be_scanned_all_the_same(form: str) -> None:
    first, copy = (render("test", FIELDS, form, 300, copy=one) for one in (False, True))
    assert first != copy
    if form == "zpl":
        assert codes(dots(copy)) == CODES
