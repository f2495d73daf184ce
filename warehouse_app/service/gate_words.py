"""The gate in words: what a rule found, what it cannot judge, and the path an order takes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from warehouse_app.domain.gate.judge import BLIND, Verdict
from warehouse_app.domain.segments import Path
from warehouse_app.service.looking import Looker, moment_text
from warehouse_app.service.ports.gate import Gated
from warehouse_app.service.rule_words import words_of

_MONEY = ("paid", "total")


def rule_name(rule: str, look: Looker) -> str:
    return look.say(f"gate_rule.{rule}")


def rule_names(rules: Sequence[str], look: Looker) -> str:
    return ", ".join(rule_name(rule, look) for rule in rules)


def why_text(one: Verdict, look: Looker) -> str:
    """The sentence of what a rule found, or of what it could not learn."""
    if one.kind == BLIND:
        known = dict.fromkeys(look.say(f"gate_fact.{fact}") for fact in one.why.get("facts", ()))
        return look.say("gate.blind_why", facts=", ".join(known))
    return found_text(one.rule, one.why, look)


def found_text(rule: str, why: Mapping[str, Any], look: Looker) -> str:
    figures: dict[str, Any] = {"goods": "", "carrier": ""}
    for name, value in why.items():
        figures[name] = _figure(name, value, look)
    return look.say(f"gate_why.{rule}", **figures).strip()


def case_text(facts: Mapping[str, Any], look: Looker) -> str:
    """What the case of a held order says."""
    rule = facts["gate"]
    return look.say(
        "case.gate", order=facts.get("held") or "", rule=rule_name(rule, look), why=found_text(rule, facts, look)
    )


def gate_part(row: Gated | None, path: Path | None, look: Looker) -> dict[str, Any]:
    """How an order stands at the gate and which way it goes, each with why."""
    verdicts = row.verdicts if row is not None else ()
    return {
        "state": _state(row, look),
        "verdicts": [
            {
                "name": rule_name(one.rule, look),
                "kind": look.say(f"gate.kind_{one.kind}"),
                "why": why_text(one, look),
                "holds": one.kind == "held",
            }
            for one in verdicts
        ],
        "path": path_text(path, look) if path is not None else "",
    }


def path_text(path: Path, look: Looker) -> str:
    if path.code is None:
        return look.say("gate.path_usual")
    goes = look.say(
        "gate.path_segment", name=path.name or path.code, lane=words_of("lane", path.lane, {}, look),
        wave=words_of("wave", path.wave, {}, look), boost=path.boost,
    )  # fmt: skip
    because = ", ".join(_looked(name, value, look) for name, value in path.because)
    return f"{goes} {look.say('gate.path_because', why=because)}" if because else goes


def _looked(name: str, value: str, look: Looker) -> str:
    return look.say("gate.path_one", field=look.say(f"rule_field.{name}"), value=value)


def _state(row: Gated | None, look: Looker) -> str:
    if row is None or row.first_at is None:
        return look.say("gate.none_yet")
    if row.state == "held":
        return look.say("gate.held", at=moment_text(row.held_at or row.first_at, look))
    return look.say("gate.cleared", at=moment_text(row.first_at, look))


def _figure(name: str, value: Any, look: Looker) -> Any:
    if name in _MONEY and isinstance(value, int):
        return f"{value / 100:.2f}"
    if name == "due" and isinstance(value, int):
        return moment_text(value, look)
    if name == "lacks":
        return ", ".join(look.say(f"gate_lacks.{part}") for part in value)
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else "" if value is None else value
