"""An order the gate holds is let go against its rules: by whom their cases belong to, with a reason, and kept.

A price that is off is money: whose right, reasons and limit that is its own override (`OV-PRICE`) says.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from warehouse_app.domain.errors import Refused
from warehouse_app.domain.gate.judge import LET_GO, Verdict, case_key, held, owner_type
from warehouse_app.domain.gate.rules import RULES
from warehouse_app.domain.holds import may_let_go
from warehouse_app.domain.overrides import PRICE, RELEASE
from warehouse_app.domain.taxonomy import type_of
from warehouse_app.service.overrides import KIND, Wish, may_go
from warehouse_app.service.ports.gate import Gated
from warehouse_app.service.ports.people import Person
from warehouse_app.service.ports.releasing import Rules
from warehouse_app.service.ports.store import UnitOfWork

PRICE_RULE = "GT-PRICE"
MENDED = "LG-MENDED"  # the one reason that goes against no rule: the gate looks again


def let_gate_go(order_id: int, reason: str, person: Person, uow: UnitOfWork, *, granted: bool = False) -> str | None:
    """Lets go what this person may of the rules it waits for; its name. None: a second person has to agree first.

    A reason lets go only what it is a reason for. `granted`: somebody has agreed to all but a price.

    Raises:
        Refused: `hold.not_held`, `hold.not_yours` (whose it is), and what `may_go` refuses.
    """
    row = uow.gate.of_order(order_id)
    if row is None or row.order is None or not held(row.verdicts):
        raise Refused("hold.not_held")
    own = _own(row, person, uow)
    if not own:
        raise Refused("hold.not_yours", facts={"order": row.name})
    if reason == MENDED:
        uow.gate.look_again(row.order)
        uow.releasing.note(person.w, "gate_again", person.id, {"order": row.name}, order=row.order)
        return row.name
    overrides = uow.releasing.rules(KIND, person.w)
    meant = {code: rules for code, rules in _by_override(own, overrides).items() if _is_for(reason, code, overrides)}
    if granted:
        meant.pop(PRICE, None)  # that is agreed to by itself, see `let_price_go`
    if not meant:
        raise Refused("override.reason", 400)
    waits = [not granted and not may_go(_wish(code, row, reason, person), uow) for code in meant]
    go = [one for rules, wait in zip(meant.values(), waits, strict=True) if not wait for one in rules]
    if go:
        _let_go(row, go, reason, person, uow)
    return None if any(waits) else row.name


def let_price_go(order_id: int, reason: str, person: Person, uow: UnitOfWork) -> None:
    """A second person has agreed to the price of an order, and to nothing else of it.

    Raises:
        Refused: `hold.not_held`.
    """
    row = uow.gate.of_order(order_id)
    priced = [one for one in held(row.verdicts) if one.rule == PRICE_RULE] if row is not None else []
    if row is None or not priced:
        raise Refused("hold.not_held")
    _let_go(row, priced, reason, person, uow)


def may_let_gate_go(order_id: int, person: Person, uow: UnitOfWork) -> bool:
    """Whether one of the rules it waits for is this person's to let go."""
    row = uow.gate.of_order(order_id)
    return row is not None and bool(_own(row, person, uow))


def is_own(rule: str, roles: Collection[str], types: Rules, overrides: Rules) -> bool:
    """Whether somebody with these roles may let go what this rule holds."""
    if rule == PRICE_RULE and PRICE in overrides:
        return not set(overrides[PRICE]["roles"]).isdisjoint(roles)
    only = list(RULES[rule].only) if rule in RULES else []
    return may_let_go({"owner": type_of(owner_type(rule), types).owner, "only": only}, roles)


def reasons_of(rules: Collection[str], let_go: Collection[str], overrides: Rules) -> list[str]:
    """What may be said to let go what these rules hold, each once."""
    prices = overrides[PRICE]["reasons"] if PRICE_RULE in rules and PRICE in overrides else []
    others = let_go if set(rules) - {PRICE_RULE} or not prices else [MENDED]
    return list(dict.fromkeys([*others, *prices]))


def _own(row: Gated, person: Person, uow: UnitOfWork) -> list[Verdict]:
    types, overrides = uow.releasing.rules("case_type", person.w), uow.releasing.rules(KIND, person.w)
    return [one for one in held(row.verdicts) if is_own(one.rule, person.roles, types, overrides)]


def _by_override(own: Sequence[Verdict], overrides: Rules) -> dict[str, list[Verdict]]:
    priced = [one for one in own if one.rule == PRICE_RULE and PRICE in overrides]
    others = [one for one in own if one not in priced]
    return {code: rules for code, rules in ((RELEASE, others), (PRICE, priced)) if rules}


def _is_for(reason: str, code: str, overrides: Rules) -> bool:
    """A shop without the rule of an override takes any reason it lets orders go for."""
    return code not in overrides or reason in overrides[code]["reasons"]


def _wish(code: str, row: Gated, reason: str, person: Person) -> Wish:
    facts = {"id": row.order, "order": row.name}
    if code == RELEASE:
        return Wish(RELEASE, f"order:{row.order}", person, reason, facts=facts)
    off = row.facts.off_list if row.facts is not None else None
    said = {"money": "?" if off is None else f"{off / 100:.2f}"}
    return Wish(PRICE, f"price:{row.order}", person, reason, None if off is None else off * 10, facts | said)


def _let_go(row: Gated, own: list[Verdict], reason: str, person: Person, uow: UnitOfWork) -> None:
    assert row.order is not None
    rules = [one.rule for one in own]
    said = {one.rule: {"why": dict(one.why), "reason": reason, "person": person.id, "at": uow.now} for one in own}
    verdicts = tuple(replace(one, kind=LET_GO) if one in own else one for one in row.verdicts)
    left = held(verdicts)
    state = "held" if left else "cleared"
    uow.gate.keep(person.w, replace(row, state=state, verdicts=verdicts, let_go={**row.let_go, **said}))
    uow.gate.clear(row.order, not left)
    for rule in rules:
        case = uow.cases.find(case_key(rule, row.order))
        if case is not None:
            uow.cases.resolve(case.id, reason, person.id)
    facts = {"order": row.name, "rules": rules, "reason": reason}
    uow.releasing.note(person.w, "gate_let_go", person.id, facts, order=row.order)
    uow.changed("board", "order", row.order)
