"""The form that mends: which fields its type has, and what is in them now."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from warehouse_app.domain.mending import FIELDS, LONGEST, PRODUCT, TEXT_MAX, VOLUME, may_mend
from warehouse_app.service.ports.mirrored import MendFacts
from warehouse_app.service.ports.views import Views

_HINTS = {"zip": "postal-code", "phone": "tel", "email": "email", "weight_g": "numeric", VOLUME: "decimal"}


def mend_form(
    views: Views, w: int, case: int, roles: frozenset[str], odoo: str | None, has_office: bool
) -> dict[str, Any] | None:
    """None where there is nothing to mend, or not for somebody with these roles.

    Without a second credential `fields` is empty and `link` leads to the record in Odoo (at `odoo`, its address).
    """
    facts = views.mend_facts(w, case)
    if facts is None or facts.status == "resolved" or not may_mend(facts.type, roles):
        return None
    of_goods = facts.type == "FUL-DATA"
    record = facts.product if of_goods else facts.transfer
    if record is None:
        return None
    model = "product.product" if of_goods else "stock.picking"
    return {
        "case": case,
        "number": facts.number,
        "about": (facts.product_name if of_goods else facts.transfer_name) or "",
        "fields": [_field(name, facts) for name in FIELDS[facts.type]] if has_office else [],
        "small": VOLUME in FIELDS[facts.type],
        "moved": facts.type == "CUS-MOVED",
        "link": f"{odoo}/web#id={record}&model={model}&view_type=form" if odoo else None,
    }


def typed(form: dict[str, Any], given: Mapping[str, str]) -> dict[str, Any]:
    """The form with what was typed into it."""
    return form | {"fields": [one | {"value": given.get(one["name"], one["value"])} for one in form["fields"]]}


def _field(name: str, facts: MendFacts) -> dict[str, Any]:
    """An address of another order may stand in a transfer that moved, so there nothing is proposed."""
    known: Mapping[str, Any] = (facts.ship_to or {}) if facts.type != "CUS-MOVED" else {}
    value = (
        {"carrier": facts.carrier, "weight_g": facts.weight_g or facts.measured_g}.get(name) or known.get(name) or ""
    )
    choices = facts.carriers if name == "carrier" else ()
    width = LONGEST.get(name, 7 if name in PRODUCT else TEXT_MAX)
    return {"name": name, "value": str(value), "most": width, "like": _HINTS.get(name, ""), "choices": choices}
