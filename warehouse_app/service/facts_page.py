"""The fact map: each fact is bound to a field, a tag or a constant of this Odoo, tried on an order, and saved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from warehouse_app.domain.errors import Refused
from warehouse_app.domain.gate.binding import FACTS, HOW, asked, may_hold, read, wrong
from warehouse_app.domain.gate.rules import RULES
from warehouse_app.service.gate import FACT
from warehouse_app.service.gate_facts import Stock, gated_of
from warehouse_app.service.gate_page import DAY_MS, PAST_DAYS, PAST_MOST
from warehouse_app.service.gate_words import rule_names
from warehouse_app.service.looking import Looker, moment_text
from warehouse_app.service.ports.odoo import FieldNow, Odoo
from warehouse_app.service.ports.people import Person
from warehouse_app.service.ports.releasing import Rules
from warehouse_app.service.ports.store import Store, UnitOfWork
from warehouse_app.service.ports.views import Views

PAST = 500  # orders that are read to try rules on
_OF_SEGMENTS = ("channel", "customer_class", "order_type")


@dataclass(frozen=True, slots=True)
class Try:
    """A binding somebody typed; `order` is what they want to see it on."""

    fact: str
    body: Mapping[str, Any]
    order: str = ""


def facts_page(views: Views, w: int, fields: Sequence[FieldNow], tried: Try | None, look: Looker) -> dict[str, Any]:
    """Each fact as it is bound, or as somebody tries to bind it."""
    bindings = views.rules(FACT, w)
    known = len(views.gate.past(w, look.now - PAST_DAYS * DAY_MS, PAST_MOST))
    return {
        "facts": [_fact(fact, _body(fact, bindings, tried), fields, look) for fact in FACTS],
        "how": [(one, look.say(f"fact_how.{one}")) for one in HOW],
        "order": tried.order if tried is not None else "",
        "past": look.say("facts.past_why", days=PAST_DAYS, n=known),
        "most": PAST,
    }


def body_of(texts: Mapping[str, str]) -> dict[str, Any]:
    """What a form says of one fact."""
    field, value = texts.get("field", "").strip(), texts.get("value", "").strip()
    return {"how": texts.get("how", ""), "field": field or None, "value": value or None}


def value_on(odoo: Odoo, one: Try, fields: Sequence[FieldNow], look: Looker) -> str:
    """What it would read on that order, in words.

    Raises:
        Refused: `fact.order`, and what is wrong with the binding.
    """
    check(one, fields)
    found = odoo.order_called(one.order) if one.order.strip() else None
    sold = odoo.sold_orders([found], asked({one.fact: one.body})) if found is not None else ()
    if not sold:
        raise Refused("fact.order", 404)
    value = read(one.fact, one.body, sold[0].values)
    return look.say("facts.reads", order=sold[0].name, value=_words(one.fact, value, look))


def check(one: Try, fields: Sequence[FieldNow]) -> None:
    """Raises Refused with what is wrong with the binding."""
    types = {field.key: field.type for field in fields}
    if one.fact not in FACTS:
        raise Refused("fact.how", 400)
    if key := wrong(one.fact, one.body, types):
        raise Refused(key, 400)


def bind(one: Try, fields: Sequence[FieldNow], person: Person, uow: UnitOfWork) -> None:
    """Saves it; all that is still to go is read anew, and is to be judged by it (`gate.judge_pool`).

    Raises:
        Refused: what is wrong with the binding, `rule.same`.
    """
    check(one, fields)
    before = uow.releasing.rules(FACT, person.w).get(one.fact, {})
    after = {name: value for name, value in one.body.items() if name in ("how", "field", "value")}
    if all(before.get(name) == value for name, value in after.items()):
        raise Refused("rule.same", 400)
    uow.rulebook.save(person.w, FACT, one.fact, after, person.id, "")
    uow.releasing.note(person.w, "rule", person.id, {"kind": FACT, "code": one.fact})
    uow.gate.read_all_again(person.w)


def read_past(odoo: Odoo, store: Store, w: int) -> int:
    """Reads the newest orders of the warehouse as they are now, to try rules on; how many are new here."""
    site, bindings, now = store.write(lambda uow: (uow.following.site(w), uow.releasing.rules(FACT, w), uow.now))
    sold = odoo.sold_orders(odoo.newest_orders(site, PAST), asked(bindings))
    rows = [gated_of(one, Stock(), bindings, now) for one in sold if not one.cancelled]

    def keep(uow: UnitOfWork) -> int:
        known = uow.gate.now(w, [row.odoo_id for row in rows])
        new = [row for row in rows if row.odoo_id not in known or known[row.odoo_id].state == "past"]
        for row in new:
            uow.gate.keep(w, row)
        return len(new)

    return store.write(keep)


def _body(fact: str, bindings: Rules, tried: Try | None) -> Mapping[str, Any]:
    return tried.body if tried is not None and tried.fact == fact else bindings.get(fact, {})


def _fact(fact: str, body: Mapping[str, Any], fields: Sequence[FieldNow], look: Looker) -> dict[str, Any]:
    used = [code for code, rule in RULES.items() if fact in rule.bound]
    names = [rule_names(used, look)] if used else []
    names += [look.say("facts.used_segments")] if fact in _OF_SEGMENTS else []
    return {
        "fact": fact,
        "name": look.say(f"fact.{fact}"),
        "how": body.get("how") or "none",
        "field": body.get("field") or "",
        "value": body.get("value") or "",
        "used": ", ".join(names),
        "fields": [(one.key, f"{one.label} · {one.key}") for one in fields if may_hold(fact, one.type)],
    }


def _words(fact: str, value: bool | int | str | None, look: Looker) -> str:
    if value is None:
        return look.say("facts.reads_none")
    if isinstance(value, bool):
        return look.say("facts.yes" if value else "facts.no")
    return moment_text(value, look) if FACTS[fact] == "moment" and isinstance(value, int) else str(value)
