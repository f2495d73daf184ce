"""The drawing of a hall as an SVG has it."""

from __future__ import annotations

from typing import Any

from warehouse_app.domain.layout.drawing import Drawing, drawn
from warehouse_app.service.ports.views import Views

_PX = 2.0  # a decimetre, at most
_WIDEST_PX = 1100
_TEXT_PX = 15


def picture_of(drawing: Drawing) -> dict[str, Any]:
    """The drawing as an SVG has it: sizes in pixels, cells as one path."""
    px = min(_PX, _WIDEST_PX / drawing.width)
    side = drawing.cell
    return {
        "box": f"0 0 {drawing.width} {drawing.height + _TEXT_PX / px:.0f}",
        "width": round(drawing.width * px),
        "height": round(drawing.height * px + _TEXT_PX),
        "text": round(_TEXT_PX / px, 1),
        "lanes": drawing.lanes,
        "label": drawing.height,
        "cells": "".join(f"M{x} {y}h{side}v{side}h-{side}z" for x, y in drawing.cells),
        "crosses": drawing.crosses,
        "doors": drawing.doors,
        "right": drawing.width,
    }


def hall_of(views: Views, w: int) -> dict[str, Any] | None:
    """The map of a warehouse; None where there is none."""
    hall = views.layouts.hall(w)
    return picture_of(drawn(hall, views.layouts.cells(w))) if hall is not None else None
