"""A PDF as a graphic for a printer that knows only ZPL: each dot of the page is one of the printer's."""

from __future__ import annotations

import base64
import zlib
from binascii import crc_hqx

import pypdfium2
from PIL import Image

from warehouse_app.printing.designs import LabelProblem

PAGES_MAX = 20
_INCH = 72  # points
_EXACT = {203: 203.2}  # 8 dots a millimetre
_SIDE_MAX = 12.0  # inches; a page that is larger is no label


def pdf_to_zpl(pdf: bytes, dpi: int) -> bytes:
    """Every page of it, in order, each as one label.

    Raises:
        LabelProblem: it cannot be read, has no page, too many, or one that is no label.
    """
    try:
        document = pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError as wrong:
        raise LabelProblem(f"the label cannot be read: {wrong}") from wrong
    with document:
        if not 0 < len(document) <= PAGES_MAX:
            raise LabelProblem(f"the label has {len(document)} pages, from 1 to {PAGES_MAX} can be printed")
        return b"".join(_page(page, dpi) for page in document)


def _page(page: pypdfium2.PdfPage, dpi: int) -> bytes:
    if max(page.get_size()) > _SIDE_MAX * _INCH:
        raise LabelProblem(f"a page of {page.get_width() / _INCH:.1f} x {page.get_height() / _INCH:.1f} in is no label")
    drawn = page.render(scale=_EXACT.get(dpi, dpi) / _INCH, grayscale=True).to_pil()
    return image_to_zpl(drawn.point(lambda shade: 255 if shade < 128 else 0).convert("1"))


def image_to_zpl(ink: Image.Image) -> bytes:
    """One label of a picture in which white (1) is to be black on paper."""
    row = (ink.width + 7) // 8
    raw = ink.tobytes()
    packed = base64.b64encode(zlib.compress(raw, 9)).decode()
    data = f":Z64:{packed}:{crc_hqx(packed.encode(), 0):04x}"
    head = f"^XA^PW{ink.width}^LL{ink.height}^LH0,0^FO0,0^GFA,{len(raw)},{len(raw)},{row},"
    return f"{head}{data}^FS^PQ1^XZ\n".encode()
