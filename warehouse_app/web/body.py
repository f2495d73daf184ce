"""Reading what was sent, without trusting it."""

from __future__ import annotations

import json
from typing import Any

from flask import request

from warehouse_app.domain.errors import Refused

BODY_MAX = 1024 * 1024


def json_object(key: str = "request.malformed") -> dict[str, Any]:
    """The JSON object that was sent.

    Raises:
        Refused: `key`, when it is anything else; too big a body is answered with 413.
    """
    raw = request.get_data(cache=False)
    try:
        sent = json.loads(raw, parse_constant=_no_such_number)
    except (ValueError, RecursionError):  # not UTF-8, not JSON, a number of a thousand digits, nested too deep
        raise Refused(key, 400) from None
    if not isinstance(sent, dict):
        raise Refused(key, 400)
    return sent


def text(sent: dict[str, Any], name: str, longest: int, key: str = "request.malformed") -> str | None:
    """A text out of it, or None when it is not there.

    Raises:
        Refused: `key`, when it is no text, too long, or has characters that nobody can read.
    """
    value = sent.get(name)
    if value is None:
        return None
    if not isinstance(value, str) or len(value) > longest or not value.isprintable():
        raise Refused(key, 400)
    return value


def _no_such_number(name: str) -> None:
    raise ValueError(name)
