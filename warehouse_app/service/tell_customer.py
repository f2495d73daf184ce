"""Telling a customer what happened to their order: one way for everything that may be told.

It is told once for each event, order and template; in the customer's own language, by words that somebody has seen and
switched on; and by Odoo, which has the customer. As long as no language of a template is on, nothing is kept for it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from warehouse_app.domain.customer_words import (
    AT_THE_END,
    BY_DECISION,
    EMAIL,
    Template,
    filled,
    in_language,
    template_of,
)
from warehouse_app.domain.taxonomy import type_of
from warehouse_app.service import odoo_cases
from warehouse_app.service.close_wave import token
from warehouse_app.service.deliver import Errand, Post
from warehouse_app.service.looking import amount_text
from warehouse_app.service.ports.customers import MessageToTell, NewMessage, OrderToTell
from warehouse_app.service.ports.floor import CaseNow
from warehouse_app.service.ports.outbox import Job
from warehouse_app.service.ports.releasing import Rules
from warehouse_app.service.ports.store import UnitOfWork

GOODS_MAX = 400  # letters of a list of goods


@dataclass(frozen=True, slots=True)
class TellCustomer:
    """`event`: what happened, by a name that stays; `transfer` says whose order it is; `facts` fill the template."""

    template: str
    event: str
    transfer: int
    facts: Mapping[str, str]
    case: int | None = None


def tell_customer(command: TellCustomer, uow: UnitOfWork) -> bool:
    """Whether it will be told: not what is off in every language, nor twice, nor where nobody bought anything."""
    return tell_buyer(command, uow.customers.order_of(command.transfer), uow)


def tell_buyer(command: TellCustomer, order: OrderToTell | None, uow: UnitOfWork) -> bool:
    """The same of an order that is known already."""
    if order is None or not switched_on(command.template, uow.releasing.rules("template", order.w)):
        return False
    name = token("message", order.odoo_id, command.template, command.event)
    new = NewMessage(order.w, order.id, command.event, command.template, name, command.facts, command.case)
    message = uow.customers.queue(new)
    if message is None:
        return False
    uow.outbox.add(order.w, "create", f"message:{message}", {"what": "message"}, name)
    uow.outbox.again("create", f"message:{message}")  # one that was withdrawn
    return True


def switched_on(key: str, rules: Rules) -> dict[str, Template]:
    """The texts of a template that may be sent, by language."""
    found = (template_of(code, body) for code, body in rules.items())
    return {one.lang: one for one in found if (one.key, one.way) == (key, EMAIL) and one.on}


def told_by_decision(case: CaseNow, uow: UnitOfWork) -> None:
    """A short was answered: the customer hears once what becomes of the order, whichever of its shorts it was."""
    decided = uow.cases.get(case.id)
    key = BY_DECISION.get((decided.decision if decided else None) or "")
    if key is None or decided is None or case.transfer is None:
        return
    shorts = sorted(uow.cases.shorts(case.transfer), key=lambda one: one.id)
    missing = [one for one in shorts if BY_DECISION.get(one.decision or "") == key]
    floor = uow.telling.transfers([case.transfer])[case.transfer]
    facts = {"goods": goods_text([(one.facts.get("missing_m"), one.facts.get("product")) for one in missing])}
    tell_customer(TellCustomer(key, f"short|{floor.odoo_id}", case.transfer, facts, case.id), uow)


def told_at_the_end(case: CaseNow, uow: UnitOfWork) -> None:
    """An exception is over: the customer hears so where its type says what by."""
    key = type_of(case.type, uow.releasing.rules("case_type", case.w)).customer
    if key in AT_THE_END and case.transfer is not None:
        facts = {"goods": goods_text([(case.facts.get("missing_m"), case.facts.get("product"))])}
        tell_customer(TellCustomer(key, f"case|{case.number}", case.transfer, facts, case.id), uow)


def goods_text(goods: Sequence[tuple[object, object]]) -> str:
    """A list of goods in one line; empty where none is named.

    >>> goods_text([(None, "Tea"), (None, "Soap"), (500, None)])
    'Tea, Soap'
    """
    named = [f"{amount_text(qty_m)} \u00d7 {name}" if qty_m else str(name) for qty_m, name in goods if name]
    text = ", ".join(named)
    return text if len(text) <= GOODS_MAX else f"{text[: GOODS_MAX - 1]}…"


@dataclass(frozen=True, slots=True)
class Message:
    """An errand: one message. `words` are the texts that are on, by language; `transfer` is for its exception."""

    jobs: Sequence[Job]
    message: MessageToTell
    words: Mapping[str, Template]
    transfer: int | None

    def tell(self, post: Post) -> None:
        order = self.message.order
        customer = post.odoo.customer(order.odoo_id)
        lang = customer.lang.partition("_")[0].lower()
        template = self.words.get(lang)
        facts = {"order": order.name, "shop": order.shop} | in_language(self.message.facts, lang)
        said = filled(template, facts) if template else None
        state = "off" if template is None else "lacking" if said is None else "sent"
        if said is not None and not customer.has_mail:
            state = "no_address"
        if state == "sent" and said is not None:
            post.odoo.message_customer(order.odoo_id, *said, self.message.token)
        post.write(lambda uow: self._note(uow, state, lang))

    def refused(self, uow: UnitOfWork, words: str) -> None:
        if self.transfer is not None:
            odoo_cases.raise_about(uow, odoo_cases.REFUSED, self.transfer, words=words)

    def _note(self, uow: UnitOfWork, state: str, lang: str) -> None:
        uow.customers.end(self.message.id, state, lang or None)
        if self.message.case is not None:
            facts = {"template": self.message.template, "lang": lang}
            uow.cases.note(self.message.case, f"told_{state}", None, facts)
        uow.outbox.finish(self.jobs)


def plan_message(uow: UnitOfWork, jobs: Sequence[Job], fence: int) -> Errand | None:
    """The message, unless the answer it came of was changed before anybody was told."""
    leased = uow.outbox.lease(jobs, fence)
    message = uow.customers.get(leased[0].about) if leased else None
    if message is None:
        uow.outbox.finish(leased)
        return None
    case = uow.cases.get(message.case) if message.case is not None else None
    if case is not None and _is_overruled(case, message.template) and not leased[0].attempts:
        uow.customers.end(message.id, "withdrawn")
        uow.outbox.finish(leased)
        return None
    words = switched_on(message.template, uow.releasing.rules("template", message.order.w))
    return Message(leased, message, words, case.transfer if case is not None else None)


def _is_overruled(case: CaseNow, template: str) -> bool:
    by_decision = case.type == "FUL-SHORT" and case.status != "resolved"
    return by_decision and BY_DECISION.get(case.decision or "") != template
