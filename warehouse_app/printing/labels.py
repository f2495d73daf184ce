"""Labels as PDF, drawn by their designs. The same fields give the same bytes, so that a copy can be told from a change.

`python -m warehouse_app.printing.labels <design>` writes one to try to standard output.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Mapping, Sequence

from reportlab.lib.colors import black, white
from reportlab.pdfgen.canvas import Canvas

from warehouse_app.printing.designs import (
    Bar,
    Barcode,
    Design,
    LabelProblem,
    Picture,
    Qr,
    Text,
    check_fields,
    design,
    fill,
)
from warehouse_app.printing.pictures import draw_picture
from warehouse_app.printing.symbols import DOTS, matrix, symbol
from warehouse_app.printing.type_face import font, legible
from warehouse_app.printing.type_setting import MM, set_text

__all__ = ["LONGEST", "LabelProblem", "design_pdf", "draw", "label_pdf", "labels_pdf"]

LONGEST = 2000  # characters of a field that are looked at; no label has room for more


def label_pdf(name: str, fields: Mapping[str, str]) -> bytes:
    """The label of this design with these fields: one page, the size of the paper.

    Raises:
        LabelProblem: the design is not known, a field is missing or not of it, or a barcode cannot be drawn.
    """
    return design_pdf(design(name), fields)


def design_pdf(paper: Design, fields: Mapping[str, str]) -> bytes:
    """The same of a design that is at hand. Raises LabelProblem."""
    return _pages(paper, [fields], fields.get("number", paper.name))


def labels_pdf(name: str, labels: Sequence[Mapping[str, str]], title: str) -> bytes:
    """Many labels of one design in one document, a page each.

    Raises:
        LabelProblem: as `label_pdf`.
    """
    return _pages(design(name), labels, title)


def mixed_pdf(papers: Sequence[tuple[str, Mapping[str, str]]]) -> bytes:
    """Papers of several designs (name, fields) in one document, each as large as its own. Raises as `label_pdf`."""
    return _document([(design(name), fields) for name, fields in papers], papers[0][1].get("number", papers[0][0]))


def _pages(paper: Design, labels: Sequence[Mapping[str, str]], title: str) -> bytes:
    return _document([(paper, fields) for fields in labels], title)


def _document(labels: Sequence[tuple[Design, Mapping[str, str]]], title: str) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    canvas.setTitle(legible(title))
    canvas.setViewerPreference("PrintScaling", "None")
    for paper, fields in labels:
        check_fields(paper, fields)
        canvas.setPageSize((paper.width * MM, paper.height * MM))
        canvas.translate(0, paper.height * MM)
        draw(canvas, paper, fields)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def draw(canvas: Canvas, paper: Design, fields: Mapping[str, str]) -> None:
    """Draws a label below and right of where the canvas stands."""
    values = {field: str(value)[:LONGEST] for field, value in fields.items()}
    for element in paper.elements:
        match element:
            case Text():
                _draw_text(canvas, element, fill(element.content, values))
            case Barcode():
                _draw_barcode(canvas, element, fill(element.content, values))
            case Qr():
                _draw_qr(canvas, element, fill(element.content, values))
            case Picture():
                draw_picture(canvas, element, fill(element.content, values), fill(element.words, values))
            case Bar():
                _draw_bar(canvas, element.x, element.y, element.width, element.height)


def _draw_text(canvas: Canvas, text: Text, words: str) -> None:
    size, lines = set_text(text, words)
    canvas.setFillColor(white if text.ink == "white" else black)
    canvas.setFont(font(text.bold), size)
    for line, x, y in lines:
        canvas.drawString(x, -y, line)


def _draw_barcode(canvas: Canvas, code: Barcode, text: str) -> None:
    if not text and code.kind == "gs1":
        return
    drawn = symbol(code, text)
    for x, width in drawn.bars():
        _draw_bar(canvas, x / DOTS, drawn.y / DOTS, width / DOTS, drawn.height / DOTS)


def _draw_qr(canvas: Canvas, code: Qr, text: str) -> None:
    if not text:
        return
    for edges in matrix(code, text).bars():
        _draw_bar(canvas, *(edge / DOTS for edge in edges))


def _draw_bar(canvas: Canvas, x: float, y: float, width: float, height: float) -> None:
    canvas.setFillColor(black)
    canvas.rect(x * MM, -(y + height) * MM, width * MM, height * MM, stroke=0, fill=1)


def _try(name: str) -> bytes:
    """The design with every field's own name in it."""
    return label_pdf(name, {field: field.upper().replace("_", "-") for field in design(name).fields})


if __name__ == "__main__":
    sys.stdout.buffer.write(_try(*sys.argv[1:2] or ["parcel"]))
