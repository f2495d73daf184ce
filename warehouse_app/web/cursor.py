"""The cursor of whoever follows something: the number of the newest change they have."""

from __future__ import annotations

from flask import request

from warehouse_app.domain.errors import Refused


def cursor() -> int:
    """`since` of the question, 0 when it is not there.

    Raises:
        Refused: `request.malformed`.
    """
    text = request.args.get("since", "0")
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        raise Refused("request.malformed", 400)
    return int(text)
