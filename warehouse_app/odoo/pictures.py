"""Small pictures of goods, as Odoo keeps them: a variant without one has its template's.

A variant's `write_date` moves with its template's too: Odoo has browsers forget old pictures by it.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from warehouse_app.odoo.reading import read_flat
from warehouse_app.odoo.session import Session
from warehouse_app.service.ports.odoo import OdooPicture

_SIZE = "image_128"
_PAGE = 25  # some kilobytes each
_MOST_KB = 64


def pictures(session: Session, known: Mapping[int, str]) -> dict[int, OdooPicture]:
    """First dates and sizes, then only the changed ones that are small: Odoo shrinks neither SVG nor WebP."""
    marks, wanted = {}, []
    for row in _sizes(session, list(known)):
        mark = f"{row['write_date']} {row[_SIZE] or '-'}"
        if mark != known[row["id"]]:
            marks[row["id"]] = mark
            wanted += [row["id"]] if _is_small(row[_SIZE]) else []
    bodies: dict[int, bytes] = {}
    for start in range(0, len(wanted), _PAGE):
        page = [("id", "in", wanted[start : start + _PAGE])]
        bodies |= {row["id"]: _bytes(row[_SIZE]) for row in read_flat(session, "product.product", page, [_SIZE])}
    return {product: OdooPicture(mark, bodies.get(product, b"")) for product, mark in marks.items()}


def _sizes(session: Session, products: Sequence[int]) -> Sequence[Mapping[str, Any]]:
    fields, context = ["write_date", _SIZE], {"bin_size": True}
    rows: list[Mapping[str, Any]] = session.call(
        "product.product", "search_read", [("id", "in", list(products))], fields, load="", context=context
    )
    return rows


def _is_small(size: str | bool) -> bool:
    """By what Odoo tells people: `734.00 bytes`, `5.94 Kb`."""
    number, _, unit = str(size).partition(" ")
    return unit == "bytes" or (unit == "Kb" and float(number) <= _MOST_KB)


def _bytes(text: str | Literal[False]) -> bytes:
    try:
        return base64.b64decode(text or "")
    except binascii.Error:
        return b""
