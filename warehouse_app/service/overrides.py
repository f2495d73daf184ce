"""People do what a rule speaks against: with a right, a reason and a limit; above it a second person has to agree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from warehouse_app.domain import overrides as rules
from warehouse_app.domain.errors import Refused
from warehouse_app.service.office_events import journal
from warehouse_app.service.ports.overrides import NewOverride
from warehouse_app.service.ports.people import Person
from warehouse_app.service.ports.store import UnitOfWork

KIND = "override"


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to do against which rule, about what, and why.

    `measure_m` is how far it goes where its rule has a measure, `worth` how much money that is, in hundredths; `facts`
    do and say it.
    """

    code: str
    subject: str
    by: Person
    reason: str
    measure_m: int | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    worth: int = 0


def may_go(wish: Wish, uow: UnitOfWork) -> bool:
    """Keeps and counts it. True: it may be done now; False: it waits for a second person, and nothing is to be done.

    A shop without such a rule has no such override: it may always be done, and is not counted.

    Raises:
        Refused: `override.role`, `override.reason`, `override.waits` (it was asked for already).
    """
    body = uow.releasing.rules(KIND, wish.by.w).get(wish.code)
    if body is None:
        return True
    rule = rules.rule_of(wish.code, body)
    if rules.is_inside(rule, wish.measure_m, wish.worth):
        return True
    day = rules.day_at(uow.now, uow.releasing.timetable(wish.by.w).zone)
    used = uow.overrides.used(wish.by.w, wish.code, wish.by.id, day)
    why = rules.why_waits(rule, wish.by.roles, wish.reason, used, wish.measure_m)
    if uow.overrides.waits(wish.subject):
        raise Refused("override.waits")
    _keep(wish, day, why, uow)
    return why is None


def _keep(wish: Wish, day: str, why: str | None, uow: UnitOfWork) -> None:
    state = rules.DONE if why is None else rules.WAITING
    facts = dict(wish.facts) | ({"why": why} if why else {})
    new = NewOverride(wish.by.w, wish.code, state, day, wish.by.id, wish.reason, wish.subject, facts)
    made = uow.overrides.add(new)
    journal(KIND, {"entry": made, "over": wish.code, "reason": wish.reason}, wish.by, uow)
    uow.changed("board", "override", made)
