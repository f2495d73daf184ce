"""What an answer asks for: where it goes against a rule, the reasons to choose from stand beside it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from warehouse_app.domain.answers import APPLY, FOUND, against_rule
from warehouse_app.domain.overrides import ALLOC, STOCK, is_inside, rule_of
from warehouse_app.service.give_goods import GIVE
from warehouse_app.service.looking import Looker
from warehouse_app.service.ports.releasing import Rules
from warehouse_app.service.ports.views import CaseRow

_ALWAYS: Mapping[str, str] = {APPLY: STOCK, GIVE: ALLOC}  # what goes against a rule whatever was said before
Reasons = list[tuple[str, str]]


def with_reasons(bodies: Rules, shown: dict[str, Any], case: CaseRow, look: Looker) -> dict[str, Any]:
    """The exception with `reasons` at each of its answers (code, words); none where it goes against no rule.

    `bodies` are the rules of overrides.
    """

    def reasons(answer: str) -> Reasons:
        code = _code(answer, case)
        body = bodies.get(code) if code is not None else None
        if code is None or body is None or is_inside(rule_of(code, body), _off_m(case), _worth(case)):
            return []
        return [(one, look.say(f"reason.{one}")) for one in rule_of(code, body).reasons]

    asked = {
        name: [one | {"reasons": reasons(one["answer"])} for one in shown[name]]
        for name in ("keys", "more", "all_answers")
        if name in shown
    }
    return shown | asked | {"bin_reasons": reasons(FOUND)}


def _code(answer: str, case: CaseRow) -> str | None:
    if answer in _ALWAYS:
        return _ALWAYS[answer]
    sent = case.decision if case.status == "decided" else None
    return against_rule(answer, sent, has_more=case.has_more)


def _worth(case: CaseRow) -> int:
    return int(case.facts.get("worth") or 0)


def _off_m(case: CaseRow) -> int | None:
    facts: Mapping[str, Any] = case.facts
    known = facts.get("counted_m"), facts.get("book_m")
    return abs(known[0] - known[1]) if isinstance(known[0], int) and isinstance(known[1], int) else None
