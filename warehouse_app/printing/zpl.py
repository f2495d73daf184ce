"""Labels as ZPL, for printers of 203 dpi: the same design, the same places, one label and nothing else.

Words are sent as pictures of themselves: a printer's own type differs from one to the next and lacks most alphabets,
and in a picture no word can be a command. A Code 128 is the printer's own, told in hexadecimal where a sign is more
than a letter or a digit.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from PIL import Image, ImageDraw, ImageFont

from warehouse_app.printing.designs import Bar, Barcode, Design, Qr, Text, check_fields, design, fill
from warehouse_app.printing.labels import LONGEST
from warehouse_app.printing.symbols import DOTS, Matrix, Symbol, matrix, symbol
from warehouse_app.printing.type_face import file
from warehouse_app.printing.type_setting import MM, Line, set_text

_POINT = DOTS / MM  # dots
_BLACK = 150  # of 255: a grey up to it is printed, so that thin strokes stay whole
# Whatever the label before left behind is undone: signs as UTF-8, no shift, upright.
_HEAD = "^XA^CI28^LH0,0^LS0^LT0^PON^PMN^LRN^FWN"
_FOOT = "^XZ\n"
_RUN = re.compile(r"(.)\1{1,418}")  # G to Y stand for 1 to 19, g to z for 20 to 400


def label_zpl(name: str, fields: Mapping[str, str]) -> bytes:
    """The label of this design with these fields.

    Raises:
        LabelProblem: the design is not known, a field is missing or not of it, or a barcode cannot be drawn.
    """
    return design_zpl(design(name), fields)


def design_zpl(paper: Design, fields: Mapping[str, str]) -> bytes:
    """The same of a design that is at hand."""
    check_fields(paper, fields)
    values = {field: str(value)[:LONGEST] for field, value in fields.items()}
    size = f"^PW{round(paper.width * DOTS)}^LL{round(paper.height * DOTS)}"
    return (_HEAD + size + "".join(_drawn(paper, values)) + _FOOT).encode("ascii")


def _drawn(paper: Design, values: Mapping[str, str]) -> Iterator[str]:
    for element in paper.elements:
        match element:
            case Bar():
                yield _bar(element)
            case Text():
                yield _text(element, fill(element.content, values))
            case Barcode():
                words = fill(element.content, values)
                yield _barcode(symbol(element, words)) if words or element.kind != "gs1" else ""
            case Qr():
                words = fill(element.content, values)
                yield _qr(matrix(element, words)) if words else ""


def _bar(bar: Bar) -> str:
    wide, tall = max(round(bar.width * DOTS), 1), max(round(bar.height * DOTS), 1)
    return f"^FO{round(bar.x * DOTS)},{round(bar.y * DOTS)}^GB{wide},{tall},{min(wide, tall)}^FS"


def _barcode(code: Symbol) -> str:
    if not code.told:  # printers differ in how far down the guard bars of their own EAN go
        return "".join(f"^FO{x},{code.y}^GB{wide},{code.height},{wide}^FS" for x, wide in code.bars())
    return f"^FO{code.x},{code.y}^BY{code.module}^BCN,{code.height},N,N,N,N^FH^FD{_hex(code.told)}^FS"


def _hex(data: str) -> str:
    """In the printer's hexadecimal but for letters, digits and what its own barcodes are told with."""
    return "".join(sign if sign.isalnum() or sign in "><:;=" else f"_{ord(sign):02X}" for sign in data)


def _qr(code: Matrix) -> str:
    size = len(code.rows)
    picture = Image.new("1", (size, size), 1)
    picture.putdata([0 if dark else 1 for row in code.rows for dark in row])
    return _graphic(picture.resize((size * code.module,) * 2, Image.Resampling.NEAREST), code.x, code.y, reverse=False)


def _text(text: Text, words: str) -> str:
    """A picture for each line: none is larger than a printer's memory for one."""
    size, lines = set_text(text, words)
    face = _face(text.bold, size)
    return "".join(_line(line, face, text.ink == "white") for line in lines if line[0].strip())


def _line(line: Line, face: ImageFont.FreeTypeFont, reverse: bool) -> str:
    """Black on white, cut to what is black."""
    signs, x, y = line
    left, top, right, bottom = (round(edge) for edge in face.getbbox(signs, anchor="ls"))
    at_x, at_y = round(x * _POINT), round(y * _POINT)
    left, top = max(left, -at_x), max(top, -at_y)
    picture = Image.new("L", (max(right - left, 1) + 1, max(bottom - top, 1) + 1), 255)
    ImageDraw.Draw(picture).text((-left, -top), signs, font=face, fill=0, anchor="ls")
    dots = picture.point(lambda grey: 255 if grey > _BLACK else 0).convert("1")
    return _graphic(dots, at_x + left, at_y + top, reverse)


@lru_cache(64)
def _face(bold: bool, size: float) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(io.BytesIO(file(bold).read_bytes()), size * _POINT, layout_engine=ImageFont.Layout.BASIC)


def _graphic(picture: Image.Image, x: int, y: int, reverse: bool) -> str:
    width = (picture.width + 7) // 8
    rows = picture.convert("1", dither=Image.Dither.NONE).point(lambda dot: not dot).tobytes()
    told = _packed(rows, width)
    return f"^FO{x},{y}{'^FR' if reverse else ''}^GFA,{len(rows)},{len(rows)},{width},{told}^FS"


def _packed(rows: bytes, width: int) -> str:
    """In the printer's own short form: a letter repeats a digit, `,` fills a row with white, `:` repeats a row."""
    told, last = [], ""
    for start in range(0, len(rows), width):
        row = rows[start : start + width].hex().upper()
        told.append(":" if row == last else _short(row))
        last = row
    return "".join(told)


def _short(row: str) -> str:
    body = row.rstrip("0")
    return _RUN.sub(_repeated, body) + ("," if len(body) < len(row) else "")


def _repeated(run: re.Match[str]) -> str:
    many, few = divmod(len(run[0]), 20)
    return (chr(ord("f") + many) if many else "") + (chr(ord("F") + few) if few else "") + run[1]
