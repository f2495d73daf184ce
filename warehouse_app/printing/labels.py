"""Labels as PDF, drawn by their designs. The same fields give the same bytes, so that a copy can be told from a change.

`python -m warehouse_app.printing.labels <design>` writes one to try to standard output.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Mapping
from itertools import groupby

from barcode import Code128
from reportlab.lib.colors import black, white
from reportlab.pdfgen.canvas import Canvas

from warehouse_app.printing.barcodes import TEXT_MAX
from warehouse_app.printing.designs import Bar, Barcode, Design, LabelProblem, Text, design, fill
from warehouse_app.printing.type_setting import LEADING, fit, font, legible

__all__ = ["LabelProblem", "design_pdf", "label_pdf"]

_MM = 72 / 25.4
_DOT = 0.125  # mm; a printer of 203 dpi has 8 dots a millimetre, and a bar of whole dots stays sharp
_QUIET = 10  # modules of white on either side
_FEWEST = 2  # dots a module; a thinner bar is not read from a worn label
_ASCENT = 0.93  # of the size, from the top of a line to the feet of its letters
_LONGEST = 2000  # characters of a field that are looked at; no label has room for more


def label_pdf(name: str, fields: Mapping[str, str]) -> bytes:
    """The label of this design with these fields: one page, the size of the paper.

    Raises:
        LabelProblem: the design is not known, a field is missing or not of it, or a barcode cannot be drawn.
    """
    return design_pdf(design(name), fields)


def design_pdf(paper: Design, fields: Mapping[str, str]) -> bytes:
    """The same of a design that is there. Raises LabelProblem."""
    if wrong := sorted(paper.fields ^ set(fields)):
        verb = "has no field" if wrong[0] in fields else "needs the field"
        raise LabelProblem(f"the label {paper.name} {verb} {', '.join(wrong)}")
    return _draw(paper, {field: str(value)[:_LONGEST] for field, value in fields.items()})


def _draw(paper: Design, values: Mapping[str, str]) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(paper.width * _MM, paper.height * _MM), invariant=1)
    canvas.setTitle(legible(values.get("number", paper.name)))
    canvas.setViewerPreference("PrintScaling", "None")
    canvas.translate(0, paper.height * _MM)
    draw(canvas, paper, values)
    canvas.save()
    return out.getvalue()


def draw(canvas: Canvas, paper: Design, values: Mapping[str, str]) -> None:
    """Draws a label below and right of where the canvas stands."""
    for element in paper.elements:
        match element:
            case Text():
                _draw_text(canvas, element, legible(fill(element.content, values)))
            case Barcode():
                _draw_barcode(canvas, element, fill(element.content, values))
            case Bar():
                _draw_bar(canvas, element.x, element.y, element.width, element.height)


def _draw_text(canvas: Canvas, text: Text, words: str) -> None:
    width = text.width * _MM
    size, lines = fit(words, text.bold, width, text.height * _MM, text.size, text.least or text.size)
    canvas.setFillColor(white if text.ink == "white" else black)
    canvas.setFont(font(text.bold), size)
    draw = {"left": canvas.drawString, "right": canvas.drawRightString, "center": canvas.drawCentredString}[text.align]
    x = text.x * _MM + {"left": 0, "right": width, "center": width / 2}[text.align]
    for number, line in enumerate(lines):
        draw(x, -(text.y * _MM + (number * LEADING + _ASCENT) * size), line)


def _draw_barcode(canvas: Canvas, code: Barcode, text: str) -> None:
    if not (0 < len(text) <= TEXT_MAX and text.isascii() and text.isprintable()):
        raise LabelProblem(f"{text!r} cannot be a barcode: not printable ASCII of 1 to {TEXT_MAX} characters")
    modules = str(Code128(text).build()[0])
    dots = int(code.width / _DOT) // (len(modules) + 2 * _QUIET)
    if dots < _FEWEST:
        raise LabelProblem(f"{text!r} is too long for a barcode of {code.width:g} mm")
    module = dots * _DOT
    x = _on_dot(code.x + (code.width - len(modules) * module) / 2)
    for dark, run in groupby(modules):
        length = len(list(run)) * module
        if dark == "1":
            _draw_bar(canvas, x, code.y, length, code.height)
        x += length


def _draw_bar(canvas: Canvas, x: float, y: float, width: float, height: float) -> None:
    canvas.setFillColor(black)
    canvas.rect(x * _MM, -(y + height) * _MM, width * _MM, height * _MM, stroke=0, fill=1)


def _on_dot(at: float) -> float:
    return round(at / _DOT) * _DOT


def _try(name: str) -> bytes:
    """The design with every field's own name in it."""
    return label_pdf(name, {field: field.upper().replace("_", "-") for field in design(name).fields})


if __name__ == "__main__":
    sys.stdout.buffer.write(_try(*sys.argv[1:2] or ["parcel"]))
