"""The life of a case in words: one without a wording of its own, a step of its history, the time it has left."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from warehouse_app.service.gate_words import case_text
from warehouse_app.service.looking import Looker, moment_text
from warehouse_app.service.ports.views import CaseRow

HEAD_MAX = 120  # characters of what somebody wrote that stand in a headline
_HOUR, _DAY = 60, 24 * 60


def plain_words(case: CaseRow, look: Looker) -> str:
    """The name of its type with what was written, or with the order it is about."""
    facts = case.facts
    if facts.get("about") == "gate":
        return case_text(facts, look)
    name = look.say(f"case_type.{case.type}")
    if facts.get("check"):
        check = look.say(f"check_rule.{facts['check']}")
        return look.say(
            "case.check", type=name, check=check, **{key: facts.get(key) or "" for key in ("order", "product")}
        )
    if facts.get("gap"):
        return look.say("case.gap", what=look.say(f"gap.{facts['gap']}"), n=facts.get("n", 0))
    about = " ".join(str(facts.get("words") or facts.get("order") or facts.get("held") or "").split())
    if not about:
        return name
    return look.say("case.plain", type=name, about=about if len(about) <= HEAD_MAX else f"{about[: HEAD_MAX - 1]}…")


def step_words(facts: Mapping[str, Any], look: Looker) -> dict[str, str]:
    """What fills the sentence of a step."""
    until = facts.get("until")
    says = [look.say(f"short_more.{facts['says']}")] if facts.get("says") else []
    return {
        **{name: str(facts.get(name) or "") for name in ("orders", "other")},
        "words": " · ".join([*says, *filter(None, [str(facts.get("words") or "")])]),
        "bin": str(facts.get("bin") or "-"),
        "number": str(facts.get("number") or ""),
        "order": str(facts.get("order") or "-"),
        "to": str(facts.get("to") or ""),
        "team": look.say(f"owner.{facts['team']}") if facts.get("team") else "",
        "cause": look.say(f"cause.{facts['cause']}") if facts.get("cause") else "",
        "until": moment_text(until, look) if isinstance(until, int) else "",
    }


def left_text(at: int | None, look: Looker) -> dict[str, Any]:
    """The time until then: {minutes, figure, unit}; past it the minutes are below zero."""
    if at is None:
        return {"minutes": None, "figure": "", "unit": ""}
    minutes = (at - look.now) // 60_000
    size, unit = (1, "minutes") if abs(minutes) < 2 * _HOUR else (_HOUR, "hours") if abs(minutes) < 2 * _DAY else (
        _DAY, "days"
    )  # fmt: skip
    side = "left" if minutes >= 0 else "over"
    return {"minutes": minutes, "figure": abs(minutes) // size, "unit": look.say(f"cases.{unit}_{side}")}
