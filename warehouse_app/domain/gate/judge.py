"""All rules on one order: cleared, held, or not to be judged. The same on orders of the past, to try a rule before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from warehouse_app.domain.gate.duplicates import Twin
from warehouse_app.domain.gate.facts import Facts
from warehouse_app.domain.gate.rules import RULES, Body, Sight, is_about, is_off

HELD, TRIAL, BLIND, LET_GO = "held", "trial", "blind", "let_go"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a rule says of an order. `held`; `trial`: it would be; `blind`: the rule cannot judge it; `let_go`: somebody
    let it go with this very finding. `why` are the figures that fill its sentence.
    """

    rule: str
    kind: str
    why: Mapping[str, Any]

    def as_data(self) -> dict[str, Any]:
        return {"rule": self.rule, "kind": self.kind, "why": dict(self.why)}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Verdict:
        return cls(data["rule"], data["kind"], data["why"])


@dataclass(frozen=True, slots=True)
class Tried:
    """A rule on orders of the past: how many it could judge, would have held, and could not judge; some of the held."""

    orders: int
    held: int
    blind: int
    names: tuple[str, ...]


def judge(
    facts: Facts, rules: Mapping[str, Body], one: Twin, twins: Sequence[Twin], now: int,
    let_go: Mapping[str, Mapping[str, Any]] | None = None,
) -> tuple[Verdict, ...]:  # fmt: skip
    """What the rules that are not off say, in their order; a rule that finds nothing says nothing.

    What was let go holds no more while the rule finds the very same; anything else is a new finding.
    """
    found = []
    for code, body in rules.items():
        verdict = _of(code, Sight(facts, body, one, twins, now), body.get("mode") == "on")
        if verdict is None:
            continue
        said = (let_go or {}).get(code)
        if verdict.kind == HELD and said is not None and said.get("why") == verdict.why:
            verdict = Verdict(code, LET_GO, verdict.why)
        found.append(verdict)
    return tuple(found)


def held(verdicts: Iterable[Verdict]) -> tuple[Verdict, ...]:
    """Those for which the order waits."""
    return tuple(one for one in verdicts if one.kind == HELD)


def owner_type(code: str) -> str:
    """The type of the case a rule opens, by which it has an owner and a clock."""
    return RULES[code].type


def case_key(code: str, order: int) -> str:
    """The finding key of a held order; what has `hold` in it ends only when the order is let go."""
    return f"{owner_type(code)}|hold|{code}.{order}"


def tried(code: str, body: Body, orders: Sequence[tuple[Facts, Twin]], now: int, named: int = 8) -> Tried:
    """The rule as if it were on, each order at the time it was made and with those that were there."""
    twins = [twin for _, twin in orders]
    rules, names, blind, seen = {code: {**body, "mode": "on"}}, [], 0, 0
    by_reference: dict[str | None, list[Twin]] = {}
    for twin in twins:
        by_reference.setdefault(twin.reference, []).append(twin)
    goods: dict[str, list[Twin]] = {}
    for twin in twins:
        goods.setdefault(twin.marks.items, []).append(twin)
    for facts, twin in orders:
        others = [*by_reference.get(twin.reference, ()), *goods.get(twin.marks.items, ())]
        kinds = {one.kind for one in judge(facts, rules, twin, others, now)}
        seen += not is_off(code, facts.unbound)
        blind += BLIND in kinds
        if HELD in kinds:
            names.append(twin.name)
    return Tried(seen, len(names), blind, tuple(names[:named]))


def _of(code: str, sight: Sight, is_on: bool) -> Verdict | None:
    rule = RULES.get(code)
    if rule is None or sight.body.get("mode", "off") == "off" or is_off(code, sight.facts.unbound):
        return None
    if not is_about(sight.facts, sight.body):
        return None
    unknown = [name for name in rule.needs if getattr(sight.facts, name) is None]
    if unknown:
        return Verdict(code, BLIND, {"facts": unknown})
    why = rule.find(sight)
    return None if why is None else Verdict(code, HELD if is_on else TRIAL, why)
