"""The shop's own papers for a box: which order gets which, by rules a supervisor edits.

RS-1, RS-2, RS-3    the slip for goods that come back, with the first box
PP-GIFT             a note to whoever gets the goods, with the first box; it names no price
PP-CUSTOMS          what is in the box, for customs: each box has its own
PP-INVOICE          the invoice that Odoo has of the order, once
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from warehouse_app.domain.carrier_rules import CarrierFacts
from warehouse_app.domain.checks import is_named

SLIP, GIFT, CUSTOMS, INVOICE = "return_slip", "gift_note", "customs", "invoice"
_CODES: Mapping[str, str] = {"PP-GIFT": GIFT, "PP-CUSTOMS": CUSTOMS, "PP-INVOICE": INVOICE}
DESIGNS = (SLIP, GIFT, CUSTOMS)  # those that we draw


def paper_of(code: str) -> str:
    """What a rule prints.

    >>> paper_of("RS-2"), paper_of("PP-GIFT")
    ('return_slip', 'gift_note')
    """
    return _CODES.get(code, SLIP)


def has_words(code: str) -> bool:
    """Whether the paper says something of the shop's own."""
    return paper_of(code) in (SLIP, GIFT)


def papers_for(
    facts: CarrierFacts, customer: str | None, rules: Mapping[str, Mapping[str, Any]]
) -> dict[str, Mapping[str, Any]]:
    """The papers of an order with the rule of each: of two rules for one paper the first that means the order.

    >>> rules = {"PP-CUSTOMS": {"on": True, "countries": "CH, GB"}, "PP-GIFT": {"on": False}}
    >>> list(papers_for(CarrierFacts(country="CH"), None, rules)), list(papers_for(CarrierFacts(), None, rules))
    (['customs'], [])
    """
    found: dict[str, Mapping[str, Any]] = {}
    for code, body in sorted(rules.items(), key=lambda rule: rule[1].get("rank") or 0):
        if body.get("on") and _means(body, facts, customer):
            found.setdefault(paper_of(code), body)
    return found


def _means(body: Mapping[str, Any], facts: CarrierFacts, customer: str | None) -> bool:
    return (
        is_named(body.get("products"), facts.goods)
        and is_named(body.get("carriers"), [facts.carrier])
        and is_named(body.get("segments"), facts.segments)
        and is_named(body.get("customers"), [customer])
        and is_named(body.get("countries"), [facts.country])
    )
