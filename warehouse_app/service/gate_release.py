"""An order the gate holds is let go against its rules: by whom their cases belong to, with a reason, and kept."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from warehouse_app.domain.errors import Refused
from warehouse_app.domain.gate.judge import LET_GO, Verdict, case_key, held, owner_type
from warehouse_app.domain.gate.rules import RULES
from warehouse_app.domain.holds import may_let_go
from warehouse_app.domain.overrides import RELEASE
from warehouse_app.domain.taxonomy import type_of
from warehouse_app.service.overrides import Wish, may_go
from warehouse_app.service.ports.gate import Gated
from warehouse_app.service.ports.people import Person
from warehouse_app.service.ports.releasing import Rules
from warehouse_app.service.ports.store import UnitOfWork

MENDED = "LG-MENDED"  # the one reason that goes against no rule: the gate looks again


def let_gate_go(order_id: int, reason: str, person: Person, uow: UnitOfWork, *, granted: bool = False) -> str | None:
    """Lets go what this person may of the rules it waits for; its name. None: a second person has to agree first.

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
    if not granted:
        wish = Wish(RELEASE, f"order:{row.order}", person, reason, facts={"id": row.order, "order": row.name})
        if not may_go(wish, uow):
            return None
    _let_go(row, own, reason, person, uow)
    return row.name


def may_let_gate_go(order_id: int, person: Person, uow: UnitOfWork) -> bool:
    """Whether one of the rules it waits for is this person's to let go."""
    row = uow.gate.of_order(order_id)
    return row is not None and bool(_own(row, person, uow))


def is_own(rule: str, roles: Collection[str], types: Rules) -> bool:
    """Whether somebody with these roles may let go what this rule holds."""
    only = list(RULES[rule].only) if rule in RULES else []
    return may_let_go({"owner": type_of(owner_type(rule), types).owner, "only": only}, roles)


def _own(row: Gated, person: Person, uow: UnitOfWork) -> list[Verdict]:
    types = uow.releasing.rules("case_type", person.w)
    return [one for one in held(row.verdicts) if is_own(one.rule, person.roles, types)]


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
