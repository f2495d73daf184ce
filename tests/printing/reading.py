"""Labels as a printer of 203 dpi draws them, PDF and ZPL alike, and what two scanners read there.

The ZPL is drawn by zplkit, which knows nothing of us; zxing-cpp and zbar read the picture, which know nothing of each
other.
"""

from __future__ import annotations

import io
import random
import string
from collections.abc import Iterator
from typing import Any

import pypdfium2
import zplkit
import zxingcpp
from PIL import Image

from warehouse_app.domain.sscc import check_digit, sscc
from warehouse_app.printing.designs import Barcode, Design, Qr, design
from warehouse_app.printing.labels import label_pdf
from warehouse_app.printing.runs import can_be_zpl
from warehouse_app.printing.zpl import label_zpl

DOTS = 8  # a millimetre
Read = tuple[str, str]  # symbology, text; FNC1 between values as |

HOSTILE = (
    "^XZ^XA^FDowned^FS^XZ", "~JR~HS~DYR:X", "_5E_7E^FH", "\x02\x03\x1b[2J\x00\x07", "A" * 10_000, "ü ß é " * 1_700,
    "Łódź Őri Çağlar ŠĐŽ", "Αθήνα Тверская", "شارع الملك فهد 12", "רחוב הרצל 5, תל אביב", "東京 渋谷区 😀",
    "abc\u202egnp.exe",
    "line\n" * 60, "{number}{0}", ")Tj /XX Do (%PDF", "<b>&amp;</b>", "\u200b" * 50, "", "   ", "Donaudampfschiff" * 20,
)  # fmt: skip
_NUMBERS = string.ascii_uppercase + string.digits + "-"
_LETTERS = string.ascii_letters + "äöüßéñø"
_ANY = "".join(chr(code) for code in range(33, 127))


def random_fields(paper: Design, chance: random.Random) -> dict[str, str]:
    """Fields as they come, and as somebody would send them who means harm."""
    fields = {field: _words(chance) for field in paper.fields}
    if "number" in fields:
        fields["number"] = _number(chance)
    if "sscc" in fields:
        fields["sscc"] = sscc("".join(chance.choices(string.digits, k=chance.randint(4, 12))), chance.randint(1, 9_999))
    return fields


def expected(paper: Design, fields: dict[str, str]) -> list[Read]:
    """What the bars of the label have to say."""
    return sorted(_expected(paper, fields))


def seen_on_pdf(name: str, fields: dict[str, str]) -> list[Image.Image]:
    """Each page of it."""
    document = pypdfium2.PdfDocument(label_pdf(name, fields))
    return [_black_and_white(page.render(scale=DOTS * 25.4 / 72, grayscale=True).to_pil()) for page in document]


def seen_on_zpl(name: str, fields: dict[str, str]) -> list[Image.Image]:
    """Each label that comes out; none where the design is wider than a label printer."""
    if not can_be_zpl(name):
        return []
    paper, told = design(name), label_zpl(name, fields)
    assert told.count(b"^XA") == told.count(b"^XZ") == 1
    assert b"~" not in told
    drawn = zplkit.render(told, zplkit.Options(width=round(paper.width * DOTS), height=round(paper.height * DOTS)))
    assert drawn.warnings == []
    return [_black_and_white(Image.open(io.BytesIO(label.png()))) for label in drawn.labels]


def zxing(picture: Image.Image) -> list[Read]:
    """What zxing-cpp reads, with the symbology that the code itself claims.

    Once in ten thousands it sees, in the figures printed under the bars, a Codabar: that has no check sign, and one so
    short is none for a scanner either.
    """
    codes = zxingcpp.read_barcodes(picture, try_rotate=False, try_downscale=False, try_invert=False)
    kinds = ((_AIM.get(code.symbology_identifier, code.symbology_identifier), _plain(code)) for code in codes)
    return sorted((kind, text) for kind, text in kinds if kind != _CODABAR or len(text) >= _LEAST_CODABAR)


def zbar(picture: Image.Image) -> list[Read]:
    """What zbar reads; it does not tell a GS1-128 from a Code 128.

    Once in thousands it sees, beside the right one, a code that says nothing at all: that is no code.
    """
    from pyzbar import pyzbar  # looks for the system's library when it is imported

    kinds = [pyzbar.ZBarSymbol.CODE128, pyzbar.ZBarSymbol.EAN13, pyzbar.ZBarSymbol.QRCODE]
    read = pyzbar.decode(picture, symbols=kinds)
    texts = ((code.type, code.data.decode("utf-8").lstrip("\x1d").replace("\x1d", "|")) for code in read)
    return sorted((kind, text) for kind, text in texts if text)


def without_gs1(read: list[Read]) -> list[Read]:
    """The same as zbar tells it."""
    return sorted(("CODE128" if kind == "GS1" else kind, text) for kind, text in read)


_CODABAR, _LEAST_CODABAR = "]F0", 6
_AIM = {"]C0": "CODE128", "]C1": "GS1", "]E0": "EAN13", "]Q1": "QRCODE"}


def _plain(code: Any) -> str:
    return str(code.bytes.decode("utf-8")).lstrip("\x1d").replace("\x1d", "|")


def _expected(paper: Design, fields: dict[str, str]) -> Iterator[Read]:
    for element in paper.elements:
        if not isinstance(element, Barcode | Qr):
            continue
        text = element.content.replace("{number}", fields.get("number", "")).replace("{sscc}", fields.get("sscc", ""))
        if isinstance(element, Qr):
            yield "QRCODE", text
        elif element.kind == "gs1":
            yield "GS1", text.replace("(", "").replace(")", "")
        else:
            is_ean = element.kind == "goods" and len(text) == 13 and text.isdigit()
            yield "EAN13" if is_ean and check_digit(text[:12]) == text[12] else "CODE128", text


def _words(chance: random.Random) -> str:
    if chance.random() < 0.5:
        return chance.choice(HOSTILE)
    return " ".join(
        "".join(chance.choices(string.ascii_letters + "äöüßéñø", k=chance.randint(1, 12))) for _ in range(5)
    )


def _number(chance: random.Random) -> str:
    kind = chance.random()
    if kind < 0.3:
        body = "".join(chance.choices(string.digits, k=12))
        return body + check_digit(body)
    if kind < 0.5:
        return "".join(chance.choices(string.digits, k=chance.randint(1, 14)))
    return "".join(chance.choices(_ANY if kind < 0.75 else _NUMBERS, k=chance.randint(1, 12)))


def _black_and_white(picture: Image.Image) -> Image.Image:
    """What comes out of the printer: no greys."""
    return picture.convert("L").point(lambda grey: 255 if grey > 127 else 0)
