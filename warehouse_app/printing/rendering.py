"""A label as a printer wants it. One seam for all who print: `render(design, fields, form)`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from warehouse_app.printing.designs import Bar, Design, Text, design
from warehouse_app.printing.graphics import pdf_to_zpl
from warehouse_app.printing.labels import LabelProblem, design_pdf
from warehouse_app.printing.runs import can_be_zpl
from warehouse_app.printing.zpl import design_zpl

_OWN_DPI = 203  # designs are told in its dots; other printers get a picture
_MARK, _HEIGHT = "COPY", 4.4  # mm; along the lower edge, where no design has anything


def render(name: str, fields: Mapping[str, str], form: str, dpi: int = 203, copy: bool = False) -> bytes:
    """One label, as PDF or ZPL; a copy says so.

    Raises:
        LabelProblem: the design is not known, a field is missing or not of it, or a barcode cannot be drawn.
    """
    paper = _marked(design(name)) if copy else design(name)
    if form != "pdf" and dpi == _OWN_DPI and can_be_zpl(name):
        return design_zpl(paper, fields)
    pdf = design_pdf(paper, fields)
    return pdf if form == "pdf" else pdf_to_zpl(pdf, dpi)


def foreign(body: bytes, made_as: str, form: str, dpi: int = 203) -> bytes:
    """Somebody else's label: unchanged where the printer takes it so, else a PDF as a graphic.

    Raises:
        LabelProblem: the printer cannot print it: it is ZPL and the printer wants PDF, or the PDF is no label.
    """
    if made_as == form:
        return body
    if made_as == "pdf":
        return pdf_to_zpl(body, dpi)
    raise LabelProblem("the label is ZPL, and this printer prints only PDF")


def _marked(paper: Design) -> Design:
    top = paper.height - _HEIGHT - 0.8
    bar = Bar(2, top, paper.width - 4, _HEIGHT)
    word = Text(_MARK, 2, top + 0.3, paper.width - 4, 10, bold=True, align="center", ink="white")
    return replace(paper, elements=(*paper.elements, bar, word))
