"""Which carrier an order goes with, by the shop's rules: the first one that means the order names its carrier.

A rule that *must* hold is followed whatever the order says; any other is proposed where the order has no carrier. A
rule that needs a figure nobody knows (a weight, a size) does not mean the order: it is neither followed nor refused.

>>> light = {"on": True, "carrier": "Post", "weight_to": 500}
>>> choose(CarrierFacts(weight_g=400), {"WAY-1": light})
Chosen(rule='WAY-1', carrier='Post', must=False)
>>> choose(CarrierFacts(weight_g=None), {"WAY-1": light}) is None
True
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from warehouse_app.domain.checks import is_named


@dataclass(frozen=True, slots=True)
class CarrierFacts:
    """An order as these rules see it: `segments` and `goods` are all they may be called by, `country` two letters.

    `value` is in minor units, `weight_g` of all its goods, `longest_mm` their longest side; None: nobody knows.
    `by_hand`: a supervisor sent it with another carrier, against the rule (OV-CARRIER).
    """

    carrier: str | None = None
    segments: tuple[str, ...] = ()
    country: str | None = None
    goods: tuple[str, ...] = ()
    value: int | None = None
    weight_g: int | None = None
    longest_mm: int | None = None
    by_hand: bool = False


@dataclass(frozen=True, slots=True)
class Chosen:
    """The carrier a rule names."""

    rule: str
    carrier: str
    must: bool


def choose(facts: CarrierFacts, rules: Mapping[str, Mapping[str, Any]]) -> Chosen | None:
    """By the first rule in order that is on, names a carrier and means the order; None: none does."""
    for code, body in sorted(rules.items(), key=lambda rule: rule[1].get("rank") or 0):
        if body.get("on") and body.get("carrier") and _means(body, facts):
            return Chosen(code, str(body["carrier"]).strip(), bool(body.get("must")))
    return None


def costs_of(carrier: str, facts: CarrierFacts, rules: Mapping[str, Mapping[str, Any]]) -> int | None:
    """What a parcel of this order costs with this carrier, in minor units: as the first rule says that is on, names
    it, means the order and knows. None: no rule does.

    >>> rules = {"WAY-1": {"on": True, "rank": 1, "carrier": "Post", "weight_to": 500, "costs": 290},
    ...          "WAY-2": {"on": True, "rank": 2, "carrier": "Post", "costs": 549}}
    >>> [costs_of("Post", CarrierFacts(weight_g=grams), rules) for grams in (400, 900, None)]
    [290, 549, 549]
    >>> costs_of("DHL", CarrierFacts(), rules) is None
    True
    """
    for _, body in sorted(rules.items(), key=lambda rule: rule[1].get("rank") or 0):
        is_its = str(body.get("carrier") or "").strip() == carrier and body.get("on")
        if is_its and body.get("costs") is not None and _means(body, facts):
            return int(body["costs"])
    return None


def is_at_work(rules: Mapping[str, Mapping[str, Any]]) -> bool:
    """Whether this shop has its carriers chosen by rule at all."""
    return any(body.get("on") and body.get("carrier") for body in rules.values())


def _means(body: Mapping[str, Any], facts: CarrierFacts) -> bool:
    return (
        is_named(body.get("segments"), facts.segments)
        and is_named(body.get("countries"), [facts.country])
        and is_named(body.get("products"), facts.goods)
        and _within(facts.value, _minor(body.get("value_from")), _minor(body.get("value_to")))
        and _within(facts.weight_g, body.get("weight_from"), body.get("weight_to"))
        and _within(facts.longest_mm, None, body.get("longest"))
    )


def _within(value: int | None, least: int | None, most: int | None) -> bool:
    if least is None and most is None:
        return True
    return value is not None and (least or 0) <= value and (most is None or value <= most)


def _minor(units: int | None) -> int | None:
    return None if units is None else units * 100
