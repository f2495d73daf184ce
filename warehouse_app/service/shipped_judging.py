"""What every shop begins with at the returns desk, as rules of the kinds `grade`, `judge` and `judge_question`.

The first row that fits says what becomes of goods; what a shop has to name goods or words for is off.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from warehouse_app.domain.judging_returns import GRADES, QUESTIONS

_Rule = tuple[str, str, int, Mapping[str, Any]]  # kind, code, version, body

# grade, why it came back, what becomes of it; None: any
_ROWS = (
    ("A", "CR-DEFECT", "quarantine"),
    ("A", None, "restock"),
    ("B", "CR-DEFECT", "vendor"),
    ("B", None, "refurbish"),
    ("C", "CR-DEFECT", "vendor"),
    ("C", None, "refurbish"),
    ("D", "CR-DEFECT", "vendor"),
    ("D", None, "scrap"),
)
_SPARE = 4  # rows of the shop's own
_ASKED = 3  # questions that fit anything


def shipped_judging() -> Iterator[_Rule]:
    """All of them."""
    for rank, grade in enumerate(GRADES, start=1):
        yield "grade", grade, 1, {"on": True, "straight": grade == "A", "rank": rank}
    blank = [(None, None, "quarantine")] * _SPARE
    for rank, (of, why, disposition) in enumerate([*_ROWS, *blank], start=1):
        body = {"grade": of, "because": why, "products": None, "disposition": disposition}
        yield "judge", f"JR-{rank:02d}", 1, body | {"on": rank <= len(_ROWS), "rank": rank}
    for rank, code in enumerate(QUESTIONS, start=1):
        yield "judge_question", code, 1, {"on": rank <= _ASKED, "says": None, "products": None, "rank": rank}
