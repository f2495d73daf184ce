"""The form on an order's page by which it goes with another carrier."""

from __future__ import annotations

from typing import Any

from warehouse_app.domain.overrides import CARRIER
from warehouse_app.service.looking import Looker
from warehouse_app.service.overrides import KIND
from warehouse_app.service.ports.people import Person
from warehouse_app.service.ports.views import Views


def carrier_form(views: Views, person: Person, order: int, look: Looker) -> dict[str, Any] | None:
    """{order, carriers, reasons}; None for whoever may not, and where nothing of it is still to leave."""
    rule = views.rules(KIND, person.w).get(CARRIER)
    facts = views.orders.order(person.w, order)
    if rule is None or facts is None or set(rule["roles"]).isdisjoint(person.roles):
        return None
    now = next((one.carrier for one in facts.documents if one.state == "open"), "")
    carriers = [name for name in views.carriers(person.w) if name != now]
    if not any(one.state == "open" for one in facts.documents) or not carriers:
        return None
    reasons = [(code, look.say(f"reason.{code}")) for code in rule["reasons"]]
    return {"order": order, "carriers": carriers, "reasons": reasons}
