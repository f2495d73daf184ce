"""The rules of the gate: each looks at some facts and says what it found, nothing, or that it cannot judge.

What a shop may change of a rule: `mode` (off; trial: judged and counted, holds nothing; on), the figures `figure`,
`low`, `high`, `discount` and `within` (minutes), and whom it is about: `carriers`, `countries`, `channels`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from warehouse_app.domain.checks import is_named
from warehouse_app.domain.gate.duplicates import MINUTE, Twin, first_alike, first_called_so
from warehouse_app.domain.gate.facts import Facts

Body = Mapping[str, Any]
Why = Mapping[str, Any]
MODES = ("off", "trial", "on")
NAMED = 5  # goods that are named in what was found


@dataclass(frozen=True, slots=True)
class Sight:
    """What a rule sees. `one` is the order among its `twins`, `now` ms UTC."""

    facts: Facts
    body: Body
    one: Twin
    twins: Sequence[Twin]
    now: int

    def figure(self, name: str, otherwise: int) -> int:
        value = self.body.get(name)
        return otherwise if value is None else int(value)


@dataclass(frozen=True, slots=True)
class Rule:
    """`type` of the case it opens. `needs`: facts without which it cannot judge; `bound`: those of the fact map,
    without which it is off. `only`: whose case alone it is to let go. `find`: what is wrong, or None. `uses`: what a
    shop may set of it besides `mode`, `countries` and `channels`.
    """

    type: str
    find: Callable[[Sight], Why | None]
    needs: tuple[str, ...] = ()
    bound: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()


def is_about(facts: Facts, body: Body) -> bool:
    """Whether the rule means this order. Whom it names it does not mean where nobody knows who it is."""
    known = {"channels": facts.channel, "countries": facts.country}
    return all(not body.get(name) or is_named(body[name], [value]) for name, value in known.items())


def _unpaid(sight: Sight) -> Why | None:
    """Money is given some time to arrive; what was paid in part is another rule's."""
    facts = sight.facts
    if facts.terms or facts.paid or not facts.total:
        return None
    age = sight.now - (facts.ordered_at or 0)
    return {"paid": 0, "total": facts.total} if age >= sight.figure("within", 0) * MINUTE else None


def _mispaid(sight: Sight) -> Why | None:
    paid, total = sight.facts.paid or 0, sight.facts.total or 0
    is_off = paid and abs(paid - total) > sight.figure("figure", 5)
    return {"paid": paid, "total": total} if is_off else None


def _fraud(sight: Sight) -> Why | None:
    score = sight.facts.fraud or 0
    return {"score": score} if score >= sight.figure("figure", 1) else None


def _credit(sight: Sight) -> Why | None:
    return {} if sight.facts.credit else None


def _held(sight: Sight) -> Why | None:
    return {} if sight.facts.held else None


def _address(sight: Sight) -> Why | None:
    lacks = list(sight.facts.lacks or ())
    longest = sight.facts.longest or 0
    if longest > sight.figure("figure", 200):
        return {"lacks": [*lacks, "long"], "longest": longest}
    return {"lacks": lacks} if lacks else None


def _post_box(sight: Sight) -> Why | None:
    """`carriers` are those that do not deliver there."""
    facts = sight.facts
    is_theirs = facts.carrier is not None and is_named(sight.body.get("carriers"), [facts.carrier])
    return {"carrier": facts.carrier} if facts.post_box and is_theirs else None


def _contact(sight: Sight) -> Why | None:
    """A carrier that is named needs a phone; any other one way to ask."""
    facts, carriers = sight.facts, sight.body.get("carriers")
    if carriers and facts.carrier and is_named(carriers, [facts.carrier]) and not facts.phone:
        return {"lacks": ["phone"]}
    return None if facts.phone or facts.email else {"lacks": ["phone", "email"]}


def _customs(sight: Sight) -> Why | None:
    """Goods that go abroad; `countries` are those to which nothing is asked, as within the EU."""
    facts = sight.facts
    if facts.country == facts.home or not facts.customs:
        return None
    free = sight.body.get("free")
    return None if free and is_named(free, [facts.country]) else {"goods": list(facts.customs[:NAMED])}


def _alike(sight: Sight) -> Why | None:
    found = first_alike(sight.one, sight.twins, sight.figure("within", 30))
    return {"other": found.name} if found else None


def _same_reference(sight: Sight) -> Why | None:
    found = first_called_so(sight.one, sight.twins)
    return {"other": found.name, "reference": sight.one.reference} if found else None


def _price(sight: Sight) -> Why | None:
    least, most, most_off = (
        sight.figure(name, other) for name, other in (("low", 70), ("high", 150), ("discount", 30))
    )
    if sight.facts.free:
        return {"goods": list(sight.facts.free[:NAMED]), "percent": 0}
    for sku, percent, discount in sight.facts.prices or ():
        is_off = percent is not None and not least <= percent <= most
        if is_off or discount > most_off:
            return {"goods": [sku], "percent": percent if is_off else 100 - discount}
    return None


