"""Lists on A4: a head on each page, a row for each line, one never on another's page. Waves, slips."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence

from reportlab.pdfgen.canvas import Canvas

from warehouse_app.printing.designs import design
from warehouse_app.printing.labels import draw

_MM = 72 / 25.4
_WIDTH, _HEIGHT, _MARGIN = 210, 297, 9
WAVE, SLIP = ("paper_head", "paper_line"), ("slip_head", "slip_row")
FIRST_DAY = ("first_day_head", "first_day_row")

Fields = Mapping[str, str]
Wave = tuple[Fields, Sequence[Fields]]  # head, rows


def paper_pdf(waves: Sequence[Wave], page: str, title: str, designs: tuple[str, str] = WAVE) -> bytes:
    """One document of all these, each on pages of its own: heads and rows of two designs. `page` is like
    "Page {n} of {of}".

    Raises:
        LabelProblem: a design is not known, or a barcode cannot be drawn.
    """
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(_WIDTH * _MM, _HEIGHT * _MM), invariant=1)
    canvas.setTitle(title)
    canvas.setViewerPreference("PrintScaling", "None")
    for head, rows in waves:
        pages = list(_pages(rows, rows_a_page(designs)))
        for number, its in enumerate(pages, 1):
            told = page.replace("{n}", str(number)).replace("{of}", str(len(pages)))
            _draw_page(canvas, {**head, "page": told}, its, designs)
            canvas.showPage()
    canvas.save()
    return out.getvalue()


def rows_a_page(designs: tuple[str, str] = WAVE) -> int:
    """How many lines stand on one."""
    head, row = map(design, designs)
    return int((_HEIGHT - 2 * _MARGIN - head.height) // row.height)


def _pages(rows: Sequence[Fields], size: int) -> Iterator[Sequence[Fields]]:
    for first in range(0, len(rows), size):
        yield rows[first : first + size]


def _draw_page(canvas: Canvas, head: Fields, rows: Sequence[Fields], designs: tuple[str, str]) -> None:
    paper, line = map(design, designs)
    canvas.saveState()
    canvas.translate((_WIDTH - paper.width) / 2 * _MM, (_HEIGHT - _MARGIN) * _MM)
    draw(canvas, paper, head)
    canvas.translate(0, -paper.height * _MM)
    for row in rows:
        draw(canvas, line, row)
        canvas.translate(0, -line.height * _MM)
    canvas.restoreState()
