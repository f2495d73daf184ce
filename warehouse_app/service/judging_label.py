"""The label on goods that were judged: what becomes of them, and for which order. Its design is one of `labels/`."""

from __future__ import annotations

from collections.abc import Callable

from warehouse_app.domain.numbers import amount
from warehouse_app.service.ports.found_goods import FoundRow
from warehouse_app.service.ports.judged import JudgedRow

DESIGN = "judged"


def judged_label(number: str, goods: str, row: JudgedRow, say: Callable[..., str]) -> tuple[str, dict[str, str]]:
    """The design and its fields. `whither` is set large: the order that gets them, else what becomes of them."""
    becomes = say(f"disposition.{row.disposition}")
    return DESIGN, {
        "number": number,
        "grade": row.grade,
        "becomes": becomes,
        "whither": row.order or row.place or becomes,
        "place": row.place or "",
        "goods": f"{amount(row.qty_m)} x {goods}",
    }


def found_label(row: FoundRow, say: Callable[..., str]) -> tuple[str, dict[str, str]]:
    """The same design for goods that fit nothing: their own number is what is set large."""
    goods = row.goods or row.code or ""
    return DESIGN, {
        "number": row.number,
        "grade": "?",
        "becomes": say(f"returns.found_{row.what}"),
        "whither": row.number,
        "place": row.back or "",
        "goods": f"{amount(row.qty_m)} x {goods}" if goods else "",
    }
