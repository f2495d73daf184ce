"""What of a refund the app does by itself, where the shop lets it: releases it, and posts its credit note.

Two rules of the kind `refund_auto`, both off as shipped. Each says up to which amount, down to which grade, who bears
it and whether the order has to be paid in full.

>>> rule, mug = {"on": True, "upto": 50, "worst": "B", "paid": True}, [{"grade": "A", "fault": "customer"}]
>>> fits(rule, Case(5000, 0, mug)), fits(rule, Case(5001, 0, mug)), fits(rule, Case(5000, 1, mug))
(True, False, False)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from warehouse_app.domain.judging_returns import GRADES
from warehouse_app.domain.refunds import MINOR

RELEASE, POST = "RA-RELEASE", "RA-POST"
BY_RULE = "OR-RULE"  # the reason of what no person released


@dataclass(frozen=True, slots=True)
class Case:
    """`amount` and `owed` in minor units; of each piece its `grade` and who bears it (`fault`). `asks` as proposed."""

    amount: int
    owed: int
    pieces: Sequence[Mapping[str, Any]]
    asks: str = ""


def fits(rule: Mapping[str, Any], case: Case) -> bool:
    """Whether the rule does it. What has to be looked at by two people never is, and neither is what is not judged."""
    if not rule.get("on") or case.asks or not case.amount or not case.pieces:
        return False
    upto, worst, fault = rule.get("upto"), str(rule.get("worst") or GRADES[-1]), rule.get("fault")
    if (upto is not None and case.amount > int(upto) * MINOR) or (rule.get("paid") and case.owed):
        return False
    grades = {str(piece["grade"]) for piece in case.pieces}
    is_good = "" not in grades and all(grade <= worst for grade in grades)
    return is_good and all(fault in (None, "", piece["fault"]) for piece in case.pieces)
