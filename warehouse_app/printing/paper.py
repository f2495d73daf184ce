"""Waves on paper: A4, a head on each page, a row for each line, a wave never on another's page."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence

from reportlab.pdfgen.canvas import Canvas

from warehouse_app.printing.designs import design
from warehouse_app.printing.labels import draw

_MM = 72 / 25.4
_WIDTH, _HEIGHT, _MARGIN = 210, 297, 9
_HEAD, _LINE = "paper_head", "paper_line"

Fields = Mapping[str, str]
Wave = tuple[Fields, Sequence[Fields]]  # head, rows


def paper_pdf(waves: Sequence[Wave], page: str, title: str, designs: tuple[str, str] = (_HEAD, _LINE)) -> bytes:
    """One document of all these waves, or of whatever has such `designs`. `page` is like "Page {n} of {of}".

    Raises:
        LabelProblem: a design is not known, or a barcode cannot be drawn.
    """
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(_WIDTH * _MM, _HEIGHT * _MM), invariant=1)
    canvas.setTitle(title)
    canvas.setViewerPreference("PrintScaling", "None")
    for head, rows in waves:
        pages = list(_pages(rows, designs))
        for number, its in enumerate(pages, 1):
            numbered = page.replace("{n}", str(number)).replace("{of}", str(len(pages)))
            _draw_page(canvas, {**head, "page": numbered}, its, designs)
            canvas.showPage()
    canvas.save()
    return out.getvalue()


def rows_a_page(designs: tuple[str, str] = (_HEAD, _LINE)) -> int:
    """How many lines stand on one."""
    head, line = (design(name) for name in designs)
    return int((_HEIGHT - 2 * _MARGIN - head.height) // line.height)


def _pages(rows: Sequence[Fields], designs: tuple[str, str]) -> Iterator[Sequence[Fields]]:
    size = rows_a_page(designs)
    for first in range(0, len(rows), size):
        yield rows[first : first + size]


def _draw_page(canvas: Canvas, head: Fields, rows: Sequence[Fields], designs: tuple[str, str]) -> None:
    paper, line = (design(name) for name in designs)
    canvas.saveState()
    canvas.translate((_WIDTH - paper.width) / 2 * _MM, (_HEIGHT - _MARGIN) * _MM)
    draw(canvas, paper, head)
    canvas.translate(0, -paper.height * _MM)
    for row in rows:
        draw(canvas, line, row)
        canvas.translate(0, -line.height * _MM)
    canvas.restoreState()
