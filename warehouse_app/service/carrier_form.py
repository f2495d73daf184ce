"""The form on an order's page by which it goes with another carrier."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from warehouse_app.domain.carrier_rules import CarrierFacts, costs_of
from warehouse_app.domain.overrides import CARRIER
from warehouse_app.service.looking import Looker
from warehouse_app.service.money_words import money_text
from warehouse_app.service.overrides import KIND
from warehouse_app.service.ports.people import Person
from warehouse_app.service.ports.releasing import Rules
from warehouse_app.service.ports.views import Views


def carrier_form(views: Views, person: Person, order: int, look: Looker) -> dict[str, Any] | None:
    """{order, carriers, reasons, known}; None for whoever may not, and where nothing of it is still to leave.

    `carriers` are (name, words): what a parcel costs more or less than with its own one, where rules know both.
    """
    rule = views.rules(KIND, person.w).get(CARRIER)
    facts = views.orders.order(person.w, order)
    if rule is None or facts is None or set(rule["roles"]).isdisjoint(person.roles):
        return None
    own = next((one for one in facts.documents if one.state == "open"), None)
    others = [name for name in views.carriers(person.w) if own is not None and name != own.carrier]
    if own is None or not others:
        return None
    more = difference_to(own.carrier, views.shipments.carrier_facts(own.id), views.rules("carrier", person.w))
    reasons = [(code, look.say(f"reason.{code}")) for code in rule["reasons"]]
    named = [(name, _words(name, more(name), look)) for name in others]
    known = any(more(name) is not None for name in others)
    return {"order": order, "carriers": named, "reasons": reasons, "known": known}


def difference_to(own: str | None, facts: CarrierFacts, rules: Rules) -> Callable[[str], int | None]:
    """How much more another carrier costs for a parcel than the order's own, in minor units; less is below zero."""
    before = costs_of(own or "", facts, rules)

    def more(name: str) -> int | None:
        then = costs_of(name, facts, rules)
        return None if before is None or then is None else then - before

    return more


def _words(name: str, more: int | None, look: Looker) -> str:
    if more is None:
        return name
    if more == 0:
        return look.say("carrier.as_much", name=name)
    return look.say("carrier.more" if more > 0 else "carrier.less", name=name, n=money_text(abs(more), "", 2).strip())