def _tax(sight: Sight) -> Why | None:
    if sight.facts.untaxed:
        return {"goods": list(sight.facts.untaxed[:NAMED])}
    return {"fiscal": sight.facts.fiscal} if sight.facts.fiscal in ("domestic", "foreign", "no_number") else None


def _short(sight: Sight) -> Why | None:
    return {"stock": sight.facts.stock} if sight.facts.stock != "full" else None


def _oversold(sight: Sight) -> Why | None:
    return {"goods": list(sight.facts.oversold[:NAMED])} if sight.facts.oversold else None


def _measures(sight: Sight) -> Why | None:
    """No weight, no label; sizes only where the rule asks for them (`figure` 1)."""
    sizes = (sight.facts.sizeless or ()) if sight.figure("figure", 0) else ()
    goods = list(dict.fromkeys([*(sight.facts.weightless or ()), *sizes]))
    return {"goods": goods[:NAMED]} if goods else None


def _carrier(sight: Sight) -> Why | None:
    carrier = sight.facts.carrier
    if not carrier:
        return {"carrier": ""}
    may = is_named(sight.body.get("carriers"), [carrier]) and sight.facts.goes is not False
    return None if may else {"carrier": carrier}


def _hazmat(sight: Sight) -> Why | None:
    """`carriers` are those that take such goods."""
    carrier, takes = sight.facts.carrier, sight.body.get("carriers")
    may = bool(carrier and takes and is_named(takes, [carrier]))
    return {"carrier": carrier or ""} if sight.facts.hazmat and not may else None


def _late(sight: Sight) -> Why | None:
    """The last day it may leave, or what was promised, is over."""
    due = sight.facts.latest if sight.facts.latest is not None else sight.facts.promised
    return {"due": due} if due is not None and due < sight.now else None


RULES: Mapping[str, Rule] = {
    "GT-PAID": Rule("PAY-CAPTURE", _unpaid, needs=("paid", "terms", "total"), uses=("within",)),
    "GT-AMOUNT": Rule("PAY-MISMATCH", _mispaid, needs=("paid", "total"), uses=("figure",)),
    "GT-FRAUD": Rule("PAY-FRAUD", _fraud, needs=("fraud",), bound=("fraud",), only=("finance",), uses=("figure",)),
    "GT-CREDIT": Rule("PAY-CREDIT", _credit, needs=("credit",)),
    "GT-HOLD": Rule("ORD-INCOMPLETE", _held, needs=("held",), bound=("held",)),
    "GT-ADDRESS": Rule("CUS-ADDRESS", _address, needs=("lacks",), uses=("figure",)),
    "GT-BOX": Rule("CUS-ADDRESS", _post_box, needs=("post_box",), uses=("carriers",)),
    "GT-CONTACT": Rule("CUS-DATA", _contact, needs=("phone", "email"), uses=("carriers",)),
    "GT-CUSTOMS": Rule("CUS-DATA", _customs, needs=("country", "home"), bound=("customs_code",), uses=("free",)),
    "GT-ALIKE": Rule("ORD-DUPLICATE", _alike, needs=("ordered_at",), uses=("within",)),
    "GT-REFERENCE": Rule("ORD-DUPLICATE", _same_reference, bound=("reference",)),
    "GT-PRICE": Rule("ORD-PRICE", _price, needs=("prices",), uses=("low", "high", "discount")),
    "GT-TAX": Rule("ORD-TAX", _tax, needs=("untaxed",)),
    "GT-STOCK": Rule("INV-SUPPLY", _short, needs=("stock",)),
    "GT-OVERSOLD": Rule("INV-OVERSOLD", _oversold, needs=("oversold",)),
    "GT-MEASURES": Rule("FUL-DATA", _measures, needs=("weightless",), uses=("figure",)),
    "GT-CARRIER": Rule("SHP-LABEL", _carrier, uses=("carriers",)),
    "GT-HAZMAT": Rule("SHP-LABEL", _hazmat, needs=("hazmat",), bound=("hazmat",), uses=("carriers",)),
    "GT-LATE": Rule("SHP-CUTOFF", _late, bound=("promised", "latest")),
}
ABOUT = ("countries", "channels")
# Which of `bound` are enough by one of them.
EITHER = frozenset({"GT-LATE"})


def is_off(code: str, unbound: Sequence[str]) -> tuple[str, ...]:
    """The facts it waits for to be bound; none: it may be on.

    >>> is_off("GT-FRAUD", ("fraud", "held")), is_off("GT-LATE", ("latest",)), is_off("GT-LATE", ("latest", "promised"))
    (('fraud',), (), ('promised', 'latest'))
    """
    missing = tuple(fact for fact in RULES[code].bound if fact in unbound)
    return missing if code not in EITHER or len(missing) == len(RULES[code].bound) else ()
