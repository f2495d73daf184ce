"""What goods that came back are like, and what becomes of them: the rules of a shop, compiled for a return's lines.

A *grade* says how good a piece is still; a *judgement rule* names what becomes of it, the first that fits; a *question*
is looked at before either. All are data: the shop changes them, the desk proposes with them, without a network too.

>>> rows = {"JR-1": {"on": True, "grade": "A", "disposition": "restock"}, "JR-2": {"on": True, "disposition": "scrap"}}
>>> proposed("A", "CR-SIZE", ("Mugs",), rows), proposed("D", "CR-SIZE", ("Mugs",), rows)
('restock', 'scrap')
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from warehouse_app.domain.checks import is_named
from warehouse_app.domain.facts import Event, Malformed, whole, word

Rules = Mapping[str, Mapping[str, Any]]

GRADES = ("A", "B", "C", "D")
RESTOCK, LANE, SCRAP, GIVE_BACK = "restock", "lane", "scrap", "give_back"
DISPOSITIONS = (RESTOCK, LANE, "refurbish", "quarantine", "vendor", SCRAP, GIVE_BACK)
CHOSEN = tuple(one for one in DISPOSITIONS if one != LANE)  # the lane is never chosen: it follows from a shortage
PLACED = (LANE, "refurbish", "quarantine", "vendor")  # the shop binds a place to each
OTHERWISE = "quarantine"  # what no rule says is looked at again
JUDGED, FOUND = "return_judged", "return_found"  # the facts of it
FACTS = frozenset({JUDGED, FOUND})
QUESTIONS = tuple(f"JQ-{n}" for n in range(1, 9))
OWN_JUDGE_QUESTIONS = QUESTIONS[4:]  # they have no words of ours
BECAUSE = (
    "CR-SIZE", "CR-LIKE", "CR-MIND", "CR-TWO", "CR-WRONG", "CR-MISSING", "CR-DEFECT", "CR-DAMAGE", "CR-LATE",
    "CR-REFUSED",
)  # fmt: skip
LONGEST = 64
_BAD = "fact.malformed"


@dataclass(frozen=True, slots=True)
class ReturnJudged:
    """So much of a line of a return is of this grade, and this becomes of it.

    `place` is the code of the bin that was scanned, `lot` the lot or serial number that was read; `checks` are the
    questions with their answers.
    """

    return_: int
    line: int
    qty_m: int
    grade: str
    disposition: str
    place: str | None = None
    lot: str | None = None
    checks: Mapping[str, bool] | None = None


def parse_judged(event: Event) -> ReturnJudged:
    """Raises Malformed: `fact.malformed`."""
    body = event.body
    grade, disposition = word(body.get("grade"), 1), word(body.get("disposition"), 16)
    if grade not in GRADES or disposition not in CHOSEN:
        raise Malformed(_BAD)
    return ReturnJudged(
        return_=whole(body, "return", key=_BAD),
        line=whole(body, "line", key=_BAD),
        qty_m=whole(body, "qty_m", least=1, key=_BAD),
        grade=grade,
        disposition=disposition,
        place=_text(body.get("place")),
        lot=_text(body.get("lot")),
        checks=_checks(body.get("checks")),
    )


def proposed(grade: str, reason: str | None, names: Iterable[str], rows: Rules) -> str:
    """What becomes of goods of this grade that came back for this reason; `names` is all a rule may call them by."""
    known = tuple(names)
    for body in rows.values():
        if (
            body.get("on")
            and body.get("grade") in (None, "", grade)
            and body.get("because") in (None, "", reason)
            and is_named(body.get("products"), known)
        ):
            return str(body.get("disposition"))
    return OTHERWISE


def compiled(reason: str | None, names: Iterable[str], book: Mapping[str, Rules]) -> dict[str, Any]:
    """What the desk asks of a line and proposes for it, JSON-ready: `grades` -> disposition, and the questions.

    A question without words of the shop's own has ours, by its code.
    """
    known = tuple(names)
    grades = [code for code, body in book["grade"].items() if body.get("on")]
    return {
        "grades": {code: proposed(code, reason, known, book["judge"]) for code in grades},
        "ask": [
            {"code": code, "says": body.get("says")}
            for code, body in book["judge_question"].items()
            if body.get("on") and is_named(body.get("products"), known)
        ],
    }


def goes_straight(grade: str, grades: Rules) -> bool:
    """Whether goods of this grade are as good as new: an order that is short gets them."""
    body = grades.get(grade, {})
    return bool(body.get("on") and body.get("straight"))


def left_to_judge(received_m: int, judged_m: Sequence[int]) -> int:
    """What is here and nobody has judged yet; never more is judged than came."""
    return max(received_m - sum(judged_m), 0)


def _text(value: Any) -> str | None:
    if value in (None, ""):
        return None
    return word(value, LONGEST)


def _checks(value: Any) -> Mapping[str, bool]:
    if value is None:
        return {}
    if not isinstance(value, dict) or len(value) > len(QUESTIONS):
        raise Malformed(_BAD)
    if any(code not in QUESTIONS or not isinstance(answer, bool) for code, answer in value.items()):
        raise Malformed(_BAD)
    return value
