"""Barcodes as SVG, drawn without style attributes: our own pages do not allow them."""

from __future__ import annotations

import io
from itertools import groupby

import segno
from barcode import EAN13, Code128, Gs1_128

TEXT_MAX = 80
_SEPARATOR = "\xf1"  # FNC1, as the library writes it
_DIGITS_99 = 99  # as a value of code set C; elsewhere "to code set C"
_BAR, _HEIGHT, _QUIET = 2, 60, 11  # a quiet zone of 11 modules serves EAN and Code 128 alike


class PlainCode128(Code128):  # type: ignore[misc]
    """The library's, but for one error: it takes the digits 99 at the beginning for a change of the code set and drops
    them, so that the number on the label is another one."""

    def _try_to_optimize(self, encoded: list[int]) -> list[int]:
        shortened: list[int] = encoded if encoded[1] == _DIGITS_99 else super()._try_to_optimize(encoded)
        return shortened


def qr_svg(text: str) -> str:
    """A QR code with its quiet zone."""
    out = io.BytesIO()
    drawn = segno.make(text, error="m", micro=False)
    drawn.save(out, kind="svg", xmldecl=False, scale=6, border=4, dark="#000", light="#fff", nl=False)
    return out.getvalue().decode("utf-8")


def barcode_svg(text: str) -> str:
    """EAN-13 where the text is one with a right check digit, else Code 128.

    Raises:
        ValueError: the text is empty, too long, or has characters outside printable ASCII.
    """
    if not (0 < len(text) <= TEXT_MAX and text.isascii() and text.isprintable()):
        raise ValueError("not printable ASCII of 1 to 80 characters")
    return _draw(_modules(text))


def gs1_svg(text: str) -> str:
    """GS1-128 of application identifiers and their values, `|` where a separator stands.

    Raises:
        ValueError: the text is empty, too long, or has characters outside printable ASCII.
    """
    if not (0 < len(text) <= TEXT_MAX and text.isascii() and text.isprintable()):
        raise ValueError("not printable ASCII of 1 to 80 characters")
    return _draw(str(Gs1_128(text.replace("|", _SEPARATOR)).build()[0]))


def _modules(text: str) -> str:
    if len(text) == 13 and text.isdigit():
        ean = EAN13(text[:12])
        if ean.get_fullcode() == text:
            return str(ean.build()[0])
    return str(PlainCode128(text).build()[0])


def _draw(modules: str) -> str:
    x, bars = _QUIET, []
    for dark, run in groupby(modules):
        length = len(list(run))
        if dark == "1":
            bars.append(f"M{x} 0h{length}v{_HEIGHT}h-{length}z")
        x += length
    width = x + _QUIET
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 -5 {width} {_HEIGHT + 10}" width="{width * _BAR}" '
        f'height="{(_HEIGHT + 10) * _BAR}" shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0 -5h{width}v{_HEIGHT + 10}h-{width}z"/><path fill="#000" d="{"".join(bars)}"/></svg>'
    )
