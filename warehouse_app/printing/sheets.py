"""Many small labels on sheets of A4, to cut: the cards of the carts."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

from reportlab.pdfgen.canvas import Canvas

from warehouse_app.printing.designs import design
from warehouse_app.printing.labels import draw

_MM = 72 / 25.4
_WIDTH, _HEIGHT = 210, 297


def sheet_pdf(name: str, labels: Sequence[Mapping[str, str]], title: str) -> bytes:
    """The labels of this design, from left to right and down, on as many sheets as they need.

    Raises:
        LabelProblem: the design is not known, or a barcode cannot be drawn.
    """
    one = design(name)
    across, down = int(_WIDTH // one.width), int(_HEIGHT // one.height)
    left, top = (_WIDTH - across * one.width) / 2, (_HEIGHT - down * one.height) / 2
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(_WIDTH * _MM, _HEIGHT * _MM), invariant=1)
    canvas.setTitle(title)
    canvas.setViewerPreference("PrintScaling", "None")
    for place, values in enumerate(labels):
        if place and place % (across * down) == 0:
            canvas.showPage()
        row, column = divmod(place % (across * down), across)
        x, y = left + column * one.width, top + row * one.height
        canvas.saveState()
        canvas.translate(x * _MM, (_HEIGHT - y) * _MM)
        canvas.setLineWidth(0.3)
        canvas.rect(0, -one.height * _MM, one.width * _MM, one.height * _MM, stroke=1, fill=0)
        draw(canvas, one, values)
        canvas.restoreState()
    canvas.save()
    return out.getvalue()
