"""Small pictures on paper, drawn of bars, rings, lines and words as `labels/pictures/` says."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from reportlab.lib.colors import black, white
from reportlab.pdfgen.canvas import Canvas

from warehouse_app.assets import LABELS
from warehouse_app.printing.designs import Picture, Text
from warehouse_app.printing.type_face import font
from warehouse_app.printing.type_setting import MM, set_text

LEAST = 4.5  # points
_STROKE = 0.45  # mm


@cache
def pictures() -> Mapping[str, Mapping[str, Any]]:
    """All there are, by name."""
    folder = LABELS / "pictures"
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.toml"))]
    return {name: shapes for text in texts for name, shapes in tomllib.loads(text).items()}


def draw_picture(canvas: Canvas, place: Picture, name: str, words: str) -> None:
    """The picture of this name, from its place's upper left corner; where there is none a frame with the name in it."""
    if not name:
        return
    canvas.saveState()
    canvas.translate(place.x * MM, -place.y * MM)
    canvas.setLineWidth(_STROKE * MM)
    canvas.setLineCap(1)
    for shape, rows in pictures().get(name, _none(place, name)).items():
        for row in rows:
            _draw(canvas, shape, row, words)
    canvas.restoreState()


def _none(place: Picture, name: str) -> Mapping[str, Any]:
    return {"rect": [[0, 0, place.width, place.height]], "word": [[0, place.height / 3, place.width, 10, name]]}


def _draw(canvas: Canvas, shape: str, row: Sequence[Any], words: str) -> None:
    canvas.setFillColor(black)
    canvas.setStrokeColor(white if shape == "white" else black)
    if shape == "word":
        _write(canvas, row, words)
    elif shape in ("rect", "fill"):
        x, y, width, height = (edge * MM for edge in row)
        canvas.rect(x, -y - height, width, height, stroke=shape == "rect", fill=shape == "fill")
    elif shape in ("circle", "disc"):
        x, y, radius = (edge * MM for edge in row)
        canvas.circle(x, -y, radius, stroke=1, fill=shape == "disc")
    else:
        x, y, to_x, to_y = (edge * MM for edge in row)
        canvas.line(x, -y, to_x, -to_y)


def _write(canvas: Canvas, row: Sequence[Any], words: str) -> None:
    x, y, width, size = row[:4]
    place = Text("", x, y, width, size, min(LEAST, size), height=size * 2.6 / MM, bold=True, align="center")
    points, lines = set_text(place, row[4] if len(row) > 4 else words)
    canvas.setFont(font(True), points)
    for line, at_x, at_y in lines:
        canvas.drawString(at_x, -at_y, line)
